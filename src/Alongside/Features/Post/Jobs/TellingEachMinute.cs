using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Post.Jobs;

/// <summary>Each minute: whoever asked to be told that something of theirs was opened is sent mail, if they get any.</summary>
public sealed class TellingEachMinute(IServiceScopeFactory scopes, ILogger<TellingEachMinute> logger) : EachMinute(scopes, logger)
{
    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => services.GetRequiredService<Telling>().Run(stop);
}
