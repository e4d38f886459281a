using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Jobs;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Solidarity.Jobs;

/// <summary>Each minute: where a day began, what is published that day is reckoned before somebody waits for it.</summary>
public sealed class Publishing(IServiceScopeFactory scopes, ILogger<Publishing> logger) : EachMinute(scopes, logger)
{
    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        var (db, house, now) = (services.GetRequiredService<Database>(), services.GetRequiredService<Premises>().House, services.GetRequiredService<IClock>().GetCurrentInstant());
        var (scale, _) = await db.Terms(house, now, stop);
        await services.GetRequiredService<PublishedPast>().Reckon(db, house, scale.Currency, await db.Today(house, now, stop), stop);
    }
}
