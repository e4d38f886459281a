using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>A passkey and what its owner calls it; empty where they called it nothing.</summary>
public sealed record NamedPasskey(Passkey Passkey, string Label);

/// <summary>A passkey as an authenticator made it: its own id for it, the handle it keeps for us, and the public key (COSE).</summary>
public sealed record MadePasskey(byte[] AuthenticatorsId, string Handle, byte[] PublicKey, long SignCount, bool BackupEligible, bool BackedUp);

/// <summary>
/// Passkeys as rows. Each has a handle (16 random bytes as text) that the authenticator keeps for us and gives back, in
/// place of who somebody is: rows are found by it and by the authenticator's own id for the passkey together.
/// </summary>
public sealed class Passkeys(Database db, Premises premises, Credentials credentials, RandomSource random)
{
    /// <summary>What authenticators that can are asked to make their secret of: the same for each passkey of this practice, so that nobody is asked who they are first.</summary>
    public byte[] Salt => SHA256.HashData(new Binding("passkey secret").Add(premises.Practice).ToArray());

    /// <summary>The row of a passkey, unless there is none that this house wrote, or its owner has another key since.</summary>
    public async Task<Passkey?> Find(byte[] authenticatorsId, string handle)
    {
        var id = IdOf(authenticatorsId, handle);
        var row = await db.Passkeys.SingleOrDefaultAsync(p => p.Id == id);
        return row is not null && row.IsGenuine(premises.House) && await credentials.IsCurrent(row.Person, row.KeyNumber) ? row : null;
    }

    /// <summary>One's own, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<NamedPasskey>> Of(Keyring by, CancellationToken stop = default) =>
        [.. (await db.Passkeys.AsNoTracking().Where(p => p.Person == by.Person && p.KeyNumber == by.KeyNumber).ToListAsync(stop))
            .Where(p => p.IsGenuine(premises.House)).OrderBy(p => p.MadeAt).Select(p => new NamedPasskey(p, Label(p, by)))];

    /// <summary>Has it not been taken away?</summary>
    public Task<bool> IsThere(byte[] id, PersonId person, CancellationToken stop = default) => db.Passkeys.AnyAsync(p => p.Id == id && p.Person == person, stop);

    /// <summary>How many there are of somebody's.</summary>
    public Task<int> Count(PersonId person, CancellationToken stop = default) => db.Passkeys.CountAsync(p => p.Person == person, stop);

    /// <param name="work">In which it is added.</param>
    /// <param name="by">Whose it will be.</param>
    /// <param name="made">What their authenticator made.</param>
    /// <param name="label">What they call it.</param>
    /// <param name="secret">32 bytes made of <see cref="Salt"/>; null where the authenticator makes none.</param>
    public void Add(Work work, Keyring by, MadePasskey made, string label, byte[]? secret)
    {
        var id = IdOf(made.AuthenticatorsId, made.Handle);
        var shown = secret is null ? null : Shown.Passkey(secret);
        var sealedLabel = Envelope.Seal(LabelKey(by), Encoding.UTF8.GetBytes(label), PlaceOf(id, by.Person, by.KeyNumber), random);
        work.Db.Passkeys.Add(new(
            id, by.Person, by.KeyNumber, made.PublicKey, made.SignCount, made.BackupEligible, made.BackedUp, sealedLabel, shown?.Locator, work.At));
        if (shown is null) work.Log(LogActs.PasskeyAdded, by.Person.Actor, Purpose.Own, subject: by.Person.Subject);
        else credentials.Add(work, by.Person, by.KeyNumber, by.Own, shown, act: LogActs.PasskeyAdded);
    }

    /// <summary>Takes one away, and with it the way to the key that it held.</summary>
    /// <returns>False where there is none of theirs by this id.</returns>
    public async Task<bool> Remove(Work work, PersonId person, byte[] id)
    {
        var row = await work.Db.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Person == person);
        if (row is null) return false;
        await work.Db.Passkeys.Where(p => p.Id == id).ExecuteDeleteAsync();
        if (row.Credential is { } locator) await work.Db.Credentials.Where(c => c.Locator == locator && c.Person == person).ExecuteDeleteAsync();
        work.Log(LogActs.PasskeyRemoved, person.Actor, Purpose.Own, subject: person.Subject);
        return true;
    }

    private byte[] IdOf(byte[] authenticatorsId, string handle) =>
        premises.House.Mac("passkey", new Binding("passkey").Add(authenticatorsId).Add(handle).ToArray());

    private string Label(Passkey row, Keyring by) =>
        Envelope.Open(LabelKey(by), row.SealedLabel, PlaceOf(row.Id, row.Person, row.KeyNumber)) is { } label ? Encoding.UTF8.GetString(label) : "";

    private static byte[] LabelKey(Keyring by) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, by.Own.Scalar.ToArray(), 32, info: "passkey label"u8.ToArray());

    // No folder of theirs: nobody else is ever permitted to read it. The person stands in its place.
    private RecordPlace PlaceOf(byte[] id, PersonId person, int keyNumber) =>
        new(premises.Practice, new(person.Value), keyNumber, "passkey", new(id.AsSpan(0, 16)), 1);
}
