using Alongside.Features.Calendar;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Sealing.Jobs;
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
        Run(services.GetRequiredService<Database>(), services.GetRequiredService<Gate>(), stop);

    internal static async Task Run(Database db, Gate gate, CancellationToken stop = default)
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
            db.CareRequests.Remove(unsent);
            await db.Folders.Where(f => f.Category == Category.Draft && f.Part == unsent.Id.Value).ExecuteDeleteAsync(stop);
            // Somebody with an account comes back to other things of theirs; a code led to this alone.
            if (await db.CareRequests.AnyAsync(r => r.Person == unsent.Person && r.Id != unsent.Id, stop)
                || await db.Credentials.AnyAsync(c => c.Person == unsent.Person && c.Kind != CredentialKind.ReturnCode, stop)) continue;
            await db.Credentials.Where(c => c.Person == unsent.Person).ExecuteDeleteAsync(stop);
            await db.Sessions.Where(s => s.Person == unsent.Person).ExecuteDeleteAsync(stop);
        }
        await work.Commit(stop);
    }
}
