using Alongside.Features.Sealing.Jobs;
using Alongside.Site.Doors;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.People.Jobs;

/// <summary>Each minute: the names of those whose session has ended leave the memory, however and wherever it ended.</summary>
public sealed class ForgettingNames(IServiceScopeFactory scopes, ILogger<ForgettingNames> logger) : EachMinute(scopes, logger)
{
    protected override Task Run(IServiceProvider services, int round, CancellationToken stop) => Forget(services, stop);

    internal static async Task Forget(IServiceProvider services, CancellationToken stop)
    {
        var alive = await services.GetRequiredService<Database>().Sessions.AsNoTracking().Select(s => s.IdHash).ToListAsync(stop);
        services.GetRequiredService<NameTags>().KeepOnly(alive);
    }
}
