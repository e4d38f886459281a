using System.Buffers.Binary;
using System.Text;

namespace Alongside.Features.Sealing;

/// <summary>
/// Bytes to bind a ciphertext, a leaf or a code to its place. Each part stands behind its length,
/// so that no two different lists of parts ever give the same bytes.
/// </summary>
public sealed class Binding
{
    private readonly MemoryStream bytes = new(160);

    public Binding(string label) => Add(label);

    public Binding Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)part.Length);
        bytes.Write(length);
        bytes.Write(part);
        return this;
    }

    public Binding Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    public Binding Add(Guid part)
    {
        Span<byte> guid = stackalloc byte[16];
        part.TryWriteBytes(guid, bigEndian: true, out _);
        return Add(guid);
    }

    public Binding Add(Guid? part) => part is { } value ? Add(value) : Add([]);

    public Binding Add(long part)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, part);
        return Add(number);
    }

    public Binding Add(long? part) => part is { } value ? Add(value) : Add([]);

    public byte[] ToArray() => bytes.ToArray();
}
