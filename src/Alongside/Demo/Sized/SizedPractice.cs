using Alongside.Commands;
using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Features.Welcome;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>
/// A fictional practice as large and as old as one wants. The circle and those whom one can sign in as act through the real
/// services; everybody else's years are reckoned in memory by the same rules, sealed by the same functions, and written in
/// bulk. People, times, amounts and texts follow from the number; keys are random.
/// </summary>
internal sealed class SizedPractice : IAsyncDisposable
{
    private const int RenewedAfter = 350, SinceRenewal = 100, WaitsAtMost = 80;

    private static readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/Toronto"];

    private readonly DemoSize size;
    private readonly Premises premises;
    private readonly Func<ulong, RandomSource> numbers;
    private readonly Action<string> say;
    private readonly CancellationToken stop;
    private readonly ServiceProvider provider;
    private readonly Database db;
    private readonly BulkRows rows;
    private readonly BulkLog log;
    private readonly Circling circle;
    private readonly DemoClock clock;
    private readonly List<Keyring> keyrings = [];
    private readonly Instant latest;
    private readonly LocalDate today;
    private readonly Instant now, foundedAt;
    private readonly int renewals;
    private readonly Weeks weeks;

    private SizedPractice(DatabasePlace place, Premises premises, DemoSize size, Instant latest, Func<ulong, RandomSource> numbers, Action<string> say, CancellationToken stop)
    {
        (this.premises, this.size, this.latest, this.numbers, this.say, this.stop) = (premises, size, latest, numbers, say, stop);
        today = latest.InZone(zone).Date;
        now = today.AtStartOfDayInZone(zone).ToInstant();
        var first = today.PlusDays(-365 * size.Years);
        first = first.PlusDays(1 - (int)first.DayOfWeek);
        weeks = new(first, Period.DaysBetween(first, today) / 7, zone, now);
        // The first come once all members have joined, and whoever waits now asked under the mandates of now.
        for (renewals = 1; (renewals * RenewedAfter) + SinceRenewal < Period.DaysBetween(first, today) + 42;) renewals++;
        foundedAt = now - Duration.FromDays((renewals * RenewedAfter) + SinceRenewal);
        clock = new(foundedAt);
        var services = new ServiceCollection();
        CompositionRoot.Register(services, place, premises, clock, CompositionRoot.Random);
        provider = services.BuildServiceProvider();
        db = place.Open(premises.House);
        rows = new(db, premises.House);
        log = new(db, rows, premises.House, CompositionRoot.Random);
        circle = new(Request);
    }

    public static async Task Build(DatabasePlace place, Premises premises, DemoSize size, Instant latest, Func<ulong, RandomSource> numbers, Action<string> say, CancellationToken stop)
    {
        await using var practice = new SizedPractice(place, premises, size, latest, numbers, say, stop);
        await practice.rows.Open(stop);
        await practice.Build();
    }

    public async ValueTask DisposeAsync()
    {
        rows.Dispose();
        await db.DisposeAsync();
        await provider.DisposeAsync();
    }

    private async Task Build()
    {
        await Found();
        var waiting = Math.Clamp(size.Clients / 40, 1, 400);
        var lives = Plan(size.Clients - waiting - DemoPractice.Others);
        say($"{circle.Members.Count} members and {size.Clients} clients, {lives.Sum(l => l.Sessions.Count)} sessions in {size.Years} years.");
        var money = await Reckon(lives);
        log.Owe(money.Log);
        say($"{money.Rows.Entries.Count} entries of the ledger.");
        await Live(lives, money);
        await Renew();
        await circle.Tell();
        await Ask(waiting);
        await Meet();
        await Keep(lives, money.Rows);
        await log.Until(now, stop);
        await rows.Settle(stop);
        var head = await db.LogHeads.AsNoTracking().SingleAsync(stop);
        say($"{head.Size} entries of the access log.");
    }

    private async Task Request(Func<IServiceProvider, Task> ask)
    {
        await log.Until(clock.GetCurrentInstant(), stop);
        foreach (var keyring in keyrings) keyring.NeedsMandates = true; // as in a request of their own
        await using var request = provider.CreateAsyncScope();
        await ask(request.ServiceProvider);
    }

    private async Task Found()
    {
        foreach (var person in DemoPractice.People.Where(p => p.Kind == "member")) await Request(async s => keyrings.Add(await DemoPractice.SignUp(s, person, stop)));
        await DemoFounding.Tell(Request, keyrings);
        circle.Founded(keyrings.Zip(DemoFounding.Names));
        await KeepBooks(foundedAt);
        for (var i = keyrings.Count; i < size.Members; i++)
        {
            clock.GoTo(foundedAt + Duration.FromDays(1) + (Duration.FromDays(28) * i / size.Members));
            keyrings.Add(await DemoPractice.Somebody(Request, PersonKind.Member));
            await circle.Join(keyrings[i], Invented.Member(new(numbers(500_000 + (ulong)i))));
        }
    }

    private List<Life> Plan(int people)
    {
        var plans = new IReadOnlyList<Life>[size.Members];
        Parallel.For(0, size.Members, member => plans[member] = new Planning(weeks, member, circle.Members[member].Keyring.Person, numbers)
            .Plan(Enumerable.Range(0, people).Where(number => number % size.Members == member)));
        return [.. plans.SelectMany(p => p).OrderBy(l => l.Number)];
    }

    private async Task<MoneyYears> Reckon(List<Life> lives)
    {
        Purse? purse = null;
        IReadOnlyList<ShareOn> onward = [];
        var terms = (Scale: FeeScale.Offered, Share: FundShare.Offered);
        await Request(async s =>
        {
            terms = await s.GetRequiredService<Database>().Terms(premises.House, clock.GetCurrentInstant(), stop);
            await using var work = await s.GetRequiredService<Gate>().Begin(stop);
            purse = await s.GetRequiredService<Ledger>().Purse(terms.Scale.Currency);
            onward = await s.GetRequiredService<Ledger>().SharesOn(await db.SharesOn(premises.House, terms.Share, clock.GetCurrentInstant(), stop), terms.Scale.Currency);
            await work.Commit(stop);
        });
        var practice = (await db.InForce<PracticeName>(premises.House, clock.GetCurrentInstant(), stop))!.Value.Name;
        var money = new MoneyYears(new(premises.House, terms.Scale, terms.Share, onward, zone, practice, [.. circle.Members.Select(m => (m.Keyring.Person, m.Name))],
            at => circle.Holders(Math.Clamp((int)((at - foundedAt).TotalDays / RenewedAfter), 0, renewals))), purse!, lives, new(numbers(400_000)));
        money.Run();
        return money;
    }

    private async Task Live(List<Life> lives, MoneyYears money)
    {
        var locksmith = await Locksmith();
        var (done, notes, owed, writing) = (0, 0, new List<Owed>(), Task.CompletedTask);
        foreach (var chunk in lives.Chunk(Math.Clamp(lives.Count / 20, 16, 250)))
        {
            var lived = await Task.Run(() => chunk.AsParallel().AsOrdered().Select(life =>
            {
                var living = Living.Of(life, circle.Members[life.Therapist].Keyring.Person, money.ReceiptsOf(life.Number), new(numbers(2_000_000 + (ulong)life.Number)), locksmith);
                return (living.Folders, living.Notes, Wraps: living.Folders.Wraps());
            }).ToList(), stop);
            await writing;
            writing = Task.Run(() => Write(lived.ConvertAll(l => (l.Folders, l.Wraps))), stop);
            owed.AddRange(lived.SelectMany(l => l.Folders.Log));
            (done, notes) = (done + chunk.Length, notes + lived.Sum(l => l.Notes));
            say($"{done * 100 / lives.Count} %: {done} people, {notes} notes sealed.");
        }
        await writing;
        log.Owe(owed);
    }

    private async Task Write(List<(OnesFolders Folders, List<Wrap> Wraps)> people)
    {
        await rows.Begin(stop);
        rows.Write(people.Select(p => new Person(new(p.Folders.PublicKey.Actor.Value), PersonKind.Client, p.Folders.PublicKey.MadeAt)));
        rows.Write(people.Select(p => p.Folders.PublicKey));
        rows.Write(people.SelectMany(p => p.Folders.Folders));
        rows.Write(people.SelectMany(p => p.Folders.Generations));
        rows.Write(people.SelectMany(p => p.Wraps));
        rows.Write(people.SelectMany(p => p.Folders.Permissions));
        rows.Write(people.SelectMany(p => p.Folders.Permissions).Select(p => p.Withdrawal).OfType<Withdrawal>());
        rows.Write(people.SelectMany(p => p.Folders.Expiries));
        rows.Write(people.SelectMany(p => p.Folders.Records));
        await rows.Commit(stop);
    }

    private async Task Renew()
    {
        for (var year = 1; year <= renewals; year++)
        {
            clock.GoTo(foundedAt + Duration.FromDays(RenewedAfter * year));
            await circle.Renew(year, Duration.FromDays(365));
            await KeepBooks(clock.GetCurrentInstant());
            clock.GoTo(clock.GetCurrentInstant() + Duration.FromDays(17));
            await circle.EndWhatRanOut();
        }
    }

    private async Task KeepBooks(Instant from) =>
        log.KeepsBooks(from, (await circle.Mandates()).Where(m => m.Name == MandateNames.Bookkeeping).MaxBy(m => m.From)!.Id);

    private async Task Ask(int people)
    {
        var (locksmith, asked) = (await Locksmith(), new List<(CareRequest Request, OnesFolders Folders)>());
        for (var i = 0; i < people; i++)
        {
            var chance = new Chance(numbers(3_000_000 + (ulong)i));
            asked.Add(Waits.Of(chance, now - Duration.FromDays(1) - chance.Minutes(0, (WaitsAtMost - 1) * 24 * 60), locksmith));
        }
        await Write(asked.ConvertAll(a => (a.Folders, a.Folders.Wraps())));
        await rows.Begin(stop);
        rows.Write(asked.Select(a => a.Request));
        await rows.Commit(stop);
        log.Owe(asked.SelectMany(a => a.Folders.Log));
        say($"{people} people wait.");
    }

    // Those whom one can sign in as, last: their weeks are the newest.
    private async Task Meet()
    {
        clock.GoTo(now - Duration.FromDays((7 * DemoDays.Weeks) + 7));
        var clients = new List<Keyring>();
        foreach (var person in DemoPractice.People.Where(p => p.Kind == "client")) await Request(async s => clients.Add(await DemoPractice.SignUp(s, person, stop)));
        keyrings.AddRange(clients);
        await DemoPractice.Live(Request, clock, latest, keyrings[..3], clients);
        say("The people whom one can sign in as have met.");
    }

    private async Task Keep(List<Life> lives, LedgerRows money)
    {
        var met = lives.SelectMany(l => l.Sessions).ToList();
        await rows.Begin(stop);
        rows.Write(met.Select(m => m.Opening).Concat(StillFree()));
        rows.Write(met.Select(m => m.Session));
        rows.Write(met.Select(m => m.Session.TookPlace).OfType<TookPlace>());
        rows.Write(met.Select(m => m.Session.CalledOff).OfType<CalledOff>());
        await rows.Commit(stop);
        say("The calendar is written.");
        await LedgerInBulk.Write(db, rows, money, premises.House, stop);
        say("The ledger is written, and read again.");
    }

    // Whoever can't be signed in as has a free hour or two to offer, too.
    private IEnumerable<Opening> StillFree() => circle.Members.Skip(3).Select((member, i) => Opening.Of(
        new Chance(numbers(600_000 + (ulong)i)).Id<OpeningId>(), member.Keyring.Person, today.PlusDays(2 + (i % 12)) + new LocalTime(17, 30), zone, 50, MeetingWay.All[i % 4].Key, now - Duration.FromDays(2)).Value);

    private async Task<Locksmith> Locksmith() =>
        new(premises, new Vault(db, premises, CompositionRoot.Random), await circle.Mandates(), await circle.Keys(premises), CompositionRoot.Random, now);
}
