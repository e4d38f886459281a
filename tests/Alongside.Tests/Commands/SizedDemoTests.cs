using System.Text.Json;
using Alongside.Commands;
using Alongside.Demo;
using Alongside.Demo.Sized;
using Alongside.Features.Consents;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Records.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity.Doors;
using Alongside.Features.Welcome.Doors;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Commands;

/// <summary>A demo of some members and some years: written in bulk, and yet what the services would have written.</summary>
[Trait("Kind", "Slow")]
public sealed class SizedDemoTests(SizedDemoTests.Two two) : IClassFixture<SizedDemoTests.Two>
{
    /// <summary>The same numbers twice, on both databases, and others once.</summary>
    public sealed class Two : IAsyncLifetime
    {
        private readonly List<OwnDatabase> owned = [];

        internal Sized First { get; private set; } = null!;
        internal Sized Again { get; private set; } = null!;
        internal Sized Other { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            First = await Build("sqlite", new(5, 60, 1), 7);
            Again = await Build(Databases.TheOther, new(5, 60, 1), 7);
            Other = await Build("sqlite", new(4, 20, 1), 8);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var own in owned) await own.DisposeAsync();
        }

        private async Task<Sized> Build(string database, DemoSize size, ulong seed)
        {
            var own = await Databases.Make(database);
            owned.Add(own);
            var said = new List<string>();
            var settings = new Settings(own.Folder, own.Place, Path.Combine(own.Folder, "house.key"), new("http://127.0.0.1:0"), []);
            using var ground = (await StandingGround.Take(settings, demo: true, CancellationToken.None)).Value;
            await DemoPractice.BuildSized(ground.Place, ground.Premises, size, seed, said.Add, CancellationToken.None);
            return new(own.Place, ground.Premises, said);
        }
    }

    internal sealed record Sized(DatabasePlace Place, Premises Premises, List<string> Said)
    {
        public async Task As(string signIn, Func<IServiceProvider, Keyring, Task> ask)
        {
            var services = new ServiceCollection();
            CompositionRoot.Register(services, Place, Premises, CompositionRoot.Clock, CompositionRoot.Random);
            await using var provider = services.BuildServiceProvider();
            await using var request = provider.CreateAsyncScope();
            var signedIn = await request.ServiceProvider.GetRequiredService<Accounts>().SignIn(signIn, DemoPractice.People.Single(p => p.SignIn == signIn).Passphrase);
            await ask(request.ServiceProvider, (await request.ServiceProvider.GetRequiredService<Sessions>().Find(signedIn.Value.Cookie))!);
        }

        /// <summary>People, times, amounts and the texts that one therapist may read, in an order that no key decides.</summary>
        public async Task<string> Told()
        {
            await using var db = Place.Open(Premises.House);
            var told = new List<string>();
            told.AddRange((await db.People.AsNoTracking().ToListAsync()).Select(p => $"{p.MadeAt} {p.Kind}"));
            told.AddRange((await db.Profiles.AsNoTracking().ToListAsync()).Select(p => $"{p.Name} {p.Pronouns} {p.Words} {p.Languages}"));
            told.AddRange((await db.Appointments.AsNoTracking().ToListAsync()).Select(a => $"{a.Start} {a.Minutes} {a.Way} {a.BookedAt} {a.TookPlace?.At} {a.CalledOff?.At}"));
            told.AddRange((await db.Openings.AsNoTracking().ToListAsync()).Select(o => $"{o.Local} {o.State} {o.MadeAt}"));
            told.AddRange((await db.Permissions.AsNoTracking().ToListAsync()).Select(p => $"{p.From} {p.Until} {p.Category} {p.Decision} {p.Withdrawal?.At}"));
            told.AddRange((await db.FeeAgreements.AsNoTracking().ToListAsync()).Select(f => $"{f.ChosenOn} {f.Tier} {f.AskAgainOn} {f.Number}"));
            told.AddRange((await db.Entries.AsNoTracking().ToListAsync()).Select(e => $"{e.On} {e.Kind} {string.Join(' ', e.Lines.OrderBy(l => l.Number).Select(l => l.Minor))}"));
            told.AddRange((await db.CareRequests.AsNoTracking().ToListAsync()).Select(r => $"{r.SentAt} {r.Of}"));
            await As("nkechi", async (services, nkechi) =>
            {
                var (clients, notes) = (await db.ClientsOf(Premises.House, nkechi.Person, CompositionRoot.Clock.GetCurrentInstant()), services.GetRequiredService<NoteBook>());
                told.AddRange((await services.GetRequiredService<NameBook>().Of(nkechi, [.. clients], Purpose.Care)).Values.Select(n => JsonSerializer.Serialize(n)));
                foreach (var client in clients) told.AddRange((await notes.Of(nkechi, client)).Notes.Select(n => $"{n.Note.Day} {n.Note.Text} {string.Join(' ', n.Beside.Select(b => b.Aside.Text))}"));
                told.AddRange((await services.GetRequiredService<WaitingList>().All(nkechi)).Select(w => $"{w.Names?.Used} {w.Fit?.Wishes} {string.Join(' ', w.Fit?.Circumstances ?? [])}"));
            });
            return string.Join('\n', told.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_same_number_gives_the_same_people_times_amounts_and_texts_and_another_gives_others()
    {
        var told = await two.First.Told();
        Assert.Equal(told, await two.Again.Told());
        var others = (await two.Other.Told()).Split('\n').Distinct().ToList();
        Assert.True(others.Intersect(told.Split('\n')).Count() < others.Count / 3, "Another number tells much of the same.");
        Assert.True(told.Split('\n').Length > 1000, "Hardly anything was told.");
    }

    [Fact]
    public async Task Its_keys_are_its_own()
    {
        await using var first = two.First.Place.Open(null);
        await using var again = two.Again.Place.Open(null);
        var points = (await first.PublicKeys.AsNoTracking().ToListAsync()).ConvertAll(k => Convert.ToHexString(k.Point));
        Assert.Empty(points.Intersect((await again.PublicKeys.AsNoTracking().ToListAsync()).ConvertAll(k => Convert.ToHexString(k.Point))));
        Assert.Equal(DemoPractice.People.Count, await first.Credentials.Select(c => c.Person).Distinct().CountAsync());
    }

    [Fact]
    public async Task It_is_as_large_as_was_asked_for_and_says_how_far_it_is()
    {
        await using var db = two.First.Place.Open(null);
        Assert.Equal((5, 60), (await db.People.CountAsync(p => p.Kind == PersonKind.Member), await db.People.CountAsync(p => p.Kind == PersonKind.Client)));
        var earliest = await db.Appointments.MinAsync(a => a.Start);
        Assert.InRange(CompositionRoot.Clock.GetCurrentInstant() - earliest, Duration.FromDays(250), Duration.FromDays(380));
        Assert.Contains(two.First.Said, line => line.StartsWith("100 %", StringComparison.Ordinal));
        Assert.InRange(await db.Appointments.CountAsync(a => a.CalledOff == null && a.TookPlace == null), 5, 100);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Log_sweep_and_ledger_find_nothing_wrong_in_it(bool onTheOther)
    {
        var built = onTheOther ? two.Again : two.First;
        var (place, premises) = (built.Place, built.Premises);
        await using var db = place.Open(premises.House);
        var audit = await LogAudit.Run(db, premises);
        Assert.Empty(audit.Troubles);
        Assert.True(audit.Size > 1000, "Hardly anything stands in the log.");
        Assert.Empty(await LedgerAudit.Troubles(db, premises.House));
        Assert.Empty(await DatabaseGuards.Missing(db));
        await built.As("nkechi", async (services, _) =>
        {
            await using var work = await services.GetRequiredService<Gate>().BeginPower();
            Assert.Equal(0, await new Sweep(work.Db, services.GetRequiredService<Vault>(), premises).Run(work));
            // Whoever founded it came before the escrow was made, and hands it their key when they come again.
            Assert.All(await work.Db.Pendings.ToListAsync(), p => Assert.Equal(premises.Escrow, p.Actor));
        });
    }

    [Fact]
    public async Task What_the_log_tells_comes_in_its_order()
    {
        await using var db = two.First.Place.Open(null);
        var times = (await db.LogEntries.AsNoTracking().OrderBy(e => e.Index).ToListAsync()).ConvertAll(e => LogLeaf.Read(e.Leaf)!.At);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Whoever_works_there_opens_what_was_permitted_and_nothing_else()
    {
        await two.First.As("amina", async (services, amina) =>
        {
            var (db, notes, at) = (services.GetRequiredService<Database>(), services.GetRequiredService<NoteBook>(), CompositionRoot.Clock.GetCurrentInstant());
            var mine = await db.ClientsOf(two.First.Premises.House, amina.Person, at);
            Assert.True(mine.Count > 3, "Amina has hardly anybody.");
            Assert.Equal(mine.Count, (await services.GetRequiredService<NameBook>().Of(amina, [.. mine], Purpose.Care)).Count);
            var gone = (await db.Permissions.AsNoTracking().Where(p => p.Actor == amina.Person.Actor && p.Category == Category.Notes && p.Withdrawal != null).ToListAsync()).ConvertAll(p => p.Person);
            Assert.NotEmpty(gone);
            foreach (var person in gone) Assert.NotNull((await notes.Of(amina, person)).NotesClosed);
            var others = await db.Appointments.AsNoTracking().Where(a => a.Therapist != amina.Person).Select(a => a.Client).Distinct().ToListAsync();
            Assert.Empty(await services.GetRequiredService<NameBook>().Of(amina, others, Purpose.Care));
        });
    }
}
