using Alongside.Features.Consents.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Consents.Jobs;

/// <summary>Each minute: whoever stood by somebody, and does so no more since a month, has no way in any more.</summary>
public sealed class SupportersEachMinute(IServiceScopeFactory scopes, ILogger<SupportersEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<SupportBook>().ForgetEnded(stop);
}
