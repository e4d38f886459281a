using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome.Doors;

/// <summary>Somebody who waits, as a holder of welcome sees them.</summary>
/// <param name="Turn">Their place.</param>
/// <param name="Request">Since when.</param>
/// <param name="Fit">What has to fit; null where it isn't open to this holder, or not shown.</param>
/// <param name="Names">Null where they gave none, none is open to this holder, or none is shown.</param>
/// <param name="Open">An offer that waits for their answer; null where they shut this holder out.</param>
/// <param name="ShutsOut">They shut this holder out: nothing of theirs is shown, and another holder acts for them.</param>
public sealed record Waiter(Turn Turn, CareRequest Request, Fit? Fit, Names? Names, Offer? Open, bool ShutsOut);

/// <summary>What holders of welcome do: see who waits in the agreed order, and offer an opening to whoever comes first.</summary>
public sealed class WaitingList(
    Database db, Gate gate, Premises premises, Openings openings, Placements placements, ReckonedOrder reckoned, RandomSource random, IClock clock)
{
    private static readonly Question<int, int> placed = new((db, _, _) => db.CareRequests.Count(r => r.PlacedAt != null));
    private static readonly Questions<int, CareRequest> unplaced = new((db, _) => db.CareRequests.Where(r => r.SentAt != null && r.PlacedAt == null));
    private static readonly Questions<List<SubjectId>, List<Guid>, FolderId> fitsOf = new((db, subjects, parts) => db.Folders
        .Where(f => subjects.Contains(f.Subject) && f.Category == Category.Fit && parts.Contains(f.Part)).Select(f => f.Id));
    private static readonly Questions<List<SubjectId>, FolderId> namesOf = new((db, subjects) => db.Folders
        .Where(f => subjects.Contains(f.Subject) && f.Category == Category.Name && f.Part == Guid.Empty).Select(f => f.Id));

    private static readonly Refusal notHeld = new($"This is for who holds welcome. The mandates page says who that is at present.");

    /// <summary>All who wait, in the order that is in force. Of who shut this holder out nothing opens, and they stand first in doubt.</summary>
    public async Task<IReadOnlyList<Waiter>> All(Keyring by, CancellationToken stop = default) => await All(by, await Order(clock.GetCurrentInstant(), stop), int.MaxValue, stop);

    /// <summary>
    /// The same, for who has read the order already and shows so many: nobody else's name opens, nor anybody else's wishes, once
    /// the order was reckoned from them.
    /// </summary>
    public async Task<IReadOnlyList<Waiter>> All(Keyring by, OrderOfPlacing order, int named, CancellationToken stop = default)
    {
        var now = clock.GetCurrentInstant();
        if (!await placements.HoldsWelcome(by.Person, now)) return [];
        var waiting = await db.AllWaiting(stop);
        var byId = waiting.ToDictionary(r => r.Id);
        var (served, refusing) = (await placed.Ask(db, 0, stop), await db.WhoKeepsOut(premises.House, by.Person, now, stop));
        await gate.LoadMandates(by, now);
        var from = waiting.Count > named && !waiting.Any(r => refusing.Contains(r.Person))
            ? await ReckonedOrder.From(db, by, waiting, order, served, stop) : null;
        var kept = from is null ? null : reckoned.Of(by.Person, from);
        var (turns, hidden, opened) = kept is not null ? (kept, [], []) : await Reckon(by, waiting, order, served, refusing, names: waiting.Count <= named, stop);
        if (kept is null && from is not null) reckoned.Keep(by.Person, from, turns);
        if (hidden.Count == 0) await Remember(turns, byId, now, stop);
        CareRequest[] shown = [.. turns.Take(named).Select(t => byId[t.Id])];
        if (waiting.Count > named) opened = await Open(by, shown, shown, stop);
        var (fits, offers) = (FitsIn(opened), (await db.OpenOffers(now, stop)).ToDictionary(o => o.Request));
        var names = Of<Names>(opened, Category.Name, Names.Kind).ToDictionary(n => new PersonId(n.Folder.Subject.Value), n => n.Content);
        return [.. turns.Select(t => new Waiter(t, byId[t.Id], fits.GetValueOrDefault(t.Id), names.GetValueOrDefault(byId[t.Id].Person),
            hidden.Contains(t.Id) ? null : offers.GetValueOrDefault(t.Id), hidden.Contains(t.Id)))];
    }

    // From all wishes that open to this holder. Who took back what they had ticked is like who ticked nothing; who only shuts this
    // holder out may stand first.
    private async Task<(IReadOnlyList<Turn> Turns, HashSet<CareRequestId> Hidden, IReadOnlyList<OpenedFolder> Opened)> Reckon(
        Keyring by, IReadOnlyList<CareRequest> waiting, OrderOfPlacing order, int served, HashSet<PersonId> refusing, bool names, CancellationToken stop)
    {
        var opened = await Open(by, waiting, names ? waiting : [], stop);
        var wishes = FitsIn(opened);
        var hidden = waiting.Where(r => !wishes.ContainsKey(r.Id) && refusing.Contains(r.Person)).Select(r => r.Id).ToHashSet();
        int GroupOf(CareRequest r) => hidden.Contains(r.Id) ? 0 : order.GroupOf(wishes.GetValueOrDefault(r.Id)?.Circumstances ?? []);
        return (Placing.Order([.. waiting.Select(r => new Waiting(r.Id, r.SentAt!.Value, GroupOf(r)))], order.LongestEvery, served), hidden, opened);
    }

    /// <summary>What may be offered for this request. Openings of those whom the person shuts out aren't among it, and nobody is told whose.</summary>
    public async Task<IReadOnlyList<Opening>> OpeningsFor(CareRequest request, CancellationToken stop = default)
    {
        var now = clock.GetCurrentInstant();
        var shutOut = (await db.KeptOut(premises.House, request.Person, now, stop)).ToHashSet();
        return [.. (await db.FreeOpenings(now, stop)).Where(o => !shutOut.Contains(o.Therapist))];
    }

    /// <summary>What somebody wrote, once more than the list needs.</summary>
    public async Task<Request?> Read(Keyring by, CareRequest request, CancellationToken stop = default)
    {
        var folder = await Folder(request, Category.Request, stop);
        var opened = await gate.OpenAll(by, folder is { } id ? [id] : [], Purpose.Placing, stop: stop);
        return opened.Count == 0 ? null : opened[0].One<Request>(Request.Kind);
    }

    /// <summary>The session that came of a yes which this member entered; null where they entered none, or are shut out by now.</summary>
    public async Task<Appointment?> PlacedBy(Keyring by, CareRequestId id, CancellationToken stop = default)
    {
        var offer = await db.Offers.AsNoTracking().SingleOrDefaultAsync(o => o.Request == id && o.Answer == Answer.Yes && o.AnsweredBy == by.Person, stop);
        var whom = await db.CareRequests.AsNoTracking().Where(r => r.Id == id).Select(r => (PersonId?)r.Person).SingleOrDefaultAsync(stop);
        if (offer is null || whom is not { } person || !await placements.MayPlace(by.Person, person, clock.GetCurrentInstant())) return null;
        var opening = await db.Openings.AsNoTracking().SingleAsync(o => o.Id == offer.Opening, stop);
        return await db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Client == person && a.Therapist == opening.Therapist && a.Start == opening.Start, stop);
    }

    public async Task<OrderOfPlacing> Order(Instant at, CancellationToken stop = default) =>
        (await db.InForce<OrderOfPlacing>(premises.House, at, stop))?.Value ?? OrderOfPlacing.Offered;

    /// <summary>Offers an opening. Whoever comes before has an offer, or it doesn't suit them for a reason that they will read.</summary>
    /// <param name="by">A holder of welcome.</param>
    /// <param name="to">To whom.</param>
    /// <param name="what">Which opening.</param>
    /// <param name="why">For those before them whom it doesn't suit as far as only people can tell.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> Offer(Keyring by, CareRequestId to, OpeningId what, IReadOnlyDictionary<CareRequestId, Unsuited> why, CancellationToken stop = default)
    {
        var all = await All(by, stop);
        if (all.FirstOrDefault(w => w.Request.Id == to) is not { } waiter) return all.Count == 0 ? notHeld : new($"They don’t wait any more.");
        await using var work = await gate.BeginPower(stop);
        if (!await placements.HoldsWelcome(by.Person, work.At)) return notHeld;
        if (!await placements.MayPlace(by.Person, waiter.Request.Person, work.At)) return Gate.NotYours;
        if (!await db.CareRequests.AnyAsync(r => r.Id == to && r.StoppedAt == null && r.PlacedAt == null, stop)) return new($"They don’t wait any more.");
        if (await db.Offers.AnyAsync(o => o.Request == to && o.Answer == Answer.None && o.Until > work.At, stop)) return new($"They have an offer that they haven’t answered yet.");
        if (await openings.Own(what) is not { } opening) return new($"This time isn’t offered any more.");
        if (await Refuses(waiter.Request.Person, opening.Therapist, work.At)) return Placements.NotTheirs;
        var offer = new Offer(random.Id<OfferId>(), to, what, by.Person, work.At, (await Order(work.At, stop)).AnswerUntil(work.At, opening.Start));
        var offered = await db.Offers.Where(o => o.Answer == Answer.None && o.Until > work.At).Select(o => o.Request).ToListAsync(stop);
        foreach (var before in all.TakeWhile(w => w.Request.Id != to).Where(w => w.Open is null))
        {
            // Of who shut this holder out a reason is asked whatever they have or want: else the answer would tell.
            var reason = before.ShutsOut ? null : await Refuses(before.Request.Person, opening.Therapist, work.At) ? Unsuited.Wishes : before.Fit is { } fit ? PassedOver.Of(fit, opening) : null;
            var said = why.TryGetValue(before.Request.Id, out var given) ? given : (Unsuited?)null;
            // What their own wishes decide, nobody decides for them.
            if (reason is null && said is Unsuited.Time or Unsuited.Way && before.Fit is not null)
                return new($"Whoever stands at {before.Turn.Place} can come at that time and in that way. Offer it to them, or say why else it doesn’t suit them. They will read it.");
            if ((reason ?? said) is not { } unsuited)
                return new($"Whoever stands at {before.Turn.Place} comes first. Offer it to them, or say why it doesn’t suit them. They will read it.");
            if (!offered.Contains(before.Request.Id)) db.PassedOvers.Add(new(offer.Id, before.Request.Id, unsuited));
        }
        if (opening.Keep(work.At) is { } taken) return taken;
        db.Offers.Add(offer);
        work.Log("offer", by.Person.Actor, Purpose.Placing, subject: waiter.Request.Person.Subject);
        await work.Commit(stop);
        return null;
    }

    public async Task<Refusal?> TakeBack(Keyring by, OfferId id, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (!await placements.HoldsWelcome(by.Person, work.At)) return notHeld;
        if (await db.Offers.SingleOrDefaultAsync(o => o.Id == id, stop) is not { } offer) return null;
        var whom = await db.CareRequests.Where(r => r.Id == offer.Request).Select(r => r.Person).SingleAsync(stop);
        if (!await placements.MayPlace(by.Person, whom, work.At)) return Gate.NotYours;
        if (offer.Give(Answer.TakenBack, by.Person, work.At) is { } refusal) return refusal;
        (await openings.Own(offer.Opening))?.Release();
        await work.Commit(stop);
        return null;
    }

    private Task<bool> Refuses(PersonId person, PersonId member, Instant at) => db.KeepsOut(premises.House, person, member, at);

    // What has to fit of some and the names of others, in one opening.
    private async Task<IReadOnlyList<OpenedFolder>> Open(Keyring by, IReadOnlyList<CareRequest> fits, IReadOnlyList<CareRequest> names, CancellationToken stop) => await gate.OpenAll(by,
        [.. await FitsOf(fits, stop), .. names.Count == 0 ? [] : await namesOf.Ask(db, [.. names.Select(r => r.Person.Subject)], stop)],
        Purpose.Placing, Logged.OnceADay, stop);

    private async Task<List<FolderId>> FitsOf(IReadOnlyList<CareRequest> requests, CancellationToken stop) =>
        requests.Count == 0 ? [] : await fitsOf.Ask(db, [.. requests.Select(r => r.Person.Subject)], [.. requests.Select(r => r.Id.Value)], stop);

    private static Dictionary<CareRequestId, Fit> FitsIn(IReadOnlyList<OpenedFolder> opened) =>
        Of<Fit>(opened, Category.Fit, Fit.Kind).ToDictionary(f => new CareRequestId(f.Folder.Part), f => f.Content);

    private static IEnumerable<(Folder Folder, T Content)> Of<T>(IReadOnlyList<OpenedFolder> opened, Category category, string kind) where T : class
    {
        foreach (var one in opened.Where(o => o.Folder.Category == category))
            if (one.One<T>(kind) is { } content) yield return (one.Folder, content);
    }

    private Task<FolderId?> Folder(CareRequest request, Category category, CancellationToken stop) => db.Folders.AsNoTracking()
        .Where(f => f.Subject == request.Person.Subject && f.Category == category && f.Part == request.Id.Value).Select(f => (FolderId?)f.Id).SingleOrDefaultAsync(stop);

    // Those who wait can't open each other's wishes, so the order is reckoned here, and each place kept for its owner to see.
    private async Task Remember(IReadOnlyList<Turn> turns, Dictionary<CareRequestId, CareRequest> read, Instant at, CancellationToken stop)
    {
        var (ahead, byWait) = (new Dictionary<CareRequestId, int>(), 0);
        foreach (var turn in turns) ahead[turn.Id] = turn.ByWait ? byWait++ : byWait;
        bool Stands(Turn turn, CareRequest request) => request.Stands(turn.Place, turns.Count, ahead[turn.Id]);
        // Each look would write that nothing has moved: once an hour is enough, and looking waits for nobody.
        if (turns.All(t => Stands(t, read[t.Id]) && read[t.Id].PlacedInOrderAt > at - Duration.FromHours(1))) return;
        await using var work = await gate.Begin(stop);
        var requests = (await unplaced.Ask(db, 0, stop)).ToDictionary(r => r.Id);
        var still = new List<CareRequestId>();
        foreach (var turn in turns)
        {
            if (!requests.TryGetValue(turn.Id, out var request)) continue;
            if (Stands(turn, request)) still.Add(turn.Id);
            else request.Stand(turn.Place, turns.Count, ahead[turn.Id], work.At);
        }
        // From one look to the next most stand where they stood.
        await db.CareRequests.Where(r => still.Contains(r.Id)).ExecuteUpdateAsync(set => set.SetProperty(r => r.PlacedInOrderAt, work.At), stop);
        await work.Commit(stop);
    }
}
