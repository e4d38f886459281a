using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// A file of any length under a key that serves it alone: AES-256-GCM in chunks of 64 KiB. A chunk's nonce is its number
/// and whether it is the last one, so that none can be left out, doubled, moved or cut off (the construction STREAM of
/// Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015).
/// </summary>
public static class SealedFile
{
    internal const int Chunk = 64 * 1024, Tag = 16;

    internal static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}

/// <summary>Seals what is written to it. Without <see cref="Finish"/> the file has no last chunk, and never opens as a whole.</summary>
/// <param name="to">Where the chunks go; it stays open.</param>
/// <param name="key">32 bytes that serve this file alone.</param>
/// <param name="bound">Bytes that belong to the file and lie beside it in the clear: changed, and nothing of it opens.</param>
public sealed class SealingStream(Stream to, byte[] key, byte[] bound) : OneWayStream
{
    private readonly AesGcm aes = new(key, SealedFile.Tag);
    private readonly byte[] plain = new byte[SealedFile.Chunk];
    private int held;
    private long number;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            // Not before more is known to follow: else the last chunk could be an empty one too many.
            if (held == plain.Length) Seal(last: false);
            var taken = Math.Min(buffer.Length, plain.Length - held);
            buffer[..taken].CopyTo(plain.AsSpan(held));
            held += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush()
    {
    }

    public void Finish() => Seal(last: true);

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(plain);
        aes.Dispose();
        base.Dispose(disposing);
    }

    private void Seal(bool last)
    {
        var chunk = new byte[held + SealedFile.Tag];
        aes.Encrypt(SealedFile.Nonce(number++, last), plain.AsSpan(0, held), chunk.AsSpan(0, held), chunk.AsSpan(held), bound);
        to.Write(chunk);
        held = 0;
    }
}

/// <summary>Opens what <see cref="SealingStream"/> sealed, chunk by chunk.</summary>
/// <param name="from">The file, from here to its end; it is closed with this.</param>
/// <param name="key">As it was sealed.</param>
/// <param name="bound">As it was sealed.</param>
public sealed class OpeningStream(Stream from, byte[] key, byte[] bound) : OneWayStream
{
    private readonly AesGcm aes = new(key, SealedFile.Tag);
    private readonly byte[] chunk = new byte[SealedFile.Chunk + SealedFile.Tag];
    private byte[] plain = [];
    private int read;
    private long number;
    private bool ended;

    public override bool CanRead => true;

    /// <exception cref="InvalidDataException">This chunk isn't what was sealed: another key, or a damaged or cut file.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (read == plain.Length && !ended) Open();
        var given = Math.Min(buffer.Length, plain.Length - read);
        plain.AsSpan(read, given).CopyTo(buffer);
        read += given;
        return given;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(plain);
        aes.Dispose();
        from.Dispose();
        base.Dispose(disposing);
    }

    private void Open()
    {
        var length = from.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        ended = from.Position == from.Length;
        if (length < SealedFile.Tag) throw new InvalidDataException("The file ends before its last chunk.");
        (plain, read) = (new byte[length - SealedFile.Tag], 0);
        try
        {
            aes.Decrypt(SealedFile.Nonce(number++, ended), chunk.AsSpan(0, plain.Length), chunk.AsSpan(plain.Length, SealedFile.Tag), plain, bound);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException("A chunk is not what was sealed.", e);
        }
    }
}

/// <summary>What a stream that only reads, or only writes, has nothing to say to.</summary>
public abstract class OneWayStream : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
