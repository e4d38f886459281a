using System.Security.Cryptography;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What was typed, turned into a locator (32 bytes) by which its row is found, and a key (32 bytes) that opens it.</summary>
public sealed record Shown(CredentialKind Kind, byte[] Locator, byte[] Key)
{
    /// <summary>From the 64 bytes that Argon2id made of a passphrase or return code.</summary>
    public static Shown Slow(CredentialKind kind, ReadOnlySpan<byte> derived) => new(kind, derived[..32].ToArray(), derived[32..64].ToArray());

    /// <summary>From a recovery code's 120 random bits, which need no slow hash and no house file: HKDF-SHA256.</summary>
    public static Shown Recovery(byte[] code) => new(CredentialKind.RecoveryCode, Derive(code, "recovery locator"), Derive(code, "recovery key"));

    /// <summary>From the 32 bytes that an authenticator makes of <see cref="Passkeys.Salt"/>: as random, and as unguessable, as a recovery code.</summary>
    public static Shown Passkey(byte[] secret) => new(CredentialKind.Passkey, Derive(secret, "passkey locator"), Derive(secret, "passkey key"));

    private static byte[] Derive(byte[] code, string label) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, code, 32, info: System.Text.Encoding.UTF8.GetBytes(label));
}

/// <summary>Ways back to one's own key.</summary>
public sealed class Credentials(Database db, Premises premises, RandomSource random)
{
    private const int Nonce = 12, Tag = 16;

    /// <summary>The 16-byte salt for a passphrase: a function of house and sign-in name, so that no row needs to hold a name.</summary>
    public byte[] SaltForName(string signInName) =>
        premises.House.Mac("sign-in name", System.Text.Encoding.UTF8.GetBytes(signInName.Normalize(System.Text.NormalizationForm.FormKC).Trim().ToLowerInvariant()))[..16];

    public byte[] SaltForReturnCodes() => premises.House.Mac("return code", [])[..16];

    /// <summary>Makes the key pair of a new person, and signs its public half into the practice.</summary>
    public KeyPair NewPerson(Work work, PersonId person)
    {
        var key = KeyPair.New(random);
        var known = new PublicKey(person.Actor, ActorKind.Person, 1, key.Public, work.At);
        db.PublicKeys.Add(known);
        work.Log(LogActs.FirstKeyPair, person.Actor, Purpose.Own, subject: person.Subject, content: known.Hash());
        return key;
    }

    /// <summary>Is there a row for exactly this already? For a passphrase that means the same name and the same passphrase.</summary>
    public Task<bool> Exists(Shown shown) => db.Credentials.AnyAsync(c => c.Locator == shown.Locator);

    /// <param name="work">In which it is made.</param>
    /// <param name="person">Whose way in it is.</param>
    /// <param name="keyNumber">Which of their key pairs.</param>
    /// <param name="key">The key pair.</param>
    /// <param name="shown">What opens it.</param>
    /// <param name="by">Who makes it, where it isn't they themselves.</param>
    /// <param name="act">How it stands in the log.</param>
    public void Add(Work work, PersonId person, int keyNumber, KeyPair key, Shown shown, PersonId? by = null, string act = "credential made")
    {
        var sealedScalar = new byte[Nonce + Wrapping.SecretLength + Tag];
        random.Fill(sealedScalar.AsSpan(0, Nonce));
        using var aes = new AesGcm(shown.Key, Tag);
        aes.Encrypt(sealedScalar.AsSpan(0, Nonce), key.Scalar.Span, sealedScalar.AsSpan(Nonce, Wrapping.SecretLength),
            sealedScalar.AsSpan(Nonce + Wrapping.SecretLength), Bound(shown, person, keyNumber));
        db.Credentials.Add(new(shown.Locator, person, keyNumber, shown.Kind, sealedScalar, work.At));
        work.Log(act, (by ?? person).Actor, by is null ? Purpose.Own : Purpose.KeyKeeping, subject: person.Subject);
    }

    /// <summary>The person and their key, or null. A row under somebody else's locator proves nothing: the AEAD and the public key do.</summary>
    public async Task<(PersonId Person, int KeyNumber, KeyPair Key)?> Open(Shown shown)
    {
        var row = await db.Credentials.AsNoTracking().SingleOrDefaultAsync(c => c.Locator == shown.Locator);
        if (row is null || row.SealedScalar.Length != Nonce + Wrapping.SecretLength + Tag) return null;
        var scalar = new byte[Wrapping.SecretLength];
        try
        {
            using var aes = new AesGcm(shown.Key, Tag);
            aes.Decrypt(row.SealedScalar.AsSpan(0, Nonce), row.SealedScalar.AsSpan(Nonce, Wrapping.SecretLength),
                row.SealedScalar.AsSpan(Nonce + Wrapping.SecretLength), scalar, Bound(shown, row.Person, row.KeyNumber));
        }
        catch (CryptographicException)
        {
            return null;
        }
        var key = KeyPair.From(scalar);
        var known = await db.PublicKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Actor == row.Person.Actor && k.Number == row.KeyNumber);
        return known is not null && known.IsGenuine(premises.House) && known.Point.AsSpan().SequenceEqual(key.Public)
            ? (row.Person, row.KeyNumber, key)
            : null;
    }

    public Task<int> Remove(Work work, PersonId person, CredentialKind kind) =>
        work.Db.Credentials.Where(c => c.Person == person && c.Kind == kind).ExecuteDeleteAsync();

    /// <summary>No way to the key is left, nor what passkeys are known by: the next one is added in the same work.</summary>
    public async Task RemoveAll(Work work, PersonId person)
    {
        await work.Db.Credentials.Where(c => c.Person == person).ExecuteDeleteAsync();
        await work.Db.Passkeys.Where(p => p.Person == person).ExecuteDeleteAsync();
    }

    /// <summary>Is it still the key of this person? Asked again within a work that goes on from what was opened before it.</summary>
    public Task<bool> IsCurrent(PersonId person, int keyNumber) =>
        db.PublicKeys.AnyAsync(k => k.Actor == person.Actor && k.Number == keyNumber);

    private byte[] Bound(Shown shown, PersonId person, int keyNumber) => new Binding("credential").Add(premises.Practice)
        .Add((int)shown.Kind).Add(shown.Locator).Add(person.Value).Add(keyNumber).ToArray();
}
