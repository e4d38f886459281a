using Alongside.Commands;
using Alongside.Demo.Sized;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Demo;

/// <summary>Somebody one can sign in as in the demo.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Kind">"member" or "client".</param>
/// <param name="SignIn">The name to sign in with.</param>
/// <param name="Passphrase">Public, as all of the demo is.</param>
public sealed record DemoPerson(string Name, string Kind, string SignIn, string Passphrase);

/// <summary>The fictional practice: who is in it, and how it is built.</summary>
public static class DemoPractice
{
    /// <summary>Who can sign in: the same in every demo, whatever its number.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("Nkechi", "member", "nkechi", "seven lanterns under one roof"),
        new("Amina", "member", "amina", "rain on the tin of tea"),
        new("Sione", "member", "sione", "slow boats carry good bread"),
        new("Zaynab", "client", "zaynab", "the cat sleeps on my maps"),
        new("Luis", "client", "luis", "oranges before the long walk"),
        new("Wren", "client", "wren", "quiet river behind the mill"),
    ];

    /// <summary>How many clients there are in every demo: those who can sign in, and three who ask for care.</summary>
    internal const int Others = 6;

    /// <summary>Fills an empty demo database.</summary>
    public static async Task Build(DatabasePlace place, Premises premises, ulong seed, CancellationToken stop)
    {
        var clock = new DemoClock(CompositionRoot.Clock.GetCurrentInstant() - Duration.FromDays((7 * DemoDays.Weeks) + 7));
        var (services, random) = (new ServiceCollection(), new SeededRandom(seed));
        CompositionRoot.Register(services, place, premises, clock, random);
        await using var provider = services.BuildServiceProvider();
        var keyrings = new List<Keyring>();
        async Task Request(Func<IServiceProvider, Task> ask)
        {
            foreach (var keyring in keyrings) keyring.NeedsMandates = true; // as in a request of their own
            await using var request = provider.CreateAsyncScope();
            await ask(request.ServiceProvider);
        }
        foreach (var person in People) await Request(async s => keyrings.Add(await SignUp(s, person, stop)));
        await DemoFounding.Tell(Request, keyrings[..3]);
        await Live(Request, clock, DemoDays.Ending(CompositionRoot.Clock.GetCurrentInstant()), keyrings[..3], keyrings[3..], three: true);
    }

    /// <summary>Fills an empty demo database with a practice as large and as old as was asked for.</summary>
    /// <param name="place">The database.</param>
    /// <param name="premises">The practice.</param>
    /// <param name="size">How large; see <see cref="DemoSize.Check"/>.</param>
    /// <param name="seed">Another number gives other people, times, amounts and texts. Keys are random.</param>
    /// <param name="say">What is told meanwhile, a line each.</param>
    /// <param name="stop">Ends it early.</param>
    public static Task BuildSized(DatabasePlace place, Premises premises, DemoSize size, ulong seed, Action<string> say, CancellationToken stop) =>
        SizedPractice.Build(place, premises, size, DemoDays.Ending(CompositionRoot.Clock.GetCurrentInstant()),
            part => new SeededRandom(seed, part), say, stop);

    /// <summary>The last weeks of those whom one can sign in as, and of three who ask for care.</summary>
    internal static async Task Live(Func<Func<IServiceProvider, Task>, Task> request, DemoClock clock, Instant latest, List<Keyring> members, List<Keyring> clients, bool three = false)
    {
        clock.GoTo(clock.GetCurrentInstant() + Duration.FromDays(1));
        var today = latest.InZone(DateTimeZoneProviders.Tzdb["America/Toronto"]).Date;
        var days = new DemoDays(request, clock, latest, members, clients);
        // What three decide among themselves, a larger circle that has decided before does not.
        if (three)
        {
            new DemoCircle(request, members).Tell(days);
            new DemoGuest(request, members, clients).Tell(days);
            new DemoMeetings(request, members).Tell(days);
            new DemoDemands(request, members).Tell(days);
        }
        await DemoCare.Open(request, members, clients);
        await days.BookAndGive();
        await days.PeopleAsk(() => Somebody(request, PersonKind.Client));
        await DemoCare.Write(request, members, clients, today);
        await days.Until(today);
        await days.Pays(100);
    }

    /// <summary>What the console says once the demo is served.</summary>
    public static Task Greet(WebApplication app, Uri url)
    {
        var at = url.ToString().TrimEnd('/');
        var file = app.Services.GetRequiredService<StandingGround>().Place.SqliteFile;
        Console.WriteLine($"A fictional practice is open at {at}. Ctrl+C closes it.");
        Console.WriteLine();
        Console.WriteLine("Sign in as");
        foreach (var person in People) Console.WriteLine($"  {person.Kind,-7} {person.SignIn,-8} {person.Passphrase}");
        Console.WriteLine();
        Console.WriteLine("Three things to try");
        Console.WriteLine("  1. As zaynab, write something secret beside a note under My record.");
        Console.WriteLine($"     Then open {at}{DemoPages.SeizedDisk} and look for it on the disk.");
        Console.WriteLine("  2. As nkechi, open what Zaynab opened to you, under People. In a private window, as zaynab, take the notes back under My consents.");
        Console.WriteLine("     Nkechi's next click on Write a note is refused, and Who looked still says why it was allowed before.");
        Console.WriteLine("  3. Change the fee scale behind the application's back (with sqlite3, package \"sqlite3\" of most systems). The database refuses:");
        Console.WriteLine($"""     sqlite3 {file} "UPDATE AgreementVersions SET Value = replace(Value, '\"Minor\":2500', '\"Minor\":4500') WHERE Kind = 'fee-scale'" """.TrimEnd());
        Console.WriteLine();
        Console.WriteLine($"Where something takes days, such as a decision that waits, let them pass at {at}{DemoPages.Later}.");
        Console.WriteLine($"What you do in it stays. To begin afresh, stop it and delete {Path.GetDirectoryName(file)}.");
        return Task.CompletedTask;
    }

    /// <summary>Somebody with a key and no way to sign in.</summary>
    internal static async Task<Keyring> Somebody(Func<Func<IServiceProvider, Task>, Task> request, PersonKind kind)
    {
        Keyring? keyring = null;
        await request(async s =>
        {
            var sessions = s.GetRequiredService<Sessions>();
            string cookie;
            await using (var work = await s.GetRequiredService<Gate>().BeginPower())
            {
                var (person, key) = s.GetRequiredService<Accounts>().Arrive(work, kind);
                cookie = sessions.Start(work, person, 1, key);
                await work.Commit();
            }
            keyring = await sessions.Find(cookie);
            await sessions.End(cookie);
        });
        return keyring!;
    }

    /// <summary>Somebody shows that it is them, as who opens something does.</summary>
    internal static async Task<Proven> Proves(IServiceProvider services, Keyring who, string signIn) =>
        (await services.GetRequiredService<Accounts>().Prove(who, new(signIn, People.Single(p => p.SignIn == signIn).Passphrase))).Value;

    internal static async Task<Keyring> SignUp(IServiceProvider services, DemoPerson person, CancellationToken stop)
    {
        var kind = person.Kind == "member" ? PersonKind.Member : PersonKind.Client;
        var signedUp = await services.GetRequiredService<Accounts>().SignUp(kind, person.SignIn, person.Passphrase, stop: stop);
        var keyring = await services.GetRequiredService<Sessions>().Find(signedUp.Value.Cookie, stop);
        DemoFounding.Must(await services.GetRequiredService<NameBook>().Keep(keyring!, new() { Used = person.Name }, stop));
        await services.GetRequiredService<Sessions>().End(signedUp.Value.Cookie);
        return keyring!;
    }
}
