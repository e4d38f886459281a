using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute, and soon after a start: what was decided and whose window has ended takes effect by itself.</summary>
public sealed class EnactEachMinute(IServiceScopeFactory scopes, ILogger<EnactEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        if (await services.GetRequiredService<Enacting>().EnactDue(stop) > 0) await services.GetRequiredService<Faces>().Refresh(stop);
    }
}
