using System.Buffers.Binary;
using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Demo;

/// <summary>
/// The same stories from the same number: SHA-256 of number and counter. Whoever knows the number knows every key made
/// from it, so only the building of a fictional practice may draw from here.
/// </summary>
/// <param name="seed">The number.</param>
/// <param name="part">Each part of a large practice draws numbers of its own, so that they can be drawn at once.</param>
public sealed class SeededRandom(ulong seed, ulong part = 0) : RandomSource
{
    private readonly Lock one = new();
    private ulong counter;

    public override void Fill(Span<byte> bytes)
    {
        lock (one)
        {
            Span<byte> block = stackalloc byte[32];
            Span<byte> place = stackalloc byte[part == 0 ? 16 : 24];
            if (part != 0) BinaryPrimitives.WriteUInt64BigEndian(place[16..], part);
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
