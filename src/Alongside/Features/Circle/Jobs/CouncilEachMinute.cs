using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute, and soon after a start: whose term on the client council is over gives up their seat, and whoever waits is seated.</summary>
public sealed class CouncilEachMinute(IServiceScopeFactory scopes, ILogger<CouncilEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<CouncilBook>().SeatDue(stop);
}
