using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute: what another process wrote, such as the proof of a backup, shows on the pages of this one, too.</summary>
public sealed class FaceEachMinute(IServiceScopeFactory scopes, ILogger<FaceEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<Faces>().Refresh(stop);
}
