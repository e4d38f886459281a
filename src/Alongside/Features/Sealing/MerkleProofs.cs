namespace Alongside.Features.Sealing;

/// <summary>Leaves <c>Start</c> to <c>Start + Count − 1</c>, whose root is one element of a proof.</summary>
public readonly record struct LeafRange(long Start, long Count);

/// <summary>
/// Making proofs that a leaf is in a tree and that a tree grew out of an earlier one (RFC 6962 §2.1.1 and §2.1.2).
/// The ranges are given apart from their hashes, so that a log which keeps subtree roots need not read every leaf.
/// </summary>
public static class MerkleProofs
{
    /// <summary>The ranges whose roots, in this order, prove that leaf <paramref name="index"/> is in the tree.</summary>
    public static IReadOnlyList<LeafRange> InclusionRanges(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var ranges = new List<LeafRange>();
        var (start, count) = (0L, size);
        while (count > 1)
        {
            var split = MerkleTree.Split(count);
            var goLeft = index < start + split;
            ranges.Add(goLeft ? new(start + split, count - split) : new(start, split));
            (start, count) = goLeft ? (start, split) : (start + split, count - split);
        }
        ranges.Reverse();
        return ranges;
    }

    /// <summary>
    /// The ranges whose roots, in this order, prove that the tree of <paramref name="size2"/> leaves begins with that
    /// of <paramref name="size1"/>. None are needed between equal sizes; from an empty tree there is nothing to prove.
    /// </summary>
    public static IReadOnlyList<LeafRange> ConsistencyRanges(long size1, long size2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        var ranges = new List<LeafRange>();
        var (start, count) = (0L, size2);
        while (start + count != size1)
        {
            var split = MerkleTree.Split(count);
            var goLeft = size1 <= start + split;
            ranges.Add(goLeft ? new(start + split, count - split) : new(start, split));
            (start, count) = goLeft ? (start, split) : (start + split, count - split);
        }
        // The verifier already holds the whole old root: it is only sent when it is not a subtree of its own.
        if (start > 0) ranges.Add(new(start, count));
        ranges.Reverse();
        return ranges;
    }

    public static IReadOnlyList<byte[]> Inclusion(IReadOnlyList<byte[]> leafHashes, long index) =>
        [.. InclusionRanges(index, leafHashes.Count).Select(range => MerkleTree.Root(leafHashes, range))];

    /// <summary>From the first <paramref name="size1"/> of these leaves to all of them.</summary>
    public static IReadOnlyList<byte[]> Consistency(IReadOnlyList<byte[]> leafHashes, long size1) =>
        [.. ConsistencyRanges(size1, leafHashes.Count).Select(range => MerkleTree.Root(leafHashes, range))];

    /// <summary>Whether the proof shows this leaf at this place of the tree (the algorithm of RFC 9162 §2.1.3.2).</summary>
    public static bool VerifyInclusion(
        ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleTree.HashSize || !AreHashes(proof)) return false;
        var (path, last) = (index, size - 1);
        var reckoned = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if (IsRightChild(path, last))
            {
                MerkleTree.NodeHash(sibling, reckoned, reckoned);
                Climb(ref path, ref last);
            }
            else
            {
                MerkleTree.NodeHash(reckoned, sibling, reckoned);
            }
            (path, last) = (path >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(reckoned);
    }

    /// <summary>
    /// Whether the proof shows that the second tree begins with the whole first one (RFC 9162 §2.1.4.2). From an empty
    /// tree nothing can be shown, so that is never true.
    /// </summary>
    public static bool VerifyConsistency(
        long size1, long size2, ReadOnlySpan<byte> root1, ReadOnlySpan<byte> root2, IReadOnlyList<byte[]> proof)
    {
        if (size1 < 1 || size2 < size1 || !AreHashes(proof)) return false;
        if (size1 == size2) return proof.Count == 0 && root1.SequenceEqual(root2);
        if (proof.Count == 0 || root1.Length != MerkleTree.HashSize) return false;

        var (path, last) = (size1 - 1, size2 - 1);
        while ((path & 1) == 1) (path, last) = (path >> 1, last >> 1);
        // A first tree whose size is a power of two is itself the subtree from which the climb begins.
        var startsAtRoot = path == 0;
        var first = startsAtRoot ? root1.ToArray() : [.. proof[0]];
        var second = first.ToArray();
        for (var i = startsAtRoot ? 0 : 1; i < proof.Count; i++)
        {
            if (last == 0) return false;
            if (IsRightChild(path, last))
            {
                MerkleTree.NodeHash(proof[i], first, first);
                MerkleTree.NodeHash(proof[i], second, second);
                Climb(ref path, ref last);
            }
            else
            {
                MerkleTree.NodeHash(second, proof[i], second);
            }
            (path, last) = (path >> 1, last >> 1);
        }
        return last == 0 && root1.SequenceEqual(first) && root2.SequenceEqual(second);
    }

    private static bool IsRightChild(long path, long last) => (path & 1) == 1 || path == last;

    // A last node without a right sibling moves up unhashed, so its levels have no place in the proof.
    private static void Climb(ref long path, ref long last)
    {
        while ((path & 1) == 0 && path != 0) (path, last) = (path >> 1, last >> 1);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(hash => hash?.Length == MerkleTree.HashSize);
}
