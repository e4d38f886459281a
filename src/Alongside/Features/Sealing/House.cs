using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;
using NSec.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// The server's own keys, from the house file: never in the database or its backup.
/// The master serves one use per derived key; the post box's key opens what people gave for contacting them.
/// </summary>
public sealed class House(byte[] master, KeyPair postBox, byte[] checkpointSeed)
{
    internal const int FileLength = 1 + 32 + 32 + 32;

    private readonly ConcurrentDictionary<string, byte[]> derived = new(StringComparer.Ordinal);

    private readonly Key checkpoint = NSec.Cryptography.Key.Import(
        SignatureAlgorithm.Ed25519, checkpointSeed, KeyBlobFormat.RawPrivateKey);

    public KeyPair PostBox { get; } = postBox;

    public static House New(RandomSource random) => new(random.Bytes(32), KeyPair.New(random), random.Bytes(32));

    /// <summary>HMAC-SHA256 under a key that serves this one use only.</summary>
    public byte[] Mac(string use, ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(Derive(use), bytes);

    /// <summary>A 32-byte key for one use: HKDF-SHA256 of the master under the use's name.</summary>
    public byte[] Derive(string use) =>
        derived.GetOrAdd(use, static (name, from) => HKDF.DeriveKey(HashAlgorithmName.SHA256, from, 32, info: Encoding.UTF8.GetBytes(name)), master);

    /// <summary>The Ed25519 key (32 bytes) by which anyone checks a checkpoint that this house signed.</summary>
    public byte[] CheckpointPublic => checkpoint.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>An Ed25519 signature (RFC 8032), 64 bytes.</summary>
    public byte[] SignCheckpoint(ReadOnlySpan<byte> text) => SignatureAlgorithm.Ed25519.Sign(checkpoint, text);

    /// <summary>The bytes of the house file: version (1) ‖ master (32) ‖ the post box's scalar (32) ‖ checkpoint seed (32).</summary>
    public byte[] Write() => [1, .. master, .. PostBox.Scalar.Span, .. checkpointSeed];

    internal static Refusal Damaged => new($"The house file is damaged or not a house file. Put back the right one.");

    /// <summary>Reads a house file that isn't sealed.</summary>
    public static Outcome<House> Read(ReadOnlySpan<byte> file)
    {
        return file.Length == FileLength && file[0] == 1 && KeyPair.Read(file[33..65]) is { } postBox
            ? new House(file[1..33].ToArray(), postBox, file[65..].ToArray()) : Damaged;
    }
}
