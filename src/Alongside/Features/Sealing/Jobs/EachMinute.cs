namespace Alongside.Features.Sealing.Jobs;

/// <summary>A job that runs once a minute, each time on its own, until the server stops.</summary>
public abstract class EachMinute(IServiceScopeFactory scopes, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    /// <summary>From the start until the first round.</summary>
    protected virtual TimeSpan UntilFirst => minute;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(UntilFirst);
        for (var round = 0; await Next(timer, stoppingToken); round++)
        {
            timer.Period = minute;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await Run(scope.ServiceProvider, round, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The next minute tries again; the kind of trouble is enough to know, its message could hold content.
                logger.LogError("{Job} did not finish: {Trouble}", GetType().Name, e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <param name="services">A scope of its own.</param>
    /// <param name="round">Counted from 0 since the start.</param>
    /// <param name="stop">The server stops.</param>
    protected abstract Task Run(IServiceProvider services, int round, CancellationToken stop);

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
