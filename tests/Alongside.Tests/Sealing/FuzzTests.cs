using System.Text;
using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using CsCheck;

namespace Alongside.Tests.Sealing;

/// <summary>
/// Bytes and words of anybody's choosing where ours are expected: whatever differs from what was sealed opens nothing, and
/// is said instead of thrown. Half of them are ours with something changed, since plain noise is seldom read beyond its head.
/// </summary>
public sealed class FuzzTests
{
    private const int Often = 20_000;

    private static readonly FixedRandom random = new(39);
    private static readonly Guid practice = random.Id();
    private static readonly KeyPair recipient = KeyPair.New(random), ephemeral = KeyPair.New(random);
    private static readonly byte[] secret = random.Bytes(32);
    private static readonly RecordPlace record = new(practice, new(random.Id()), 3, "note", random.Id(), 2);
    private static readonly WrapPlace wrap = new(practice, Wrapped.DataKey, random.Id(), 3, new(random.Id()), 1);
    private static readonly byte[] plain = Encoding.UTF8.GetBytes("""{"Text":"rain on the tin"}""");

    private static Gen<byte[]> Changed(byte[] ours) => Gen.OneOf(
        Gen.Byte.Array[0, ours.Length * 2],
        Gen.Select(Gen.Int[0, (ours.Length * 8) - 1].Array[1, 4], flips => flips.Distinct().Aggregate(ours.ToArray(), (bytes, flip) =>
        {
            bytes[flip / 8] ^= (byte)(1 << (flip % 8));
            return bytes;
        })),
        Gen.Select(Gen.Int[0, ours.Length - 1], cut => ours[..cut]),
        Gen.Select(Gen.Byte.Array[1, 64], more => (byte[])[.. ours, .. more]),
        Gen.Select(Gen.Int[0, ours.Length - 1], Gen.Int[1, 32], Gen.Byte, (from, length, with) =>
        {
            var bytes = ours.ToArray();
            bytes.AsSpan(from, Math.Min(length, bytes.Length - from)).Fill(with);
            return bytes;
        }));

    private static void NoneOpens(byte[] ours, Func<byte[], bool> opens)
    {
        Assert.True(opens(ours));
        Changed(ours).Where(bytes => !bytes.AsSpan().SequenceEqual(ours)).Sample(bytes => Assert.False(opens(bytes)), iter: Often);
    }

    [Fact, Trait("Kind", "Slow")]
    public void Nothing_in_place_of_an_envelope_opens() =>
        NoneOpens(Envelope.Seal(secret, plain, record, random), bytes => Envelope.Open(secret, bytes, record) is not null);

    [Fact, Trait("Kind", "Slow")]
    public void Nothing_in_place_of_a_wrap_to_a_public_key_opens() =>
        NoneOpens(Wrapping.To(recipient.Public, ephemeral, secret, wrap, random), bytes => Wrapping.Open(bytes, recipient, wrap) is not null);

    [Fact, Trait("Kind", "Slow")]
    public void Nothing_in_place_of_a_wrap_under_ones_own_key_opens() =>
        NoneOpens(Wrapping.Ring(recipient, secret, wrap, random), bytes => Wrapping.Open(bytes, recipient, wrap) is not null);

    [Fact, Trait("Kind", "Slow")]
    public void Whatever_lies_in_place_of_the_house_file_is_read_or_refused()
    {
        var house = House.New(random).Write();
        Gen.OneOf(Changed(house), Gen.Const((byte[])[1, .. Enumerable.Repeat((byte)0xff, house.Length - 1)]), Gen.Const((byte[])[1, .. new byte[house.Length - 1]]))
            .Sample(bytes => House.Read(bytes) is { Refusal: not null } || bytes.Length == house.Length, iter: Often);
    }

    [Fact, Trait("Kind", "Slow")]
    public void Whatever_stands_in_place_of_a_share_is_refused_in_a_sentence_that_repeats_none_of_it()
    {
        var shares = Slip39.Split(recipient.Scalar.Span, 2, 3, random).Select(s => s.Words().Split(' ')).ToList();
        var words = Gen.OneOf(
            Gen.String.Array[0, 40],
            Gen.Select(Gen.Int[0, 32], Gen.Int[0, 1023], (at, word) => (string[])[.. shares[0].Index().Select(w => w.Index == at ? Slip39Words.At(word) : w.Item)]),
            Gen.Select(Gen.Int[0, 32], Gen.Int[0, 32], (one, other) => (string[])[.. shares[0].Index().Select(w => shares[0][w.Index == one ? other : w.Index == other ? one : w.Index])]),
            Gen.Select(Gen.Int[0, 33], at => (string[])[.. shares[0][..at], .. shares[1][at..]]),
            Gen.Int[0, 1023].Array[20, 59].Select(places => (string[])[.. places.Select(Slip39Words.At)]));
        words.Sample(typed =>
        {
            var text = string.Join(' ', typed);
            var read = EscrowSharing.Combine([text, string.Join(' ', shares[2])]);
            if (shares.Exists(s => text == string.Join(' ', s))) return;
            Assert.NotNull(read.Refusal);
            Assert.DoesNotContain(typed, word => word.Trim().Length > 8 && read.Refusal.ToString().Contains(word, StringComparison.Ordinal));
        }, iter: 2_000);
    }

    [Fact, Trait("Kind", "Slow")]
    public void Whatever_is_handed_in_as_a_proof_a_checkpoint_or_an_entry_is_read_or_refused()
    {
        var checkpoint = Encoding.UTF8.GetBytes(Checkpoint.Of(new(practice, false, House.New(random)), 1, MerkleTree.LeafHash([1])).Write());
        Assert.Null(Checkpoint.Read(Encoding.UTF8.GetString(checkpoint)).Refusal);
        Changed(checkpoint).Sample(bytes => !(Checkpoint.Read(Encoding.UTF8.GetString(bytes)) is { Refusal: null, Value.IsSigned: true } read)
            || read.Value.Write() == Encoding.UTF8.GetString(checkpoint), iter: Often);
        var proof = new EntryProof(0, "01", [], Encoding.UTF8.GetString(checkpoint)).Write();
        Changed(proof).Sample(bytes => EntryProof.Read(bytes) is var read && (read.Refusal is not null || read.Value.Check().Refusal is not null), iter: Often);
        var leaf = new LogLeaf(NodaTime.Instant.FromUtc(2026, 5, 1, 0, 0), "open", new(practice), Purpose.Care, default, secret, []).Write();
        Changed(leaf).Sample(bytes => { _ = LogLeaf.Read(bytes); }, iter: Often);
    }

    [Fact, Trait("Kind", "Slow")]
    public void Whatever_is_typed_in_place_of_a_code_is_read_or_refused() => Gen.String.Sample(text =>
    {
        _ = RecoveryCode.Read(text);
        _ = ReturnCode.Read(text);
        _ = TwelveWords.Read(text);
    }, iter: Often);
}
