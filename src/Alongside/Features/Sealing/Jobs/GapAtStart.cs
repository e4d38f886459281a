using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Sealing.Jobs;

/// <summary>Looks once whether this practice came from a backup, so that people hear what is missing.</summary>
public sealed class GapAtStart(IServiceScopeFactory scopes, Gaps gaps) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IClock>().GetCurrentInstant();
        gaps.Latest = await scope.ServiceProvider.GetRequiredService<Database>().LatestGap(now - Gap.SaidFor, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
