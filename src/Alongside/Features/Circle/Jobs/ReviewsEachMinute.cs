using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Jobs;
using NodaTime;

namespace Alongside.Features.Circle.Jobs;

/// <summary>Notices that the day has come to look at a decision again; a member's next page opens it.</summary>
public sealed class ReviewsEachMinute(IServiceScopeFactory scopes, ILogger<ReviewsEachMinute> logger) : EachMinute(scopes, logger)
{
    // What another process decided, or that a place is free again, is noticed by then.
    private const int MinutesBetweenLooks = 10;

    protected override TimeSpan UntilFirst => TimeSpan.FromSeconds(5);

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        if (round % MinutesBetweenLooks == 0 || services.GetRequiredService<ReviewWatch>().Next <= services.GetRequiredService<IClock>().GetCurrentInstant())
            await services.GetRequiredService<Reviews>().Watch(stop);
    }
}
