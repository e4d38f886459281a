using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute: what key-keepers handed in and didn't finish within an hour is forgotten.</summary>
public sealed class CeremoniesEachMinute(IServiceScopeFactory scopes, ILogger<CeremoniesEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<Ceremonies>().ForgetEnded(stop);
}
