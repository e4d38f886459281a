using System.Text.Json;
using Alongside.Features.Sealing;
using CsCheck;

namespace Alongside.Tests.Sealing;

public class MerkleTreeTests
{
    private static readonly Gen<byte[][]> Leaves = Gen.Byte.Array[0, 20].Array[0, 70];
    private static readonly Gen<byte[][]> SomeLeaves = Leaves.Where(leaves => leaves.Length > 0);

    public static TheoryData<string> Inclusions => Files("inclusion");

    public static TheoryData<string> Consistencies => Files("consistency");

    [Fact]
    public void Every_published_proof_is_here()
    {
        Assert.Equal(98, Inclusions.Count);
        Assert.Equal(98, Consistencies.Count);
    }

    [Theory, MemberData(nameof(Inclusions))]
    public void Inclusion_is_judged_as_published(string file)
    {
        using var vector = JsonDocument.Parse(File.ReadAllText(file));
        var v = vector.RootElement;
        var holds = MerkleProofs.VerifyInclusion(Bytes(v.GetProperty("leafHash")),
            Number(v.GetProperty("leafIdx")), Number(v.GetProperty("treeSize")), Proof(v), Bytes(v.GetProperty("root")));
        Assert.Equal(!v.GetProperty("wantErr").GetBoolean(), holds);
    }

    [Theory, MemberData(nameof(Consistencies))]
    public void Consistency_is_judged_as_published(string file)
    {
        using var vector = JsonDocument.Parse(File.ReadAllText(file));
        var v = vector.RootElement;
        var holds = MerkleProofs.VerifyConsistency(Number(v.GetProperty("size1")), Number(v.GetProperty("size2")),
            Bytes(v.GetProperty("root1")), Bytes(v.GetProperty("root2")), Proof(v));
        Assert.Equal(!v.GetProperty("wantErr").GetBoolean(), holds);
    }

    [Fact]
    public void Roots_and_proofs_are_those_of_the_RFC() => SomeLeaves.SelectMany(leaves =>
        Gen.Select(Gen.Const(leaves), Gen.Int[0, leaves.Length - 1])).Sample((leaves, at) =>
        {
            var hashes = Hashes(leaves);
            return MerkleTree.Root(hashes).SequenceEqual(MerkleOracle.Root(leaves))
                && Same(MerkleProofs.Inclusion(hashes, at), MerkleOracle.Path(at, leaves))
                && Same(MerkleProofs.Consistency(hashes, at + 1), MerkleOracle.Proof(at + 1, leaves));
        });

    [Fact]
    public void What_is_proven_verifies_at_every_place_of_every_tree_up_to_forty_leaves()
    {
        for (var size = 1; size <= 40; size++)
        {
            var hashes = Hashes([.. Enumerable.Range(0, size).Select(i => new[] { (byte)i })]);
            var root = MerkleTree.Root(hashes);
            for (var i = 0; i < size; i++)
            {
                Assert.True(MerkleProofs.VerifyInclusion(hashes[i], i, size, MerkleProofs.Inclusion(hashes, i), root));
                Assert.True(MerkleProofs.VerifyConsistency(
                    i + 1, size, MerkleTree.Root(hashes[..(i + 1)]), root, MerkleProofs.Consistency(hashes, i + 1)));
            }
        }
    }

    [Fact]
    public void One_flipped_bit_anywhere_is_noticed() => Gen.Select(SomeLeaves, Gen.Int[0, 1 << 20]).Sample((leaves, pick) =>
    {
        var hashes = Hashes(leaves);
        var at = pick % hashes.Length;
        var root = MerkleTree.Root(hashes);
        var first = MerkleTree.Root(hashes[..(at + 1)]);
        var path = MerkleProofs.Inclusion(hashes, at).Select(h => h.ToArray()).ToArray();
        var growth = MerkleProofs.Consistency(hashes, at + 1).Select(h => h.ToArray()).ToArray();
        byte[][] inclusion = [hashes[at].ToArray(), root.ToArray(), .. path];
        Flip(inclusion, pick);
        byte[][] consistency = [first, root.ToArray(), .. growth];
        Flip(consistency, pick);
        return !MerkleProofs.VerifyInclusion(inclusion[0], at, hashes.Length, inclusion[2..], inclusion[1])
            && !MerkleProofs.VerifyConsistency(at + 1, hashes.Length, consistency[0], consistency[1], consistency[2..]);
    });

    [Fact]
    public void A_frontier_that_is_stored_after_every_leaf_keeps_the_same_root() => Leaves.Sample(leaves =>
    {
        var frontier = new Frontier();
        foreach (var hash in Hashes(leaves))
        {
            frontier.Append(hash);
            frontier = Frontier.Read(frontier.Write());
        }
        return frontier.Size == leaves.Length && frontier.Root().SequenceEqual(MerkleOracle.Root(leaves));
    });

    [Fact]
    public void A_frontier_whose_bytes_were_cut_or_lengthened_is_not_read()
    {
        var frontier = new Frontier();
        for (var i = 0; i < 7; i++) frontier.Append(MerkleTree.LeafHash([(byte)i]));
        var written = frontier.Write();
        Assert.Throws<InvalidDataException>(() => Frontier.Read(written.AsSpan()[..^1]));
        Assert.Throws<InvalidDataException>(() => Frontier.Read([.. written, 0]));
        Assert.Throws<InvalidDataException>(() => Frontier.Read([]));
        // A negative size, with as many roots as it has bits.
        Assert.Throws<InvalidDataException>(() => Frontier.Read([0x80, .. written.AsSpan()[1..], .. new byte[32]]));
    }

    [Fact]
    public void Asking_for_a_proof_outside_of_the_tree_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.InclusionRanges(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.InclusionRanges(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.ConsistencyRanges(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.ConsistencyRanges(4, 3));
        Assert.Throws<ArgumentException>(() => new Frontier().Append([1, 2, 3]));
    }

    [Fact]
    public void A_proof_that_climbs_above_the_tree_proves_nothing_even_for_a_root_made_for_it()
    {
        byte[] leaf = MerkleTree.LeafHash([1]), foreign = MerkleTree.LeafHash([2]), other = MerkleTree.LeafHash([3]);
        Assert.False(MerkleProofs.VerifyInclusion(leaf, 0, 1, [foreign], MerkleTree.NodeHash(foreign, leaf)));
        var second = MerkleTree.NodeHash(leaf, foreign);
        Assert.True(MerkleProofs.VerifyConsistency(1, 2, leaf, second, [foreign]));
        Assert.False(MerkleProofs.VerifyConsistency(
            1, 2, MerkleTree.NodeHash(other, leaf), MerkleTree.NodeHash(other, second), [foreign, other]));
        var three = MerkleTree.Root([leaf, foreign, other]);
        Assert.True(MerkleProofs.VerifyConsistency(3, 4, three, MerkleTree.Root([leaf, foreign, other, leaf]), [other, leaf, second]));
        Assert.False(MerkleProofs.VerifyConsistency(3, 4, MerkleTree.NodeHash(foreign, three),
            MerkleTree.NodeHash(foreign, MerkleTree.Root([leaf, foreign, other, leaf])), [other, leaf, second, foreign]));
    }

    [Fact]
    public void A_long_leaf_hashes_as_a_short_one_does() => Gen.Byte.Array[500, 530].Sample(leaf =>
        MerkleTree.LeafHash(leaf).SequenceEqual(MerkleOracle.Root([leaf])));

    private static byte[][] Hashes(byte[][] leaves) => [.. leaves.Select(leaf => MerkleTree.LeafHash(leaf))];

    private static bool Same(IReadOnlyList<byte[]> a, byte[][] b) =>
        a.Count == b.Length && a.Zip(b).All(pair => pair.First.SequenceEqual(pair.Second));

    private static void Flip(byte[][] hashes, int pick)
    {
        var bit = (pick * 7919) % (hashes.Length * 256);
        bit = Math.Abs(bit);
        hashes[bit / 256][bit % 256 / 8] ^= (byte)(1 << (bit % 8));
    }

    private static TheoryData<string> Files(string kind) =>
        [.. Directory.GetFiles(Path.Combine("Vectors", "rfc6962", kind), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static byte[] Bytes(JsonElement base64) => base64.GetBytesFromBase64();

    // The published places are unsigned; one beyond ours becomes negative and must be refused all the same.
    private static long Number(JsonElement number) => unchecked((long)number.GetUInt64());

    private static byte[][] Proof(JsonElement v) => v.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
        ? [.. proof.EnumerateArray().Select(Bytes)]
        : [];
}
