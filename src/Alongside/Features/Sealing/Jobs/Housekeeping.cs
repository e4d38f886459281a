using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Jobs;

/// <summary>Each minute: what ended by its date is taken away. Each hour: the sweep. It takes away, and gives nothing.</summary>
public sealed class Housekeeping(IServiceScopeFactory scopes, ILogger<Housekeeping> logger) : EachMinute(scopes, logger)
{
    private const int RoundsAnHour = 60;

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        await End(services, stop);
        if (round % RoundsAnHour == 0) await SweepAll(services, stop);
    }

    internal static async Task End(IServiceProvider services, CancellationToken stop)
    {
        var (db, gate) = (services.GetRequiredService<Database>(), services.GetRequiredService<Gate.Gate>());
        await using (var work = await gate.Begin(stop))
        {
            var check = await db.ClockChecks.SingleOrDefaultAsync(stop);
            if (check is null) db.ClockChecks.Add(new(work.At));
            else if (!services.GetRequiredService<PracticeClock>().HasLeapt) check.WentOn(work.At);
            await db.LogOnces.Where(o => o.ForgetAt < work.At).ExecuteDeleteAsync(stop);
            await services.GetRequiredService<Sessions>().ForgetEnded(work);
            await work.Commit(stop);
        }
        await gate.Expire(services.GetRequiredService<Mandating>(), stop);
        await services.GetRequiredService<WriterQueue>().EmptyLog(db, stop);
    }

    internal static async Task SweepAll(IServiceProvider services, CancellationToken stop)
    {
        await using var work = await services.GetRequiredService<Gate.Gate>().BeginPower(stop);
        await new Sweep(work.Db, services.GetRequiredService<Vault>(), services.GetRequiredService<Premises>()).Run(work);
        await work.Commit(stop);
    }
}
