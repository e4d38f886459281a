using Alongside.Commands;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Jobs;
using Alongside.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>The real application, on a database of its own, at a free port of this machine.</summary>
internal sealed class ServedPractice : IAsyncDisposable
{
    private readonly OwnDatabase own;
    private readonly StandingGround ground;
    private readonly WebApplication app;

    private ServedPractice(OwnDatabase own, StandingGround ground, WebApplication app) => (this.own, this.ground, this.app) = (own, ground, app);

    public string Address => app.Urls.Single();

    public IServiceProvider Services => app.Services;

    /// <summary>The clock that everything here goes by: the machine's, moved forward as far as the story needs.</summary>
    public MovedClock Clock { get; private init; } = new();

    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="demo">With the people and stories of the demo.</param>
    /// <param name="adjust">Changes services before they are built.</param>
    /// <param name="set">Changes the settings.</param>
    public static async Task<ServedPractice> Start(
        string database, bool demo = false, Action<IServiceCollection>? adjust = null, Func<Settings, Settings>? set = null)
    {
        var own = demo ? await DemoTemplate.Copy(database) : await Databases.Make(database);
        var settings = new Settings(own.Folder, own.Place, Path.Combine(own.Folder, "house.key"), new("http://127.0.0.1:0"), []);
        settings = set?.Invoke(settings) ?? settings;
        var stop = TestContext.Current.CancellationToken;
        var ground = (await StandingGround.Take(settings, demo, stop)).Value;
        var clock = new MovedClock();
        var app = CompositionRoot.Build(ground, settings, services =>
        {
            services.AddSingleton(new PracticeClock(clock)).AddLogging(logging => logging.ClearProviders());
            adjust?.Invoke(services);
        });
        await app.StartAsync(stop);
        return new(own, ground, app) { Clock = clock };
    }

    /// <summary>Time passes, and the server runs all the while.</summary>
    public async Task Passes(Duration time)
    {
        Clock.Ahead += time;
        await using var scope = Services.CreateAsyncScope();
        var now = Clock.GetCurrentInstant();
        await scope.ServiceProvider.GetRequiredService<Database>().ClockChecks.ExecuteUpdateAsync(set => set.SetProperty(c => c.LastAt, now));
    }

    /// <summary>Does something as a request of its own would.</summary>
    public async Task<T> Asks<T>(Func<IServiceProvider, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider);
    }

    /// <summary>What the housekeeping does each minute.</summary>
    public Task<bool> KeepsHouse() => Asks(async services =>
    {
        await Housekeeping.End(services, TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>Decisions whose time has come take effect.</summary>
    public Task<int> Enacts() => Asks(services => services.GetRequiredService<Enacting>().EnactDue(TestContext.Current.CancellationToken));

    /// <summary>What was put in force in an emergency is settled, as far as its time has come.</summary>
    public Task<int> Settles() => Asks(services => services.GetRequiredService<Emergencies>().SettleDue(TestContext.Current.CancellationToken));

    /// <summary>The job looks whether the day of a decision has come.</summary>
    public Task<bool> LooksAgain() => Asks(async services =>
    {
        await services.GetRequiredService<Reviews>().Watch(TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>What was written to people by e-mail goes out.</summary>
    public Task<bool> Sends() => Asks(async services =>
    {
        await services.GetRequiredService<Dispatch>().Run(TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>The founding link's path, as serve would print it.</summary>
    public async Task<string?> FoundingLink()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Founding>().Link(Address);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        ground.Dispose();
        await own.DisposeAsync();
    }
}

internal sealed class MovedClock : IClock
{
    public Duration Ahead { get; set; }

    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + Ahead;
}
