using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Jobs;

/// <summary>Each minute: what ended by its date is taken away. Each hour: the sweep. It takes away, and gives nothing.</summary>
public sealed class Housekeeping(IServiceScopeFactory scopes, ILogger<Housekeeping> logger) : BackgroundService
{
    private const int RoundsAnHour = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1));
        for (var round = 0; await minute.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await End(scope.ServiceProvider, stoppingToken);
                if (round % RoundsAnHour == 0) await SweepAll(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The next minute tries again; the kind of trouble is enough to know, its message could hold content.
                logger.LogError("Housekeeping did not finish: {Trouble}", e.GetType().Name);
            }
        }
    }

    internal static async Task End(IServiceProvider services, CancellationToken stop)
    {
        var (db, gate) = (services.GetRequiredService<Database>(), services.GetRequiredService<Gate.Gate>());
        await using (var work = await gate.Begin(stop))
        {
            var check = await db.ClockChecks.SingleOrDefaultAsync(stop);
            if (check is null) db.ClockChecks.Add(check = new(work.At));
            var mayGoOn = check.MayGoOn(work.At);
            await db.LogOnces.Where(o => o.ForgetAt < work.At).ExecuteDeleteAsync(stop);
            await services.GetRequiredService<Sessions>().ForgetEnded(work);
            await work.Commit(stop);
            if (!mayGoOn) return;
        }
        await gate.Expire(services.GetRequiredService<Mandating>(), stop);
    }

    internal static async Task SweepAll(IServiceProvider services, CancellationToken stop)
    {
        await using var work = await services.GetRequiredService<Gate.Gate>().BeginPower(stop);
        await new Sweep(work.Db, services.GetRequiredService<Vault>()).Run(work);
        await work.Commit(stop);
    }
}
