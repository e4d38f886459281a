using System.Security.Cryptography;
using System.Text.Json;

namespace Alongside.Tests.Sealing;

/// <summary>What the platform's own AES-GCM and HKDF must be like for anything of ours to hold (Wycheproof's cases).</summary>
public class PlatformTests
{
    public static TheoryData<string> AesGcmCases => Cases("wycheproof-aes-gcm.json");

    public static TheoryData<string> HkdfCases => Cases("wycheproof-hkdf-sha256.json");

    [Fact]
    public void Every_published_case_is_here()
    {
        Assert.Equal(316, AesGcmCases.Count);
        Assert.Equal(86, HkdfCases.Count);
    }

    [Theory, MemberData(nameof(AesGcmCases))]
    public void AES_GCM_opens_what_is_genuine_and_nothing_else(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var v = parsed.RootElement;
        byte[] nonce = Bytes(v, "iv"), sealedText = Bytes(v, "ct"), tag = Bytes(v, "tag"), bound = Bytes(v, "aad"), text = Bytes(v, "msg");
        using var aes = new AesGcm(Bytes(v, "key"), tag.Length);
        var opened = new byte[sealedText.Length];

        if (nonce.Length != 12)
        {
            // Nonces of another length are weaker; the platform takes none, so we can't use one by mistake.
            Assert.Throws<ArgumentException>(() => aes.Decrypt(nonce, sealedText, tag, opened, bound));
        }
        else if (v.GetProperty("result").GetString() == "valid")
        {
            aes.Decrypt(nonce, sealedText, tag, opened, bound);
            Assert.Equal(text, opened);
            byte[] again = new byte[text.Length], newTag = new byte[tag.Length];
            aes.Encrypt(nonce, text, again, newTag, bound);
            Assert.Equal(sealedText, again);
            Assert.Equal(tag, newTag);
        }
        else
        {
            Assert.Throws<AuthenticationTagMismatchException>(() => aes.Decrypt(nonce, sealedText, tag, opened, bound));
            Assert.All(opened, b => Assert.Equal(0, b));
        }
    }

    [Theory, MemberData(nameof(HkdfCases))]
    public void HKDF_derives_what_is_published(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var v = parsed.RootElement;
        byte[] material = Bytes(v, "ikm"), salt = Bytes(v, "salt"), info = Bytes(v, "info");
        var size = v.GetProperty("size").GetInt32();
        if (v.GetProperty("result").GetString() == "valid")
        {
            Assert.Equal(Bytes(v, "okm"), HKDF.DeriveKey(HashAlgorithmName.SHA256, material, size, salt, info));
        }
        else
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => HKDF.DeriveKey(HashAlgorithmName.SHA256, material, size, salt, info));
        }
    }

    private static TheoryData<string> Cases(string file)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine("Vectors", file)));
        return [.. vectors.RootElement.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray()).Select(test => test.GetRawText())];
    }

    private static byte[] Bytes(JsonElement v, string name) => Convert.FromHexString(v.GetProperty(name).GetString()!);
}
