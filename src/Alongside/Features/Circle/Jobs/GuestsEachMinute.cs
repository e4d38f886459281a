using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Each minute, and soon after a start: whose question was decided or taken back a while ago doesn’t read along any more.</summary>
public sealed class GuestsEachMinute(IServiceScopeFactory scopes, ILogger<GuestsEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<GuestBook>().EndDue(stop);
}
