using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Tests.Sealing;

/// <summary>Random bytes that are the same in every run of a test: SHA-256 of a seed and a counter.</summary>
internal sealed class FixedRandom(int seed) : RandomSource
{
    private readonly Lock drawing = new();
    private ulong drawn;

    public override void Fill(Span<byte> bytes)
    {
        Span<byte> block = stackalloc byte[32];
        using var alone = drawing.EnterScope();
        for (var i = 0; i < bytes.Length; i += block.Length)
        {
            SHA256.HashData([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(drawn++)], block);
            block[..Math.Min(block.Length, bytes.Length - i)].CopyTo(bytes[i..]);
        }
    }
}
