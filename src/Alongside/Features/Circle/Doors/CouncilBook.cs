using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>The name under which somebody sits on the client council.</summary>
public sealed record CouncilName(string Name)
{
    public const string Kind = "council name";
    public const int Longest = 80;
}

/// <summary>
/// How people in care come to sit on the client council: by an offer of their own, in its order, until their term ends or
/// they step down. The name that they chose is theirs, and opens to the circle and the council by their own yes.
/// </summary>
public sealed class CouncilBook(Database db, Premises premises, PracticeClock clock, RandomSource random, Sealing.Gate.Gate gate, Seating seating, CircleKeys keys, IEnumerable<IKnowWhoIsInCare> care)
{
    /// <summary>A yes to read the name lasts so long; then they are asked again.</summary>
    public static readonly Duration NameOpenFor = Duration.FromDays(365);

    private static readonly Refusal NotInCare = new($"The council is for people who are in care here: who has a session ahead, or had one in the last twelve months.");
    private static readonly Refusal Members = new($"You decide as a member. The client council is for people in care here.");

    // Beside nothing else of theirs; no question or meeting is called so.
    private static readonly Guid part = new("c0a3b0fd-51f7-4f0e-9c2a-0b4b5a1f6d21");

    /// <summary>Their offer or seat; null where they have none.</summary>
    public async Task<CouncilSeat?> SeatOf(PersonId person, CancellationToken stop = default) => (await db.CouncilNow(premises.House, stop)).FirstOrDefault(s => s.Person == person);

    /// <summary>Why somebody can't offer themselves now, or null.</summary>
    public async Task<Refusal?> MayOffer(PersonId person, Instant at, CancellationToken stop = default)
    {
        if ((await db.CircleOf(premises.House, stop)).Contains(person)) return Members;
        foreach (var knows in care)
            if (await knows.IsInCare(person, at, stop)) return null;
        return NotInCare;
    }

    /// <summary>Offers oneself: while a seat is free they sit at once, else they wait in their order.</summary>
    /// <param name="by">Who.</param>
    /// <param name="name">Under which name members and the others on the council know them.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Offer(Keyring by, string name, CancellationToken stop = default)
    {
        if (Check(name) is { } nameless) return nameless;
        await using var work = await Begin(stop);
        if (await MayOffer(by.Person, work.At, stop) is { } no) return no;
        if (await SeatOf(by.Person, stop) is not null) return null;
        var seat = new CouncilSeat(random.Id<CouncilSeatId>(), by.Person, work.At);
        db.CouncilSeats.Add(seat);
        work.Log("council offer", by.Person.Actor, Purpose.Own, content: seat.Hash());
        await seating.Settle(work, by.Person.Actor, stop);
        if (await Tell(work, by, name, stop) is { } unsaid) return unsaid;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Another name, or the same for another year.</summary>
    public async Task<Refusal?> Rename(Keyring by, string name, CancellationToken stop = default)
    {
        if (Check(name) is { } nameless) return nameless;
        await using var work = await Begin(stop);
        if (await SeatOf(by.Person, stop) is null) return Sealing.Gate.Gate.NotYours;
        if (await Tell(work, by, name, stop) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Gives up the offer or the seat, at any time and asking nobody. The name closes, and the council gets a key that they don't have.</summary>
    public async Task<Refusal?> StepDown(Keyring by, CancellationToken stop = default)
    {
        await using var work = await Begin(stop);
        var seat = (await db.CouncilSeats.Where(s => s.Person == by.Person && s.EndedAt == null).ToListAsync(stop)).Find(s => s.IsGenuine(premises.House));
        if (seat is null) return null;
        seat.End(work.At);
        work.Log("council steps down", by.Person.Actor, Purpose.Own, content: seat.Hash());
        await seating.Settle(work, by.Person.Actor, stop);
        foreach (var yes in await Yes(by.Person, work.At, stop))
            if (await gate.Withdraw(work, by, yes.Id) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Carries out what has become due of seats and terms.</summary>
    public async Task SeatDue(CancellationToken stop = default)
    {
        await Work.ReadTime(db, clock, stop);
        if (!await seating.IsDue(clock.GetCurrentInstant(), stop)) return;
        await using var work = await Begin(stop);
        await seating.Settle(work, default, stop);
        await work.Commit(stop);
    }

    /// <summary>The names of these, as far as this keyring opens them: whoever closed theirs isn't among them.</summary>
    public async Task<IReadOnlyDictionary<PersonId, string>> Names(Keyring by, IReadOnlyCollection<PersonId> people, CancellationToken stop = default)
    {
        if (people.Count == 0) return new Dictionary<PersonId, string>();
        var subjects = people.Select(p => p.Subject).ToList();
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && f.Part == part && subjects.Contains(f.Subject)).Genuine(premises.House, stop);
        var opened = await gate.OpenAll(by, folders.ConvertAll(f => f.Id), Purpose.Own, Logged.OnceADay, stop);
        return opened.Select(o => (o.Folder.Subject, o.One<CouncilName>(CouncilName.Kind)?.Name)).Where(o => o.Name is not null).ToDictionary(o => new PersonId(o.Subject.Value), o => o.Name!);
    }

    /// <summary>Until when the others read one's name; null where they don't.</summary>
    public async Task<Instant?> NameReadUntil(PersonId person, Instant at, CancellationToken stop = default) => (await Yes(person, at, stop)).Max(y => y.Until);

    private static Refusal? Check(string name) => name.Trim().Length switch
    {
        0 => new($"Please choose the name under which you sit on the council. It may be any name.") { Field = "Name" },
        > CouncilName.Longest => new($"Please use a name of at most {CouncilName.Longest} characters.") { Field = "Name" },
        _ => null,
    };

    private async Task<Work> Begin(CancellationToken stop)
    {
        var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        return work;
    }

    private async Task<Refusal?> Tell(Work work, Keyring by, string name, CancellationToken stop)
    {
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Circle, part, work.At);
        var council = (await gate.Vault.Mandates()).Find(m => m.Name == MandateNames.Council)!.Id;
        var (given, circle) = (await Yes(by.Person, work.At, stop), await keys.FindOrMake(work, by.Person.Actor));
        foreach (var reader in new[] { circle, council })
        {
            // What goes on for more than half of its time needs no other beside it.
            if (given.Exists(y => y.Actor == reader && y.Until > work.At + (NameOpenFor / 2))) continue;
            var yes = Permission.Permit(random.Id<PermissionId>(), by.Person, reader, Category.Circle, folder.Id, Purpose.Own, mayWrite: false, new(work.At, work.At + NameOpenFor), null);
            if (yes.Refusal is { } refusal) return refusal;
            if (await gate.Permit(work, by, yes.Value) is { } no) return no;
        }
        return await gate.SealOne(work, by, folder, CouncilName.Kind, new CouncilName(name.Trim()));
    }

    private async Task<List<Permission>> Yes(PersonId person, Instant at, CancellationToken stop) =>
        (await db.Permissions.Where(p => p.Person == person && p.Category == Category.Circle && p.Decision == Decision.Permit).Genuine(premises.House, stop)).FindAll(p => p.IsActive(at));
}
