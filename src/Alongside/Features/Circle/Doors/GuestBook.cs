using System.Buffers.Text;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>Under which name somebody reads along, sealed with the question.</summary>
/// <param name="Ask">The number of the fact by which they were asked.</param>
/// <param name="Name">As whoever asked wrote it, and from the welcome on as they chose it.</param>
public sealed record GuestName(int Ask, string Name)
{
    public const string Kind = "guest name";
    public const int Longest = 80;
}

/// <summary>A question in which somebody reads along, or is about to be welcomed.</summary>
/// <param name="Proposal">Which.</param>
/// <param name="Guest">How far they have come.</param>
/// <param name="EndsAt">When it ends, as far as that is known.</param>
/// <param name="Read">The question; null before they are welcomed.</param>
public sealed record ReadAlong(Proposal Proposal, Guest Guest, Instant EndsAt, ProposalRead? Read);

/// <summary>
/// How somebody who isn’t a member comes to read one question and to speak there: a member asks, they follow a link, a second
/// member welcomes them. Only with the welcome is a way in written, by keys, for that one folder and with an end.
/// </summary>
public sealed class GuestBook(Database db, Premises premises, PracticeClock clock, RandomSource random, Sealing.Gate.Gate gate, ProposalBook proposals, CircleKeys keys)
{
    private static readonly Refusal NoName = new($"Please write a name under which they can be spoken to. It may be any name.") { Field = "Name" };
    private static readonly Refusal LongName = new($"Please use a name of at most {GuestName.Longest} characters.") { Field = "Name" };
    private static readonly Refusal TakenName = new($"One of the members is called so here. Please choose another, so that nobody is mistaken for them.") { Field = "Name" };

    // In a folder of theirs, for whoever welcomes them; no question or meeting is called so.
    private static readonly Guid part = new("6d0f2a3e-91c4-4a55-8a35-2f0c8f1b7e44");

    /// <summary>A member asks that somebody reads along.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="number">In which question.</param>
    /// <param name="name">Under which name the circle knows them until they choose one.</param>
    /// <param name="why">Why they should.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The token of a link for them: shown once, never again.</returns>
    public async Task<Outcome<string>> Ask(Keyring by, int number, string name, string why, CancellationToken stop = default)
    {
        if (await Check(name, stop) is { } nameless) return nameless;
        var token = random.Bytes(Invitation.TokenLength);
        var refusal = await proposals.Act(by, number, why, (d, _, at) => d.AskGuest(by.Person, Convert.ToHexStringLower(Invitation.HashOf(token)), at),
            (work, read, ask) => Tell(work, by, read, new(ask, name.Trim()), stop), stop);
        return refusal is not null ? refusal : Base64Url.EncodeToString(token);
    }

    /// <summary>Does this token still open a way to be welcomed?</summary>
    public async Task<bool> IsAlive(string token, PersonId? person, CancellationToken stop = default) =>
        await Find(token, stop) is var (_, deliberation, ask) && clock.GetCurrentInstant() is var at
        && deliberation.Guests.Any(g => g.Ask == ask && (g.Person is null || g.Person == person) && deliberation.IsAlive(g, at));

    /// <summary>Somebody who has an account here follows the link.</summary>
    public async Task<Refusal?> Come(Keyring by, string token, string name, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (await Come(work, by, token, name, stop) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>The same together with something else, such as the making of the account: whoever comes too late has neither.</summary>
    public async Task<Refusal?> Come(Work work, Keyring by, string token, string name, CancellationToken stop = default)
    {
        if (await Check(name, stop) is { } nameless) return nameless;
        if (await Find(token, stop) is not var (proposal, deliberation, ask)) return Invitation.Dead;
        var facts = deliberation.Come(by.Person, ask, work.At);
        if (facts.Refusal is { } refusal) return refusal;
        if (facts.Value.Length == 0) return null;
        await db.Add(work, proposal.Id, by.Person, facts.Value, stop);
        // The circle reads which name they chose, by their own yes, for as long as they can be welcomed.
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Circle, part, work.At);
        var until = deliberation.Guests.Single(g => g.Ask == ask).Latest;
        var yes = Permission.Permit(random.Id<PermissionId>(), by.Person, await keys.FindOrMake(work, by.Person.Actor), Category.Circle, folder.Id, Purpose.Own, mayWrite: false, new(work.At, until), null);
        if (await gate.Permit(work, by, yes.Value) is { } no) return no;
        return await gate.Seal(work, by, folder, ChosenName.Kind, random.Id(), new ChosenName(proposal.Id.Value, ask, name.Trim()));
    }

    /// <summary>The names that those chose who came and aren’t welcomed yet, by the number of the fact by which they were asked.</summary>
    public async Task<IReadOnlyDictionary<int, string>> Chosen(Keyring by, ProposalId id, IReadOnlyCollection<Guest> guests, CancellationToken stop = default)
    {
        var subjects = guests.Where(g => g is { Person: not null, WelcomedAt: null }).Select(g => g.Person!.Value.Subject).ToList();
        if (subjects.Count == 0) return new Dictionary<int, string>();
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && f.Part == part && subjects.Contains(f.Subject)).Genuine(premises.House, stop);
        var opened = await gate.OpenAll(by, folders.ConvertAll(f => f.Id), Purpose.Own, Logged.OnceADay, stop);
        return opened.SelectMany(o => o.Read<ChosenName>(ChosenName.Kind).Where(n => n.Content.Proposal == id.Value && guests.Any(g => g.Ask == n.Content.Ask && g.Person?.Subject == o.Folder.Subject)))
            .ToDictionary(n => n.Content.Ask, n => n.Content.Name);
    }

    /// <summary>A second member welcomes them: what was said and what comes opens to them, in this question alone.</summary>
    public async Task<Refusal?> Welcome(Keyring by, int number, int ask, CancellationToken stop = default)
    {
        if (await proposals.Read(by, number, stop) is not { } read) return Sealing.Gate.Gate.NotYours;
        var chosen = await Chosen(by, read.Proposal.Id, [.. read.Deliberation.Guests], stop);
        return await proposals.Act(by, number, "", (d, _, at) => d.Welcome(by.Person, ask, at), async (work, now, _) =>
        {
            var (folder, person) = (await db.Folders.SingleAsync(f => f.Id == read.Folder, stop), now.Guests.Single(g => g.Ask == ask).Person!.Value);
            var permission = Permission.Permit(random.Id<PermissionId>(), new(folder.Subject.Value), person.Actor, Category.Circle, folder.Id, Purpose.Own, mayWrite: true, new(work.At, work.At + Guest.Longest), null);
            if (await gate.PermitOn(work, by, folder, permission.Value) is { } no) return no;
            return chosen.TryGetValue(ask, out var name) ? await gate.Seal(work, by, folder, GuestName.Kind, random.Id(), new GuestName(ask, name)) : null;
        }, stop);
    }

    /// <summary>Any member ends it at once, or the guest does; no reason is asked for.</summary>
    public Task<Refusal?> End(Keyring by, int number, int ask, CancellationToken stop = default) => proposals.Act(by, number, "", (d, _, at) => d.EndGuest(by.Person, ask, at), async (work, before, _) =>
    {
        if (before.Guests.Single(g => g.Ask == ask).Person is not { } person) return null;
        foreach (var way in (await Ways(work.At, stop)).FindAll(w => w.Person == person && w.Proposal.Number == number))
            if (await gate.EndOn(work, by, way.Permission) is { } no) return no;
        return null;
    }, stop);

    /// <summary>All in which this person reads along or is about to be welcomed.</summary>
    public async Task<IReadOnlyList<ReadAlong>> Of(Keyring by, CancellationToken stop = default)
    {
        var (found, at) = (await Alive(by.Person, stop), clock.GetCurrentInstant());
        var all = new List<ReadAlong>();
        foreach (var (proposal, d, guest) in found)
            all.Add(new(proposal, guest, guest.EndsAt(d.EndedAt(at)), d.ReadsAlong(by.Person, at) ? (await proposals.Read(by, proposal.Number, stop))?.WithoutSecrets(at) : null));
        return all;
    }

    /// <summary>Does this person read along anywhere, or wait to be welcomed?</summary>
    public async Task<bool> IsSomewhere(PersonId person, CancellationToken stop = default) => (await Alive(person, stop)).Count > 0;

    /// <summary>A question as a guest reads it; null where they don’t, or don’t any more.</summary>
    public async Task<ReadAlong?> Read(Keyring by, int number, CancellationToken stop = default) => (await Of(by, stop)).FirstOrDefault(r => r.Proposal.Number == number && r.Read is not null);

    /// <summary>Takes the keys back where the question has ended a while ago, and drops those who have become something else. Needs no secret.</summary>
    /// <returns>How many ways in ended.</returns>
    public async Task<int> EndDue(CancellationToken stop = default)
    {
        await Work.ReadTime(db, clock, stop);
        if (!(await Ways(clock.GetCurrentInstant(), stop)).Exists(w => !w.Deliberation.ReadsAlong(w.Person, clock.GetCurrentInstant()))) return 0;
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        var over = (await Ways(work.At, stop)).FindAll(w => !w.Deliberation.ReadsAlong(w.Person, work.At));
        foreach (var way in over) await gate.EndOn(work, null, way.Permission);
        await work.Commit(stop);
        return over.Count;
    }

    // What the circle opened to single people, and to none of its bodies.
    private async Task<List<Way>> Ways(Instant at, CancellationToken stop)
    {
        if (await keys.Find(at) is not { } circle) return [];
        var whose = new PersonId(circle.Value);
        var bodies = (await gate.Vault.Mandates()).ConvertAll(m => m.Id);
        var given = (await db.Permissions.Where(p => p.Person == whose && p.Category == Category.Circle && p.Decision == Decision.Permit && p.Until > at && !bodies.Contains(p.Actor)).Genuine(premises.House, stop)).FindAll(p => p.IsActive(at));
        if (given.Count == 0) return [];
        var ids = given.ConvertAll(p => p.Folder!.Value);
        var folders = await db.Folders.Where(f => ids.Contains(f.Id)).Genuine(premises.House, stop);
        var parts = folders.ConvertAll(f => new ProposalId(f.Part));
        var found = await db.Proposals.Where(p => parts.Contains(p.Id)).Genuine(premises.House, stop);
        var deliberations = await db.Deliberations(found, premises.House, stop);
        return [.. given.Select(p => (Given: p, Folder: folders.Find(f => f.Id == p.Folder))).Where(w => w.Folder is { } folder && deliberations.ContainsKey(new(folder.Part)))
            .Select(w => new Way(w.Given.Id, new(w.Given.Actor.Value), found.Find(p => p.Id.Value == w.Folder!.Part)!, deliberations[new(w.Folder!.Part)]))];
    }

    private async Task<List<(Proposal Proposal, Deliberation Deliberation, Guest Guest)>> Alive(PersonId person, CancellationToken stop)
    {
        var came = await db.ProposalFacts.AsNoTracking().Where(f => f.By == person && f.Content.StartsWith(GuestCame.Begins)).Select(f => f.Proposal).Distinct().ToListAsync(stop);
        if (came.Count == 0) return [];
        var found = await db.Proposals.Where(p => came.Contains(p.Id)).OrderBy(p => p.Number).Genuine(premises.House, stop);
        var (deliberations, at) = (await db.Deliberations(found, premises.House, stop), clock.GetCurrentInstant());
        return [.. found.SelectMany(p => deliberations[p.Id].Guests.Where(g => g.Person == person && deliberations[p.Id].IsAlive(g, at)).Select(g => (p, deliberations[p.Id], g)))];
    }

    private async Task<(Proposal Proposal, Deliberation Deliberation, int Ask)?> Find(string token, CancellationToken stop)
    {
        if (Invitation.HashOf(token) is not { } bytes) return null;
        var hash = Convert.ToHexStringLower(bytes);
        var asked = (await db.ProposalFacts.Where(f => f.Content.Contains(hash)).Genuine(premises.House, stop)).Find(f => f.Fact is GuestAsked { Link: var link } && link == hash);
        if (asked is null || await db.Deliberation(asked.Proposal, premises.House, stop) is not { } deliberation || deliberation.AskedBy(hash) is not { } guest) return null;
        return ((await db.Proposals.AsNoTracking().SingleAsync(p => p.Id == asked.Proposal, stop)), deliberation, guest.Ask);
    }

    private async Task<Refusal?> Check(string name, CancellationToken stop)
    {
        var typed = name.Trim();
        if (typed.Length == 0 || typed.Any(char.IsControl)) return NoName;
        if (typed.Length > GuestName.Longest) return LongName;
        return (await db.Profiles.AsNoTracking().Select(p => p.Name).ToListAsync(stop)).Exists(n => string.Equals(n, typed, StringComparison.OrdinalIgnoreCase)) ? TakenName : null;
    }

    private async Task<Refusal?> Tell(Work work, Keyring by, Deliberation of, GuestName name, CancellationToken stop)
    {
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && f.Part == of.Id.Value).Genuine(premises.House, stop);
        return await gate.Seal(work, by, folders[0], GuestName.Kind, random.Id(), name);
    }

    private sealed record Way(PermissionId Permission, PersonId Person, Proposal Proposal, Deliberation Deliberation);

    /// <summary>The name that somebody chose as they followed a link, until they are welcomed.</summary>
    internal sealed record ChosenName(Guid Proposal, int Ask, string Name)
    {
        public const string Kind = "chosen guest name";
    }
}
