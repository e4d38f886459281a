using System.Security.Cryptography;

namespace Alongside.Tests.Sealing;

/// <summary>The definitions of RFC 6962 §2.1, as recursive and as slow as they stand there.</summary>
internal static class MerkleOracle
{
    public static byte[] Root(byte[][] leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. leaves[0]]),
        _ => SHA256.HashData([1, .. Root(leaves[..Split(leaves)]), .. Root(leaves[Split(leaves)..])]),
    };

    public static byte[][] Path(int m, byte[][] leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    public static byte[][] Proof(int m, byte[][] leaves) => SubProof(m, leaves, true);

    private static byte[][] SubProof(int m, byte[][] leaves, bool whole)
    {
        if (m == leaves.Length) return whole ? [] : [Root(leaves)];
        var k = Split(leaves);
        return m <= k
            ? [.. SubProof(m, leaves[..k], whole), Root(leaves[k..])]
            : [.. SubProof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(byte[][] leaves)
    {
        var k = 1;
        while (k * 2 < leaves.Length) k *= 2;
        return k;
    }
}
