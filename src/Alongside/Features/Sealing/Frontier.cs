using System.Buffers.Binary;
using System.Numerics;

namespace Alongside.Features.Sealing;

/// <summary>
/// What is needed to go on appending to a log without its leaves: one root per complete subtree, largest first.
/// Appending costs one node hash on average. Not safe for several threads: whoever holds the head row holds it.
/// </summary>
public sealed class Frontier
{
    private const int Sizes = sizeof(long);

    // One place per level; only those whose bit is set in the size hold a root.
    private readonly byte[] peaks = new byte[63 * MerkleTree.HashSize];

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    public void Append(ReadOnlySpan<byte> leafHash)
    {
        if (leafHash.Length != MerkleTree.HashSize) throw new ArgumentException("A leaf hash is 32 bytes.", nameof(leafHash));
        if (Size == long.MaxValue) throw new InvalidOperationException("The log is full.");
        Span<byte> carried = stackalloc byte[MerkleTree.HashSize];
        leafHash.CopyTo(carried);
        var level = 0;
        for (; (Size >> level & 1) == 1; level++) MerkleTree.NodeHash(Peak(level), carried, carried);
        carried.CopyTo(Peak(level));
        Size++;
    }

    /// <summary>The tree's root; of an empty one, the hash of nothing.</summary>
    public byte[] Root()
    {
        if (Size == 0) return MerkleTree.EmptyRoot();
        var level = BitOperations.TrailingZeroCount(Size);
        var root = Peak(level).ToArray();
        for (level++; level < 63; level++)
        {
            if ((Size >> level & 1) == 1) MerkleTree.NodeHash(Peak(level), root, root);
        }
        return root;
    }

    /// <summary>The root of a tree that goes on after this one: each leaf here stands for a complete subtree, and the rest is smaller than one.</summary>
    internal byte[] RootWith(Frontier rest)
    {
        if (rest.Size == 0) return Root();
        var root = rest.Root();
        for (var level = 0; level < 63; level++)
        {
            if ((Size >> level & 1) == 1) MerkleTree.NodeHash(Peak(level), root, root);
        }
        return root;
    }

    /// <summary>The size as 8 bytes, highest first, then the roots of the complete subtrees, largest first.</summary>
    public byte[] Write()
    {
        var written = new byte[Sizes + (BitOperations.PopCount((ulong)Size) * MerkleTree.HashSize)];
        BinaryPrimitives.WriteInt64BigEndian(written, Size);
        var at = Sizes;
        for (var level = 62; level >= 0; level--)
        {
            if ((Size >> level & 1) == 0) continue;
            Peak(level).CopyTo(written.AsSpan(at));
            at += MerkleTree.HashSize;
        }
        return written;
    }

    /// <exception cref="InvalidDataException">These bytes were never written by <see cref="Write"/>.</exception>
    public static Frontier Read(ReadOnlySpan<byte> written)
    {
        var size = written.Length < Sizes ? -1 : BinaryPrimitives.ReadInt64BigEndian(written);
        if (size < 0 || written.Length != Sizes + (BitOperations.PopCount((ulong)size) * MerkleTree.HashSize))
        {
            throw new InvalidDataException("This is no frontier: its length and its size disagree.");
        }
        var frontier = new Frontier { Size = size };
        var rest = written[Sizes..];
        for (var level = 62; level >= 0; level--)
        {
            if ((size >> level & 1) == 0) continue;
            rest[..MerkleTree.HashSize].CopyTo(frontier.Peak(level));
            rest = rest[MerkleTree.HashSize..];
        }
        return frontier;
    }

    private Span<byte> Peak(int level) => peaks.AsSpan(level * MerkleTree.HashSize, MerkleTree.HashSize);
}
