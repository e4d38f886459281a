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

    /// <summary>Which of these, a no that stands, keeps this yes closed; null where none does.</summary>
    public static Permission? Closes(this IReadOnlyList<Permission> standing, Permission yes) =>
        yes.Decision == Decision.Permit ? standing.FirstOrDefault(no => no.Actor == yes.Actor && no.Refuses(yes.Category!.Value)) : null;

    /// <summary>Is it a yes to the same thing, to the same actor?</summary>
    public static bool IsOfTheSame(this Permission one, Permission other) =>
        one.Decision == Decision.Permit && one.Actor == other.Actor && one.Category == other.Category && one.Purpose == other.Purpose && one.Folder == other.Folder;

    /// <summary>What somebody permitted one member, whether it still holds or not, the newest first.</summary>
    public static async Task<IReadOnlyList<Permission>> Between(this Database db, House house, PersonId person, PersonId member, CancellationToken stop = default) =>
        [.. (await db.Said(house, person, stop)).Where(p => p.Actor == member.Actor)];

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
            .Where(said => said.Any(IsYes) && !said.Any(p => p.ShutsOut)).Select(said => said.Key)];

    /// <summary>Does this member hold a yes of theirs now, and isn't kept out of everything?</summary>
    public static async Task<bool> IsClientOf(this Database db, House house, PersonId person, PersonId member, Instant at, CancellationToken stop = default)
    {
        var said = (await db.Between(house, person, member, stop)).Where(p => p.IsActive(at)).ToList();
        return said.Exists(IsYes) && !said.Exists(p => p.ShutsOut);
    }

    /// <summary>
    /// When all that somebody had opened to a member ended; null while something is open. Under a no to everything that is
    /// when the no was said, if nothing ended it before: the member isn't told which of the two it was.
    /// </summary>
    /// <param name="said">See <see cref="Between"/>.</param>
    /// <param name="at">Now.</param>
    public static Instant? EndOf(IReadOnlyList<Permission> said, Instant at)
    {
        var yes = said.Where(IsYes).ToList();
        var no = said.Where(p => p.ShutsOut && p.IsActive(at)).Select(p => (Instant?)p.From).Min();
        if (yes.Count == 0 || (no is null && yes.Exists(p => p.IsActive(at)))) return null;
        var last = yes.Max(p => p.End ?? at);
        return no < last ? no : last;
    }

    /// <summary>Does somebody's yes let this member read and write their notes now?</summary>
    public static async Task<bool> OpensNotesTo(this Database db, House house, PersonId person, PersonId member, Instant at, CancellationToken stop = default) =>
        (await db.Between(house, person, member, stop)).Opens(Category.Notes, at);

    /// <summary>Is there a yes to this category among what somebody said to one member, and no no that reaches it?</summary>
    /// <param name="said">See <see cref="Between"/>.</param>
    /// <param name="category">Which.</param>
    /// <param name="at">Now.</param>
    public static bool Opens(this IReadOnlyList<Permission> said, Category category, Instant at) =>
        said.Any(p => p.Decision == Decision.Permit && p.Category == category && p.IsActive(at)) && !said.Any(p => p.Refuses(category) && p.IsActive(at));

    /// <summary>Is it a yes to something of a person's care? Whoever is only asked about a line of their log isn't part of it.</summary>
    public static bool IsYes(this Permission said) => said is { Decision: Decision.Permit, Category: not Category.Messages };

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
