using Alongside.Features.Calendar;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Sealing.Jobs;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome.Jobs;

/// <summary>Each minute: offers that nobody answered in time let their opening go, and drafts that nobody came back to are erased.</summary>
public sealed class Lapsing(IServiceScopeFactory scopes, ILogger<Lapsing> logger) : EachMinute(scopes, logger)
{
    /// <summary>How long a request that was never sent is kept.</summary>
    public static readonly Duration DraftsLast = Duration.FromDays(30);

    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) =>
        Run(services.GetRequiredService<Database>(), services.GetRequiredService<Gate>(), services.GetRequiredService<Premises>(), stop);

    internal static async Task Run(Database db, Gate gate, Premises premises, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        foreach (var offer in await db.Offers.Where(o => o.Answer == Answer.None && o.Until <= work.At).ToListAsync(stop))
        {
            offer.FallSilent(work.At);
            (await db.Openings.SingleOrDefaultAsync(o => o.Id == offer.Opening && o.State == OpeningState.Kept, stop))?.Release();
        }
        var before = work.At - DraftsLast;
        foreach (var unsent in await db.CareRequests.Where(r => r.SentAt == null && r.BegunAt < before).ToListAsync(stop))
        {
            // A demand by law keeps all of it: the job comes back for it once that is over.
            if (await db.IsHeld(premises.House, unsent.Person.Subject, stop)) continue;
            db.CareRequests.Remove(unsent);
            foreach (var draft in await db.Folders.AsNoTracking().Where(f => f.Category == Category.Draft && f.Part == unsent.Id.Value).ToListAsync(stop))
                await gate.Remove(work, draft, unsent.Person.Actor);
            if (await db.HasOnlyAsked(premises.House, unsent, work.At, stop)) await Forget(work, gate, unsent.Person, stop);
        }
        await EraseWhatWasHeld(work, gate, premises, stop);
        await work.Commit(stop);
    }

    // What somebody stopped waiting for while the law kept it from being erased.
    private static async Task EraseWhatWasHeld(Work work, Gate gate, Premises premises, CancellationToken stop)
    {
        var db = work.Db;
        if (!await db.ErasureHolds.AnyAsync(stop)) return;
        var stopped = (await db.CareRequests.Where(r => r.StoppedAt != null).Select(r => r.Id).ToListAsync(stop)).ConvertAll(r => r.Value);
        foreach (var folder in await db.Folders.AsNoTracking().Where(f => (f.Category == Category.Request || f.Category == Category.Fit) && stopped.Contains(f.Part)).ToListAsync(stop))
            if (!await db.IsHeld(premises.House, folder.Subject, stop)) await gate.Remove(work, folder, new(folder.Subject.Value));
    }

    // Their code led to this alone, so it goes, and with it what nobody could come back to.
    private static async Task Forget(Work work, Gate gate, PersonId person, CancellationToken stop)
    {
        var (db, subject) = (work.Db, person.Subject);
        foreach (var folder in await db.Folders.AsNoTracking().Where(f => f.Subject == subject).ToListAsync(stop)) await gate.Remove(work, folder, person.Actor);
        await db.Credentials.Where(c => c.Person == person).ExecuteDeleteAsync(stop);
        await db.Sessions.Where(s => s.Person == person).ExecuteDeleteAsync(stop);
    }
}
