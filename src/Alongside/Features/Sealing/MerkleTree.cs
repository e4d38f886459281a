using System.Numerics;
using System.Security.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// Hashes of an append-only log: a Merkle tree over SHA-256 as in RFC 6962 §2.1. Every hash is 32 bytes; leaves are
/// handed over as leaf hashes, in the order of the log.
/// </summary>
public static class MerkleTree
{
    /// <summary>The length of every hash, in bytes.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    /// <summary>SHA-256(0x00 ‖ leaf). The prefix keeps a leaf from ever passing for an inner node.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> leaf)
    {
        var hash = new byte[HashSize];
        LeafHash(leaf, hash);
        return hash;
    }

    /// <summary>The same into 32 bytes of the caller's: checking a million leaves should not make a million arrays.</summary>
    public static void LeafHash(ReadOnlySpan<byte> leaf, Span<byte> into)
    {
        Span<byte> small = stackalloc byte[512];
        var input = leaf.Length < small.Length ? small[..(leaf.Length + 1)] : new byte[leaf.Length + 1];
        input[0] = 0;
        leaf.CopyTo(input[1..]);
        SHA256.HashData(input, into);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashSize];
        NodeHash(left, right, hash);
        return hash;
    }

    /// <summary>The root over the leaf hashes, the tree's own "MTH" of RFC 6962.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leafHashes) => Root(leafHashes, new(0, leafHashes.Count));

    internal static void NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        if (left.Length != HashSize || right.Length != HashSize)
        {
            throw new ArgumentException($"A hash is {HashSize} bytes, not {left.Length} and {right.Length}.");
        }
        Span<byte> input = stackalloc byte[1 + (2 * HashSize)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        SHA256.HashData(input, into);
    }

    internal static byte[] Root(IReadOnlyList<byte[]> leafHashes, LeafRange range)
    {
        var frontier = new Frontier();
        for (var i = 0; i < range.Count; i++) frontier.Append(leafHashes[checked((int)(range.Start + i))]);
        return frontier.Root();
    }

    /// <summary>The largest power of two smaller than <paramref name="count"/>: where RFC 6962 splits a tree.</summary>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)count - 1);
}
