using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alongside.Features.People.Doors;

namespace Alongside.Tests.People;

/// <summary>
/// An authenticator made of nothing: it holds one passkey, signs what browsers sign, and, where <paramref name="secret"/>
/// is given, makes the PRF extension's output of it.
/// </summary>
internal sealed class SoftKey(byte[]? secret)
{
    private const byte Present = 1, Verified = 4, MayBeCopied = 8, HoldsKey = 64;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] handle = [];

    public string Origin { get; set; } = "https://practice.example";

    /// <summary>Whether its holder shows a finger, a face or a number.</summary>
    public bool Asks { get; set; } = true;

    /// <summary>How often it was used; null for one that doesn't count.</summary>
    public uint? Count { get; set; } = 0;

    private byte[] Id => SHA256.HashData(key.ExportSubjectPublicKeyInfo());

    /// <summary>Makes the passkey.</summary>
    /// <param name="options">What the page gives to its script.</param>
    public PasskeyAnswer Make(string options)
    {
        var (asked, salt) = Read(options);
        handle = Bytes(asked.GetProperty("user").GetProperty("id"));
        var point = key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Data(asked.GetProperty("rp").GetProperty("id").GetString()!, HoldsKey), .. new byte[16], 0, 32, .. Id, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new { clientDataJSON = Text(Client("webauthn.create", asked)), attestationObject = Text(attestation) }, salt);
    }

    /// <summary>Signs a challenge.</summary>
    /// <param name="options">What the server gives to the page's script.</param>
    public PasskeyAnswer Use(string options)
    {
        var (asked, salt) = Read(options);
        if (Count is { } count) Count = count + 1;
        var (client, data) = (Client("webauthn.get", asked), Data(asked.GetProperty("rpId").GetString()!, 0));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = Text(handle) }, salt);
    }

    private byte[] Client(string type, JsonElement asked) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = asked.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    private byte[] Data(string site, byte flags)
    {
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count ?? 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(flags | Present | MayBeCopied | (Asks ? Verified : 0)), .. count];
    }

    private PasskeyAnswer Answer(object response, byte[] salt) => new(
        JsonSerializer.Serialize(new { id = Text(Id), rawId = Text(Id), type = "public-key", clientExtensionResults = new { }, response }),
        secret is null ? null : Text(HMACSHA256.HashData(secret, salt)));

    private static (JsonElement Asked, byte[] Salt) Read(string options)
    {
        var read = JsonSerializer.Deserialize<JsonElement>(options);
        return (read.GetProperty("publicKey"), Bytes(read.GetProperty("salt")));
    }

    private static byte[] Bytes(JsonElement text) => Base64Url.DecodeFromChars(text.GetString());

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
