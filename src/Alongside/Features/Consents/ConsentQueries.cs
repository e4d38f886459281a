using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Consents;

public static class ConsentQueries
{
    private static readonly Questions<PersonId, Permission> said =
        new((db, person) => db.Permissions.AsNoTracking().Where(p => p.Person == person).OrderByDescending(p => p.From));
    private static readonly Questions<ActorId, Permission> saidTo = new((db, actor) => db.Permissions.AsNoTracking().Where(p => p.Actor == actor));
    private static readonly Questions<ActorId, Permission> saidNoTo = new((db, actor) => db.Permissions.AsNoTracking().Where(p => p.Actor == actor && p.Decision == Decision.Deny));
    private static readonly Questions<bool, Working> workingNames = new((db, left) => db.Profiles
        .Where(p => db.Members.Any(m => m.Person == p.Person && (left || m.LeftAt == null))).Select(p => new Working(p.Person, p.Name)));

    /// <summary>Everything that somebody said yes or no to, the newest first; a row that this house did not write is left out.</summary>
    public static async Task<IReadOnlyList<Permission>> Said(this Database db, House house, PersonId person, CancellationToken stop = default) =>
        [.. (await said.Ask(db, person, stop)).Where(p => p.IsGenuine(house))];

    /// <summary>What somebody permitted one member, whether it still holds or not, the newest first.</summary>
    public static async Task<IReadOnlyList<Permission>> Between(this Database db, House house, PersonId person, PersonId member, CancellationToken stop = default) =>
        [.. (await db.Said(house, person, stop)).Where(p => p.Actor == member.Actor)];

    /// <summary>What anybody said to one actor, whether it still holds or not.</summary>
    public static async Task<IReadOnlyList<Permission>> SaidTo(this Database db, House house, PersonId who, CancellationToken stop = default) =>
        [.. (await saidTo.Ask(db, who.Actor, stop)).Where(p => p.IsGenuine(house))];

    /// <summary>Does somebody keep this member out of everything?</summary>
    public static async Task<bool> KeepsOut(this Database db, House house, PersonId person, PersonId member, Instant at, CancellationToken stop = default) =>
        (await db.Between(house, person, member, stop)).Any(p => p.ShutsOut && p.IsActive(at));

    /// <summary>Who keeps this member out of everything.</summary>
    public static async Task<HashSet<PersonId>> WhoKeepsOut(this Database db, House house, PersonId member, Instant at, CancellationToken stop = default) =>
        [.. (await saidNoTo.Ask(db, member.Actor, stop))
            .Where(p => p.IsGenuine(house) && p.ShutsOut && p.IsActive(at)).Select(p => p.Person)];

    /// <summary>Whom somebody keeps out of everything.</summary>
    public static async Task<IReadOnlyList<PersonId>> KeptOut(this Database db, House house, PersonId person, Instant at, CancellationToken stop = default) =>
        [.. (await db.Said(house, person, stop)).Where(p => p.ShutsOut && p.IsActive(at)).Select(p => new PersonId(p.Actor.Value)).Distinct()];

    /// <summary>Whose yes this member holds now; who keeps them out of everything is left out.</summary>
    public static async Task<IReadOnlyList<PersonId>> ClientsOf(this Database db, House house, PersonId member, Instant at, CancellationToken stop = default) =>
        [.. (await saidTo.Ask(db, member.Actor, stop))
            .Where(p => p.IsGenuine(house) && p.IsActive(at)).GroupBy(p => p.Person)
            .Where(said => said.Any(ConsentRules.IsYes) && !said.Any(p => p.ShutsOut)).Select(said => said.Key)];

    /// <summary>Does this member hold a yes of theirs now, and isn't kept out of everything?</summary>
    public static async Task<bool> IsClientOf(this Database db, House house, PersonId person, PersonId member, Instant at, CancellationToken stop = default)
    {
        var said = (await db.Between(house, person, member, stop)).Where(p => p.IsActive(at)).ToList();
        return said.Exists(ConsentRules.IsYes) && !said.Exists(p => p.ShutsOut);
    }

    /// <summary>Does somebody's yes let this member read and write their notes now?</summary>
    public static async Task<bool> OpensNotesTo(this Database db, House house, PersonId person, PersonId member, Instant at, CancellationToken stop = default) =>
        (await db.Between(house, person, member, stop)).Opens(Category.Notes, at);

    /// <summary>The names that members work under, and that those who left worked under, by person.</summary>
    public static async Task<Dictionary<PersonId, string>> WorkingNames(this Database db, CancellationToken stop = default) =>
        (await workingNames.Ask(db, true, stop)).ToDictionary(w => w.Person, w => w.Name);

    /// <summary>The same of those alone who work here now: whom somebody can choose, or shut out.</summary>
    public static async Task<Dictionary<PersonId, string>> WhoWorksHere(this Database db, CancellationToken stop = default) =>
        (await workingNames.Ask(db, false, stop)).ToDictionary(w => w.Person, w => w.Name);

    /// <summary>Is this somebody who works here?</summary>
    public static async Task<bool> WorksHere(this Database db, House house, PersonId person, CancellationToken stop = default) =>
        await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Person == person, stop) is { LeftAt: null } member && member.IsGenuine(house);

    /// <summary>The record of a ceremony with what all of them were called at its time, who answered for the records and whom one asks.</summary>
    public static async Task<Consent> Dated(this Database db, House house, Consent consent, Instant at, CancellationToken stop = default)
    {
        var custodian = (await db.InForce<Custodian>(house, at, stop))?.Value;
        return consent with
        {
            Form = Consent.PresentForm,
            ToName = (await db.WorkingNames(stop)).GetValueOrDefault(new PersonId(consent.To)),
            Practice = (await db.InForce<PracticeName>(house, at, stop))?.Value.Name,
            Custodian = custodian?.OfRecords,
            Contact = custodian?.Contact,
        };
    }

    private sealed record Working(PersonId Person, string Name);
}
