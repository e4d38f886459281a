using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Consents.Doors;

/// <summary>Somebody who was just let in beside a person.</summary>
/// <param name="Who">Their id: the actor of the permissions.</param>
/// <param name="Code">What opens their key, to be handed over once; null where they have none.</param>
public readonly record struct LetIn(PersonId Who, ReturnCode? Code);

/// <summary>
/// Who stands by a person in care: let in by that person alone, with an end, and ended by one press. Who needs a key gets one of
/// their own, for this person and nothing else: whoever interprets for two people has two codes, linked nowhere.
/// </summary>
public sealed class SupportBook(Database db, Gate gate, Premises premises, RandomSource random, Accounts accounts, Credentials credentials, Sessions sessions, IClock clock)
{
    private static readonly Duration stays = Duration.FromDays(30);

    private static readonly Questions<SubjectId, FolderId> channelsOf = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Channel && f.Part == Guid.Empty).Select(f => f.Id));

    /// <summary>Lets somebody in.</summary>
    /// <param name="by">Whose they are. Only they can.</param>
    /// <param name="proven">That it is really them.</param>
    /// <param name="asked">Whom, for what, until when.</param>
    /// <param name="sentences">Each sentence as it stood on the page.</param>
    /// <param name="language">In which language it stood there.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Outcome<LetIn>> LetIn(
        Keyring by, Proven proven, SupportAsked asked, IReadOnlyList<string> sentences, string language, CancellationToken stop = default)
    {
        if (proven.Person != by.Person) return Accounts.Unproven;
        var tidy = asked.Who.Tidy();
        if (tidy.Refusal is { } untidy) return untidy;
        if (asked.Check() is { } unfit) return unfit;
        // The way in is made before the work begins: hashing it takes its time.
        var code = asked.TakesKey ? await accounts.NewReturnCode(stop) : default(Outcome<(ReturnCode Code, Shown Shown)>?);
        if (code?.Refusal is { } queued) return queued;
        await using var work = await gate.BeginPower(stop);
        var who = code is { } made ? Arrive(work, by, made.Value.Shown) : random.Id<PersonId>();
        var given = new List<Guid>();
        foreach (var thing in asked.Yes.Prepend(Supporting.Meets))
        {
            var permission = Permission.Permit(random.Id<PermissionId>(), by.Person, who.Actor, thing.Category, null, thing.Purpose, false,
                new(work.At, asked.Until), thing.FromNowOn ? work.At : null, asked.TellMe && thing.Purpose.OpensByKey(), asked.Basis);
            if (permission.Refusal is { } never) return never;
            if (await gate.Permit(work, by, permission.Value) is { } no) return no;
            given.Add(permission.Value.Id.Value);
        }
        if (await Keep(work, by, who, tidy.Value, [.. asked.Yes.Prepend(Supporting.Meets).Select(s => s.Key)], given, sentences, language, stop) is { } unkept) return unkept;
        await work.Commit(stop);
        return new LetIn(who, code?.Value.Code);
    }

    /// <summary>Ends it at once and without a question: what was opened to them, and their way in.</summary>
    public async Task<Refusal?> End(Keyring by, PersonId who, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await End(work, by, who, stop) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Ends it for good: a no, which no later yes opens.</summary>
    public async Task<Refusal?> Never(Keyring by, PersonId who, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        var said = await db.Between(premises.House, by.Person, who, stop);
        if (!said.Any(p => Supporting.Of(p) is not null)) return Gate.NotYours;
        if (!said.Any(p => p.ShutsOut && p.IsActive(work.At))
            && await gate.Permit(work, by, Permission.Deny(random.Id<PermissionId>(), by.Person, who.Actor, null, work.At)) is { } never) return never;
        if (await End(work, by, who, stop) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Who stands by this person, as they themselves read it.</summary>
    public async Task<IReadOnlyList<StandsBy>> Own(Keyring by, Instant at, CancellationToken stop = default)
    {
        var said = await db.Said(premises.House, by.Person, stop);
        return said.Any(p => Supporting.Of(p) is not null && p.IsActive(at)) ? StandsBy.Of(said, await Known(by, stop), at) : [];
    }

    /// <summary>What somebody calls those who stand by them, or stood; empty where nobody ever did.</summary>
    /// <param name="by">Whose own.</param>
    /// <param name="said">All that they said: without one of these in it, nothing is opened.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<IReadOnlyDictionary<PersonId, string>> Names(Keyring by, IEnumerable<Permission> said, CancellationToken stop = default) =>
        said.Any(p => Supporting.Of(p) is not null) ? (await Known(by, stop)).ToDictionary(k => k.Key, k => k.Value.Name) : new Dictionary<PersonId, string>();

    /// <summary>What stands in an opened folder of ways to be reached, by the id of each supporter.</summary>
    public static IReadOnlyDictionary<PersonId, Supporter> In(OpenedFolder? channels) =>
        channels?.Read<Supporter>(Supporter.Kind).ToDictionary(r => new PersonId(r.Record.Row), r => r.Content) ?? new Dictionary<PersonId, Supporter>();

    /// <summary>By whom this person stands, and what that opens to them now.</summary>
    public async Task<IReadOnlyList<(PersonId Person, StandsBy As)>> StandsBeside(PersonId who, Instant at, CancellationToken stop = default) =>
        [.. (await db.SaidTo(premises.House, who, stop)).GroupBy(p => p.Person)
            .SelectMany(g => StandsBy.Of([.. g], new Dictionary<PersonId, Supporter>(), at).Select(s => (g.Key, s)))];

    /// <summary>Whoever stands by somebody lays it down: it is theirs to leave as well.</summary>
    public async Task<Refusal?> LayDown(Keyring by, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await gate.HandBack(work, by, p => Supporting.Of(p) is not null) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Takes away the way in of those for whom nothing holds any more since a month: until then it opens a page that says so. Needs no secret.</summary>
    /// <returns>Of how many.</returns>
    public async Task<int> ForgetEnded(CancellationToken stop = default)
    {
        if ((await Over(clock.GetCurrentInstant(), stop)).Count == 0) return 0;
        await using var work = await gate.BeginPower(stop);
        var over = await Over(work.At, stop);
        foreach (var who in over)
        {
            await credentials.RemoveAll(work, who);
            await sessions.EndAll(work, who);
        }
        await work.Commit(stop);
        return over.Count;
    }

    // Who made an account of it meanwhile, or was let in by anybody else, keeps that.
    private async Task<List<PersonId>> Over(Instant at, CancellationToken stop)
    {
        var guests = await db.Credentials.Where(c => c.Kind == CredentialKind.ReturnCode && db.People.Any(p => p.Id == c.Person && p.Kind == PersonKind.Guest)
            && !db.Credentials.Any(other => other.Person == c.Person && other.Kind != CredentialKind.ReturnCode)).Select(c => c.Person).Distinct().ToListAsync(stop);
        var over = new List<PersonId>();
        foreach (var who in guests)
            if ((await db.SaidTo(premises.House, who, stop)).Where(p => p.Decision == Decision.Permit).ToList() is { Count: > 0 } given && given.TrueForAll(p => p.End + stays <= at)) over.Add(who);
        return over;
    }

    private PersonId Arrive(Work work, Keyring by, Shown shown)
    {
        var (who, key) = accounts.Arrive(work, PersonKind.Guest);
        credentials.Add(work, who, 1, key, shown, by: by.Person);
        return who;
    }

    private async Task<Refusal?> Keep(Work work, Keyring by, PersonId who, Supporter about, IReadOnlyList<string> yes, IReadOnlyList<Guid> given,
        IReadOnlyList<string> sentences, string language, CancellationToken stop)
    {
        var channels = await gate.Vault.FolderOf(by.Person.Subject, Category.Channel, Guid.Empty, work.At);
        if (await gate.Seal(work, by, channels, Supporter.Kind, who.Value, about) is { } unsealed) return unsealed;
        var papers = await gate.Vault.FolderOf(by.Person.Subject, Category.Papers, Guid.Empty, work.At);
        var consent = await db.Dated(premises.House, new(who.Value, sentences, yes, language, given), work.At, stop);
        return await gate.Seal(work, by, papers, Consent.Kind, random.Id(), consent with { ToName = about.Name });
    }

    private async Task<Refusal?> End(Work work, Keyring by, PersonId who, CancellationToken stop)
    {
        var given = (await db.Between(premises.House, by.Person, who, stop)).Where(p => Supporting.Of(p) is not null).ToList();
        if (given.Count == 0) return Gate.NotYours;
        foreach (var permission in given.Where(p => p.IsActive(work.At)))
            if (await gate.Withdraw(work, by, permission.Id) is { } stays) return stays;
        if (await db.Person(premises.House, who, stop) is not { Kind: PersonKind.Guest }) return null;
        // Their key was for this alone: a code on some paper leads nowhere any more. Who reads along in the circle as well keeps that.
        if ((await db.SaidTo(premises.House, who, stop)).Any(p => p.Person != by.Person && p.IsActive(work.At))) return null;
        await credentials.RemoveAll(work, who);
        await sessions.EndAll(work, who);
        return null;
    }

    private async Task<IReadOnlyDictionary<PersonId, Supporter>> Known(Keyring by, CancellationToken stop)
    {
        if (await channelsOf.Ask(db, by.Person.Subject, stop) is not [var folder]) return new Dictionary<PersonId, Supporter>();
        return In(await gate.OpenAll(by, [folder], Purpose.Own, Logged.OnceASession, stop) is [var opened] ? opened : null);
    }
}
