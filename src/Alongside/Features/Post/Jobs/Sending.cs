using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing.Jobs;

namespace Alongside.Features.Post.Jobs;

/// <summary>Each minute: the mail whose time has come. While the server can't be reached, less and less often.</summary>
public sealed class Sending(IServiceScopeFactory scopes, ILogger<Sending> logger) : EachMinute(scopes, logger)
{
    private int failed, again;

    // What waited while nobody served waits no longer; whoever opens a page first comes first.
    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    // A server locks out whoever knocks each minute with a password that it doesn't know.
    internal static int MinutesUntilNext(int failed) => 1 << Math.Min(failed, 4);

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        if (round < again) return;
        failed = await services.GetRequiredService<Dispatch>().Run(stop) ? 0 : failed + 1;
        again = round + MinutesUntilNext(failed);
    }
}
