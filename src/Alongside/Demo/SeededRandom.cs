using System.Buffers.Binary;
using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Demo;

/// <summary>
/// The same stories from the same number: SHA-256 of number and counter. Whoever knows the number knows every key made
/// from it, so only the building of a fictional practice may draw from here.
/// </summary>
public sealed class SeededRandom(ulong seed) : RandomSource
{
    private readonly Lock one = new();
    private ulong counter;

    public override void Fill(Span<byte> bytes)
    {
        lock (one)
        {
            Span<byte> block = stackalloc byte[32];
            Span<byte> place = stackalloc byte[16];
            for (; bytes.Length > 0; bytes = bytes[Math.Min(32, bytes.Length)..])
            {
                BinaryPrimitives.WriteUInt64BigEndian(place, seed);
                BinaryPrimitives.WriteUInt64BigEndian(place[8..], counter++);
                SHA256.HashData(place, block);
                block[..Math.Min(32, bytes.Length)].CopyTo(bytes);
            }
        }
    }
}
