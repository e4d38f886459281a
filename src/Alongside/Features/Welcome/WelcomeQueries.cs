using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome;

public static class WelcomeQueries
{
    private static readonly Question<PersonId, CareRequest?> requestOf = new((db, person, _) => db.CareRequests.AsNoTracking()
        .Where(r => r.Person == person && r.StoppedAt == null).OrderByDescending(r => r.BegunAt).FirstOrDefault());
    private static readonly Questions<int, CareRequest> waiting =
        new((db, _) => db.CareRequests.AsNoTracking().Where(r => r.SentAt != null && r.StoppedAt == null && r.PlacedAt == null));
    private static readonly Questions<int, Offer> unanswered = new((db, _) => db.Offers.AsNoTracking().Where(o => o.Answer == Answer.None));

    /// <summary>Somebody's newest request that they did not stop.</summary>
    public static Task<CareRequest?> RequestOf(this Database db, PersonId person, CancellationToken stop = default) =>
        requestOf.Ask(db, person, stop);

    /// <summary>
    /// Is this request all that there is of somebody here, with the names and ways to reach them written for it? No account,
    /// no yes to anybody but welcome, no session, no fee and nothing else sealed.
    /// </summary>
    public static async Task<bool> HasOnlyAsked(this Database db, House house, CareRequest request, Instant at, CancellationToken stop = default)
    {
        var (person, subject, payer) = (request.Person, request.Person.Subject, Payer.Of(house, request.Person.Subject));
        Category[] asked = [Category.Name, Category.Channel, Category.Request, Category.Fit, Category.Draft];
        if (await db.Credentials.AnyAsync(c => c.Person == person && c.Kind != CredentialKind.ReturnCode, stop)
            || await db.Appointments.AnyAsync(a => a.Client == person, stop)
            || await db.FeeAgreements.AnyAsync(f => f.Payer == payer, stop)
            || await db.CareRequests.AnyAsync(r => r.Person == person && r.Id != request.Id && r.StoppedAt == null, stop)
            || await db.Folders.AnyAsync(f => f.Subject == subject && !asked.Contains(f.Category), stop)) return false;
        var welcome = await db.Mandates.AsNoTracking().Where(m => m.Name == MandateNames.Welcome).Select(m => m.Id).ToListAsync(stop);
        return !(await db.Said(house, person, stop)).Any(p => p.Decision == Decision.Permit && p.IsActive(at) && !welcome.Contains(p.Actor));
    }

    /// <summary>All who wait.</summary>
    public static async Task<IReadOnlyList<CareRequest>> AllWaiting(this Database db, CancellationToken stop = default) =>
        await waiting.Ask(db, 0, stop);

    /// <summary>Offers that wait for an answer.</summary>
    public static async Task<IReadOnlyList<Offer>> OpenOffers(this Database db, Instant at, CancellationToken stop = default) =>
        [.. (await unanswered.Ask(db, 0, stop)).Where(o => o.IsOpen(at))];

    /// <summary>The offers made to a request, the newest first.</summary>
    public static async Task<IReadOnlyList<Offer>> OffersTo(this Database db, CareRequestId request, CancellationToken stop = default) =>
        await db.Offers.AsNoTracking().Where(o => o.Request == request).OrderByDescending(o => o.At).ToListAsync(stop);

    /// <summary>Openings that went to somebody after this request, and why; the newest first.</summary>
    public static async Task<IReadOnlyList<(Instant At, Unsuited Why)>> Passed(this Database db, CareRequestId request, CancellationToken stop = default) =>
        [.. (await db.PassedOvers.AsNoTracking().Where(p => p.Request == request)
            .Join(db.Offers, p => p.Offer, o => o.Id, (p, o) => new { o.At, p.Why }).OrderByDescending(p => p.At).ToListAsync(stop)).Select(p => (p.At, p.Why))];
}
