using Alongside.Features.Circle;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Tests.Circle;
using CsCheck;
using NodaTime;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

public class FewestPeopleTests
{
    private const int FirstYear = 2026, Years = 2;

    private static readonly string[] cities = ["America/Toronto", "America/Vancouver", "Europe/Lisbon", "Pacific/Kiritimati", "Etc/UTC"];

    [Theory, InlineData(-1, false), InlineData(0, false), InlineData(4, false), InlineData(5, true), InlineData(11, true), InlineData(100, true), InlineData(101, false)]
    public void It_is_a_whole_number_of_people_and_never_so_few_that_somebody_could_be_recognised(int people, bool fits) =>
        Assert.Equal(fits, new FewestPeople(people).Check() is null);

    [Fact]
    public void Founders_are_offered_eleven_and_what_is_written_reads_back()
    {
        var kind = AgreementQueries.Kinds.Single(k => k.Name == FewestPeople.KindName);
        Assert.Equal(new FewestPeople(11), kind.Offered());
        Assert.Equal(new FewestPeople(17), kind.Read(new FewestPeople(17).Write()));
        Assert.Contains("at least 17 people", new FewestPeople(17).InWords().First().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_decided_like_how_long_records_are_kept_and_never_by_two_in_an_emergency()
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        Assert.Equal(chart.For("retention"), chart.For(FewestPeople.KindName));
        Assert.Null(AgreementQueries.Kinds.Single(k => k.Name == FewestPeople.KindName).InEmergency);
    }

    [Theory, InlineData(10, 11, false), InlineData(11, 11, true), InlineData(11, 12, false), InlineData(5, 5, true)]
    public void The_four_sums_are_read_where_as_many_as_agreed_are_behind_them(int promised, int fewest, bool read)
    {
        var none = Dollars(0);
        Assert.Equal(read, new FundStanding(none, none, 0, none, promised, none, none).ForReaders(new(fewest)) is not null);
    }

    /// <summary>
    /// Beside the rule walks a diary: somebody who looks at the clock each hour, publishes a quarter once its day has come
    /// where enough are behind it as agreed in that hour, and never touches what they published.
    /// </summary>
    [Fact]
    public void However_often_the_number_changes_nothing_is_published_of_fewer_than_held_that_day_and_what_was_published_stays() =>
        Gen.Select(Gen.Int[0, 20].Array[Years * 4], Gen.Select(Gen.Int[0, Years * 4], Gen.Int[-40, 40], Gen.Int[5, 20]).Array[0, 8],
            Gen.Select(Gen.Int[0, Years * 4], Gen.Int[-40, 40], Gen.Int[0, cities.Length - 1]).Array[0, 3]).Sample((people, numbers, moves) =>
        {
            List<FundQuarter> quarters = [.. people.Select((p, i) => new FundQuarter(FirstYear + (i / 4), (i % 4) + 1, Dollars(1000 * (i + 1)), Dollars(100), p))];
            var agreed = InOrder(numbers.Select(n => (Hour(n.Item1, n.Item2), new FewestPeople(n.Item3))));
            var zones = InOrder(moves.Select(m => (Hour(m.Item1, m.Item2), new Zone(cities[m.Item3]))).Prepend((Instant.FromUtc(2020, 1, 1, 0, 0), new Zone(cities[0]))));
            var diary = new Diary();
            foreach (var now in Enumerable.Range(0, Years * 4).SelectMany(i => Enumerable.Range(-60, 120).Select(h => Hour(i, h))))
            {
                var fewest = agreed.LastOrDefault(v => v.Since <= now)?.Value.People ?? 11;
                var today = now.InZone(zones.Last(z => z.Since <= now).Value.Value).Date;
                // Where the practice moved west it is yesterday once more; nobody reads the fund's past in those hours.
                if (!diary.LooksAtTheClock(quarters, today, fewest)) continue;
                // What is decided later isn't known yet, and would change nothing.
                var (known, knownZones) = (agreed.Where(v => v.Since <= now).ToList(), zones.Where(z => z.Since <= now).ToList());
                var published = PublicFigures.Of(quarters, today, day => FewestPeople.On(day, known, knownZones));
                if (!published.SequenceEqual(PublicFigures.Of(quarters, today, day => FewestPeople.On(day, agreed, zones)))) return false;
                if (!published.Select(r => (r.Year, r.FirstQuarter, r.LastQuarter, r.Fewest)).SequenceEqual(diary.Published)) return false;
            }
            return true;
        });

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_decision_changes_what_is_published_from_its_day_on_and_nothing_of_before(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await Pay(story, people: 12);
        story.Later(days: 40);
        await Pay(story, people: 6);
        Assert.Empty(await Published(story, new(2026, 9, 30)));
        story.Later(days: 90);
        var first = await Published(story, new(2026, 10, 9));
        Assert.Equal([(2, 2, 11)], first.Select(r => (r.FirstQuarter, r.LastQuarter, r.Fewest)));

        await story.Decides(new FewestPeople(6));
        story.Later(days: 60);
        var both = await Published(story, new(2027, 1, 20));
        Assert.Equal([first[0], new(2026, 3, 3, Dollars(0), Dollars(0), 6)], both);
        Assert.Equal(first, await Published(story, new(2026, 12, 31)));

        await story.Decides(new FewestPeople(100));
        Assert.Equal(100, (await Fewest(story)).People);
        Assert.Equal(both, await Published(story, new(2027, 3, 31)));
    }

    /// <summary>
    /// Month after month people pay, and payments of up to two years ago are written down; whoever reads the fund's past each
    /// month finds all that they read before, word for word, and by the end every payment stands in one quarter.
    /// </summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_written_down_late_changes_nothing_that_was_published(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var random = new Random(11);
        IReadOnlyList<PublishedRun> read = [];
        var written = new List<(LocalDate Today, LocalDate On)>();
        for (var month = 0; month < 30; month++)
        {
            var today = story.Practice.Clock.Now.InUtc().Date;
            LocalDate[] days = [.. Enumerable.Repeat(today, random.Next(13)), .. Enumerable.Range(0, 4).Select(_ => today.PlusDays(-random.Next(730)))];
            await Pay(story, days);
            written.AddRange(days.Select(on => (today, on)));
            var now = await Published(story, today);
            Assert.Equal(read, now.Take(read.Count));
            read = now;
            story.Later(days: 30);
        }
        Assert.True(read.Count > 4);
        await using var visit = story.Practice.Visit();
        var zones = await visit.Db.History<Zone>(story.Practice.Premises.House);
        var expected = written.GroupBy(w => CountsIn(w.Today, w.On)).OrderBy(g => g.Key.Year).ThenBy(g => g.Key.Number).Select(g => (g.Key.Year, g.Key.Number, FundShare.Offered.Of(Dollars(100)).Minor * g.Count()));
        Assert.Equal(expected, (await visit.Db.Quarters(Currency, zones)).Select(q => (q.Year, q.Quarter, q.In.Minor)));
    }

    // By counting quarters: two on from its own, it had its day.
    private static (int Year, int Number) CountsIn(LocalDate written, LocalDate on)
    {
        int Since(LocalDate day) => (day.Year * 4) + ((day.Month - 1) / 3);
        var day = Since(written) - Since(on) >= 2 ? written : on;
        return (day.Year, ((day.Month - 1) / 3) + 1);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_practice_that_is_older_than_this_goes_by_eleven_until_it_decides(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Practice.Tamper($"""DELETE FROM "AgreementVersions" WHERE "Kind" = '{FewestPeople.KindName}'""");
        Assert.Equal((0, 11), ((await story.InForce<FewestPeople>())!.Number, (await Fewest(story)).People));
        Assert.Contains("what holds already", (await story.Puts(0, "The same", "", FewestPeople.Offered)).Refusal!.ToString(), StringComparison.Ordinal);
        await story.Decides(new FewestPeople(20));
        Assert.Equal((1, 20), ((await story.InForce<FewestPeople>())!.Number, (await Fewest(story)).People));
    }

    private static Instant Hour(int quarter, int hour) =>
        new LocalDate(FirstYear, 7, 1).PlusMonths(quarter * 3).AtMidnight().InUtc().ToInstant() + Duration.FromHours(hour);

    private static List<InForce<T>> InOrder<T>(IEnumerable<(Instant At, T Value)> changes) where T : Agreement =>
        [.. changes.OrderBy(c => c.At).Select((c, i) => new InForce<T>(c.Value, c.At, i, i + 1))];

    private static Task Pay(CircleStory story, int people) => Pay(story, [.. Enumerable.Repeat(story.Practice.Clock.Now.InUtc().Date, people)]);

    // The first pays on the first day, the second on the next, and so on.
    private static async Task Pay(CircleStory story, LocalDate[] days) => await story.Does(async (visit, work) =>
    {
        var ledger = new Ledger(visit.Db, story.Practice.Random);
        var purse = await ledger.Purse(Currency);
        foreach (var (day, who) in days.Select((day, i) => (day, i + 1)))
            await ledger.Record(work, story.Members[0].Person.Actor, Posting.Payment(story.Practice.Random.Id<EntryId>(), Dollars(100), FundShare.Offered, [],
                day, purse, await ledger.PayerOf([(byte)who], Currency)));
    });

    private static async Task<IReadOnlyList<PublishedRun>> Published(CircleStory story, LocalDate today)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Published(story.Practice.Premises.House, Currency, today);
    }

    private static async Task<FewestPeople> Fewest(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Fewest(story.Practice.Premises.House, story.Practice.Clock.Now + Duration.FromMinutes(1));
    }

    private sealed class Diary
    {
        private readonly List<FundQuarter> waiting = [];
        private LocalDate latest = LocalDate.MinIsoValue;
        private int seen;

        public List<(int Year, int First, int Last, int Fewest)> Published { get; } = [];

        /// <returns>Whether it isn't earlier than it was when they last looked.</returns>
        public bool LooksAtTheClock(List<FundQuarter> quarters, LocalDate today, int fewest)
        {
            while (seen < quarters.Count && Due(quarters[seen]) <= today)
            {
                var quarter = quarters[seen++];
                if (quarter.Quarter == 1) waiting.Clear();
                waiting.Add(quarter);
                if (waiting.TrueForAll(q => q.People < fewest)) continue;
                Published.Add((quarter.Year, waiting[0].Quarter, quarter.Quarter, fewest));
                waiting.Clear();
            }
            if (today < latest) return false;
            latest = today;
            return true;
        }

        // Two quarters after its first day.
        private static LocalDate Due(FundQuarter quarter) => quarter.Quarter switch
        {
            1 => new(quarter.Year, 7, 1),
            2 => new(quarter.Year, 10, 1),
            3 => new(quarter.Year + 1, 1, 1),
            _ => new(quarter.Year + 1, 4, 1),
        };
    }
}
