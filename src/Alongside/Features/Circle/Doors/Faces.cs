using Alongside.Features.Sealing;
using Alongside.Site;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>Shows on every page what the agreements in force say about the practice.</summary>
public sealed class Faces(Database db, Premises premises, IClock clock, PracticeFace face, DrillsSeen drills)
{
    public async Task Refresh(CancellationToken stop = default)
    {
        var at = clock.GetCurrentInstant();
        if (await db.InForce<PracticeName>(premises.House, at, stop) is not { } name)
        {
            face.Zone = Zone.Offered.Value;
            return;
        }
        (face.IsFounded, face.Name) = (true, name.Value.Name);
        face.LacksPaper = !premises.IsDemo && await db.LacksPaper(stop);
        face.LacksDrill = !premises.IsDemo && !face.LacksPaper && await db.LatestDrill(premises, drills, stop) is null;
        face.LacksBackup = !premises.IsDemo && await db.LatestProof(premises.House, stop) is null;
        if (await db.InForce<Reach>(premises.House, at, stop) is { Value: var reach }) face.Reach = new(reach.Phone, reach.Email, reach.Place, reach.Account);
        if (AgreementQueries.Kinds.FirstOrDefault(k => k.Currency is not null) is { } money && await db.InForce(money, premises.House, at, stop) is { } reckons)
            face.Currency = money.Currency!(reckons.Value);
        if (await db.InForce<Zone>(premises.House, at, stop) is { } zone) face.Zone = zone.Value.Value;
        if (await db.InForce<PracticeLanguages>(premises.House, at, stop) is { } languages) face.Language = languages.Value.Spoken[0];
    }
}

/// <summary>The practice has its name from the first page on.</summary>
public sealed class FaceAtStart(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Faces>().Refresh(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
