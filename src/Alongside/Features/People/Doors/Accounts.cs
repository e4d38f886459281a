using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.People.Doors;

/// <summary>A person whose browser has just been signed in.</summary>
/// <param name="Person">Who.</param>
/// <param name="Cookie">The session cookie's value: with the database it opens what is theirs.</param>
/// <param name="Recovery">A new recovery code, to be shown once.</param>
public sealed record SignedIn(PersonId Person, string Cookie, RecoveryCode? Recovery = null);

/// <summary>That somebody has just shown anew that it is really them: asked of who says yes, or takes back a no.</summary>
public sealed record Proven
{
    /// <summary>For <see cref="Accounts.Prove"/> alone.</summary>
    internal Proven(PersonId person) => Person = person;

    public PersonId Person { get; }
}

/// <summary>A way in that opened. Whoever acts on it within a work asks there once more whether it still opens.</summary>
/// <param name="By">What was typed.</param>
/// <param name="Person">Whose key it is.</param>
/// <param name="KeyNumber">Which of their key pairs.</param>
/// <param name="Key">The key pair.</param>
public sealed record Opened(Shown By, PersonId Person, int KeyNumber, KeyPair Key);

/// <summary>What is typed to prove oneself again: name and passphrase, or the return code of who has no account.</summary>
public sealed record Proof(string? Name, string? Passphrase, string? ReturnCode = null)
{
    /// <summary>No passphrase was typed yet; of a code that is missing its own rule speaks.</summary>
    public bool IsBlank => ReturnCode is null && string.IsNullOrWhiteSpace(Passphrase);
}

/// <summary>
/// Making accounts and finding back to them. Whether a name, a passphrase or a code exists is told to nobody: what
/// doesn't open is answered after the same work and in the same words.
/// </summary>
public sealed class Accounts(
    Database db, Gate gate, Credentials credentials, Sessions sessions, Rekeying rekeying, ArgonQueue argon, Tries tries, RandomSource random)
{
    public static readonly Refusal Closed =
        new($"What you typed opens nothing here. Look at it once more, letter by letter. If it was written down, compare it with the paper.");

    /// <summary>Where something would open and nobody has shown who they are.</summary>
    public static readonly Refusal Unproven = new($"This opens something of yours, so we ask once more whether it is really you.");

    private static readonly Refusal Blank = new($"Please type here once more what you come in with, so that nobody else can do this in your place.");

    private static readonly Refusal Twice =
        new($"You have an account with exactly this name and passphrase already. Please sign in with it.");

    private static readonly Refusal Already = new($"You have an account already, and you are signed in with it.");

    /// <summary>A person with a key and a row, and no way back yet: whoever asks for care, from their first word on.</summary>
    public (PersonId Person, KeyPair Key) Arrive(Work work, PersonKind kind)
    {
        var id = random.Id<PersonId>();
        var key = credentials.NewPerson(work, id);
        work.Db.People.Add(new(id, kind, work.At));
        return (id, key);
    }

    /// <summary>Makes an account; of a visitor who has a key already, for that same person.</summary>
    /// <param name="kind">Of a person who isn't known yet.</param>
    /// <param name="name">Made up.</param>
    /// <param name="passphrase">See <see cref="Passphrase.Choose"/>.</param>
    /// <param name="already">Who is here; they have no passphrase yet.</param>
    /// <param name="returnCode">Theirs, if they have one.</param>
    /// <param name="together">What is done in the same work, or the account isn't made either.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Outcome<SignedIn>> SignUp(
        PersonKind kind, string? name, string? passphrase, Keyring? already = null, string? returnCode = null,
        Func<Work, Keyring, Task<Refusal?>>? together = null, CancellationToken stop = default)
    {
        var ways = already is null ? [] : await WaysIn(already.Person, stop);
        if (ways.Contains(CredentialKind.Passphrase)) return Already;
        var proven = ways.Count > 0 ? await OpenAgain(already!, new(null, null, returnCode ?? ""), stop) : (Outcome<Opened>?)null;
        if (proven?.Refusal is { } unproven) return unproven;
        var prepared = await Prepare(name, passphrase, stop);
        if (prepared.Refusal is { } refusal) return refusal;
        await using var work = await gate.BeginPower(stop);
        if (already is not null && !await credentials.IsCurrent(already.Person, already.KeyNumber)) return Closed;
        if (already is not null && (await WaysIn(already.Person, stop)).Contains(CredentialKind.Passphrase)) return Already;
        if (proven is { } code && await credentials.Open(code.Value.By) is null) return Closed;
        if (await credentials.Exists(prepared.Value)) return Twice;
        var (person, key) = already is null ? Arrive(work, kind) : (already.Person, already.Own);
        var number = already?.KeyNumber ?? 1;
        await db.SaveChangesAsync(stop);
        if (together is not null && await together(work, already ?? new(person, number, key, [])) is { } alone) return alone;
        // Later keys without a passphrase are those that key-keepers gave somebody: they saw the code, so it ends here.
        if (number > 1) await credentials.Remove(work, person, CredentialKind.ReturnCode);
        credentials.Add(work, person, number, key, prepared.Value);
        var recovery = await NewRecovery(work, person, number, key);
        if (already is not null) await sessions.EndAll(work, person);
        var cookie = sessions.Start(work, person, number, key);
        await work.Commit(stop);
        return new SignedIn(person, cookie, recovery);
    }

    public async Task<Outcome<SignedIn>> SignIn(string? name, string? passphrase, CancellationToken stop = default)
    {
        var opened = await Open(new(name, passphrase), stop);
        return opened.Refusal is { } refusal ? refusal : await Enter(opened.Value, stop);
    }

    /// <summary>Reopens what somebody without an account left here.</summary>
    public async Task<Outcome<SignedIn>> Return(string? code, CancellationToken stop = default)
    {
        var opened = await Open(new(null, null, code ?? ""), stop);
        return opened.Refusal is { } refusal ? refusal : await Enter(opened.Value, stop);
    }

    /// <summary>With the recovery code: a new name and passphrase, signed out everywhere else, and a new recovery code.</summary>
    public async Task<Outcome<SignedIn>> Recover(string? code, string? name, string? passphrase, CancellationToken stop = default)
    {
        var read = RecoveryCode.Read(code);
        if (read.Refusal is { } misread) return misread;
        if (await Opens(Shown.Recovery(read.Value.Bytes.ToArray())) is not { } found) return Closed;
        return await Change(found, name, passphrase, stop);
    }

    public async Task<Outcome<SignedIn>> ChangePassphrase(Keyring by, Proof proof, string? name, string? passphrase, CancellationToken stop = default)
    {
        var proven = await OpenAgain(by, proof, stop);
        return proven.Refusal is { } refusal ? refusal : await Change(proven.Value, name, passphrase, stop);
    }

    public async Task<Outcome<RecoveryCode>> NewRecoveryCode(Keyring by, Proof proof, CancellationToken stop = default)
    {
        var proven = await OpenAgain(by, proof, stop);
        if (proven.Refusal is { } refusal) return refusal;
        await using var work = await gate.BeginPower(stop);
        if (await Opens(proven.Value.By) is null) return Closed;
        var code = await NewRecovery(work, by.Person, by.KeyNumber, by.Own);
        await work.Commit(stop);
        return code;
    }

    /// <summary>
    /// After somebody else had one's device: another key pair, everything the old one reached closes, all other ways in
    /// end, and name, passphrase and recovery code are new.
    /// </summary>
    public async Task<Outcome<SignedIn>> SomebodyHadMyDevice(Keyring by, Proof proof, string? name, string? passphrase, CancellationToken stop = default)
    {
        var proven = await OpenAgain(by, proof, stop);
        if (proven.Refusal is { } refusal) return refusal;
        var prepared = await Prepare(name, passphrase, stop);
        if (prepared.Refusal is { } unfit) return unfit;
        await using var work = await gate.BeginPower(stop);
        if (await credentials.Exists(prepared.Value)) return new Refusal($"That is the passphrase you have now. Please choose another one.") { Field = "Passphrase" };
        if (await Opens(proven.Value.By) is null) return Closed;
        var renewed = await rekeying.Rekey(work, by);
        await credentials.RemoveAll(work, by.Person);
        credentials.Add(work, by.Person, renewed.KeyNumber, renewed.Own, prepared.Value);
        var recovery = await NewRecovery(work, by.Person, renewed.KeyNumber, renewed.Own);
        await sessions.EndAll(work, by.Person);
        var cookie = sessions.Start(work, by.Person, renewed.KeyNumber, renewed.Own);
        await work.Commit(stop);
        return new SignedIn(by.Person, cookie, recovery);
    }

    /// <summary>Which kinds of ways to their key somebody has.</summary>
    public async Task<IReadOnlyList<CredentialKind>> WaysIn(PersonId person, CancellationToken stop = default) =>
        await db.Credentials.Where(c => c.Person == person).Select(c => c.Kind).Distinct().ToListAsync(stop);

    public async Task SignOutEverywhere(Keyring by, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        await sessions.EndAll(work, by.Person);
        work.Log("sign out everywhere", by.Person.Actor, Purpose.Own, subject: by.Person.Subject);
        await work.Commit(stop);
    }

    /// <summary>A return code and what finds it again, to be given to <see cref="Credentials.Add"/> within a work.</summary>
    public async Task<Outcome<(ReturnCode Code, Shown Shown)>> NewReturnCode(CancellationToken stop = default)
    {
        var code = ReturnCode.New(random);
        var derived = await argon.Derive(code.Bytes.ToArray(), credentials.SaltForReturnCodes(), stop);
        return derived.Refusal is { } refusal ? refusal : (code, Shown.Slow(CredentialKind.ReturnCode, derived.Value));
    }

    /// <summary>Is it really them? Asked before something opens, credentials change or much leaves at once, never before a yes is taken back.</summary>
    public async Task<Outcome<Proven>> Prove(Keyring by, Proof proof, CancellationToken stop = default)
    {
        var opened = await OpenAgain(by, proof, stop);
        return opened.Refusal is { } refusal ? refusal : new Proven(by.Person);
    }

    private async Task<Outcome<Opened>> OpenAgain(Keyring by, Proof proof, CancellationToken stop)
    {
        if (proof.IsBlank) return Blank;
        var opened = await Open(proof, stop);
        if (opened.Refusal is { } refusal) return refusal;
        return opened.Value.Person == by.Person && opened.Value.KeyNumber == by.KeyNumber ? opened.Value : Closed;
    }

    internal async Task<Outcome<Opened>> Open(Proof proof, CancellationToken stop)
    {
        if (proof.ReturnCode is { } typed)
        {
            var code = ReturnCode.Read(typed);
            if (code.Refusal is { } misread) return misread;
            var slow = await argon.Derive(code.Value.Bytes.ToArray(), credentials.SaltForReturnCodes(), stop);
            if (slow.Refusal is { } queued) return queued;
            return await Opens(Shown.Slow(CredentialKind.ReturnCode, slow.Value)) is { } returned ? returned : Closed;
        }
        var salt = credentials.SaltForName(SignInName.Typed(proof.Name).Text);
        var derived = await Counted(salt, Passphrase.Typed(proof.Passphrase).Bytes.ToArray(), salt, stop);
        if (derived.Refusal is { } refusal) return refusal;
        if (await Opens(Shown.Slow(CredentialKind.Passphrase, derived.Value)) is not { } found) return Closed;
        tries.TakeBack(salt);
        return found;
    }

    // What opened before the work may have ended meanwhile: by a new passphrase, or by the same code in another hand.
    internal async Task<Outcome<SignedIn>> Enter(Opened before, CancellationToken stop)
    {
        await using var work = await gate.Begin(stop);
        if (await Opens(before.By) is not { } found) return Closed;
        await sessions.ForgetEnded(work);
        var cookie = sessions.Start(work, found.Person, found.KeyNumber, found.Key);
        await work.Commit(stop);
        return new SignedIn(found.Person, cookie);
    }

    private async Task<Outcome<SignedIn>> Change(Opened before, string? name, string? passphrase, CancellationToken stop)
    {
        var prepared = await Prepare(name, passphrase, stop, byPaper: before.By.Kind == CredentialKind.RecoveryCode);
        if (prepared.Refusal is { } refusal) return refusal;
        await using var work = await gate.BeginPower(stop);
        if (await Opens(before.By) is not { } found) return Closed;
        await credentials.Remove(work, found.Person, CredentialKind.Passphrase);
        if (await credentials.Exists(prepared.Value)) return Twice;
        credentials.Add(work, found.Person, found.KeyNumber, found.Key, prepared.Value);
        var recovery = await NewRecovery(work, found.Person, found.KeyNumber, found.Key);
        await sessions.EndAll(work, found.Person);
        var cookie = sessions.Start(work, found.Person, found.KeyNumber, found.Key);
        await work.Commit(stop);
        return new SignedIn(found.Person, cookie, recovery);
    }

    // Choosing a name and a passphrase tells whether somebody has exactly these, so it counts as a try at the name. With
    // the code from the paper it is counted apart: that works at once, however many others tried the name before.
    private async Task<Outcome<Shown>> Prepare(string? name, string? passphrase, CancellationToken stop, bool byPaper = false)
    {
        var chosen = SignInName.Choose(name);
        if (chosen.Refusal is { } nameless) return nameless;
        var fit = Passphrase.Choose(passphrase, chosen.Value.Text);
        if (fit.Refusal is { } unfit) return unfit;
        var salt = credentials.SaltForName(chosen.Value.Text);
        var derived = await Counted(byPaper ? [.. salt, 1] : salt, fit.Value.Bytes.ToArray(), salt, stop);
        return derived.Refusal is { } refusal ? refusal : Shown.Slow(CredentialKind.Passphrase, derived.Value);
    }

    private async Task<Outcome<byte[]>> Counted(byte[] counter, ReadOnlyMemory<byte> secret, byte[] salt, CancellationToken stop)
    {
        if (tries.Count(counter) is { } early) return early;
        var derived = await argon.Derive(secret, salt, stop);
        if (derived.Refusal is not null) tries.TakeBack(counter); // too many are waiting, so nothing was tried
        return derived;
    }

    private async Task<Opened?> Opens(Shown shown) =>
        await credentials.Open(shown) is var (person, number, key) ? new(shown, person, number, key) : null;

    // One recovery code at a time: the one on an older paper opens nothing any more.
    private async Task<RecoveryCode> NewRecovery(Work work, PersonId person, int keyNumber, KeyPair key)
    {
        var code = RecoveryCode.New(random);
        await credentials.Remove(work, person, CredentialKind.RecoveryCode);
        credentials.Add(work, person, keyNumber, key, Shown.Recovery(code.Bytes.ToArray()));
        return code;
    }
}
