namespace Alongside.Kernel;

/// <summary>Randomness as an argument. The composition root alone knows the operating system's.</summary>
public abstract class RandomSource
{
    public abstract void Fill(Span<byte> bytes);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A random (version 4) id. Never version 7: its first half tells the time.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public T Id<T>() where T : struct, IId<T> => T.From(Id());

    /// <summary>A number from 0 up to, not including, <paramref name="below"/>, every one as likely.</summary>
    public int Below(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var limit = uint.MaxValue - (uint.MaxValue % (uint)below);
        Span<byte> bytes = stackalloc byte[4];
        uint drawn;
        do
        {
            Fill(bytes);
            drawn = BitConverter.ToUInt32(bytes);
        }
        while (drawn >= limit);
        return (int)(drawn % (uint)below);
    }
}
