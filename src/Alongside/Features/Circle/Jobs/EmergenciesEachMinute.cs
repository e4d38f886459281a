using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute, and soon after a start: what was put in force in an emergency is confirmed by what all answered, or put back by itself.</summary>
public sealed class EmergenciesEachMinute(IServiceScopeFactory scopes, ILogger<EmergenciesEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        if (await services.GetRequiredService<Emergencies>().SettleDue(stop) > 0) await services.GetRequiredService<Faces>().Refresh(stop);
    }
}
