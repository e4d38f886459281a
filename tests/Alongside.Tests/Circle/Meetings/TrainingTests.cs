using Alongside.Features.Circle;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using Alongside.Tests.Site;
using CsCheck;
using NodaTime;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>Who is drawn to facilitate, and how learning it counts.</summary>
public class TrainingTests
{
    private static readonly Instant Day = Instant.FromUtc(2026, 6, 1, 12, 0);

    [Theory]
    [InlineData(1, 0, null)]
    [InlineData(24, 60, null)]
    [InlineData(0, 12, "Floor")]
    [InlineData(-1, 12, "Floor")]
    [InlineData(25, 12, "Floor")]
    [InlineData(3, -1, "Months")]
    [InlineData(3, 61, "Months")]
    public void Each_number_is_one_that_somebody_can_meet(int floor, int months, string? field) => Assert.Equal(field, new Training(floor, true, months).Check()?.Field);

    [Fact]
    public void What_is_offered_can_be_signed_reads_back_and_is_decided_like_everything_else()
    {
        var kind = AgreementQueries.Kinds.Single(k => k.Name == Training.KindName);
        Assert.Null(kind.Offered().Check());
        Assert.Equal(new Training(4, true, 36), kind.Read(new Training(4, true, 36).Write()));
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        Assert.Equal(chart.For(""), chart.For(Training.KindName));
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public void It_says_that_it_is_never_asked_for_deciding(string language)
    {
        foreach (var agreed in new[] { new Training(1, false, 0), new Training(4, true, 1) })
            Assert.Equal(4, agreed.InWords().Select(Speaking.In(language).Say).Distinct().Count());
        Assert.DoesNotContain(new Training(1, true, 1).InWords().Select(Speaking.In(language).Say), s => s.Contains("1 months", StringComparison.Ordinal) || s.Contains("1 of us", StringComparison.Ordinal));
    }

    [Fact]
    public void With_fewer_than_agreed_all_who_would_are_drawn_and_from_then_on_only_those_who_have_learnt_it()
    {
        var agreed = new Training(2, false, 12);
        FacilitatorWord[] words = [Word(0, true, true), Word(1, true, false), Word(2, false, true), Word(3, true, true)];
        Assert.Equal(("0 1", 1, true), Drawn(agreed, words[..3], []));
        Assert.Equal(("0 3", 2, false), Drawn(agreed, words, []));
        Assert.Equal(("0 1 3", 2, true), Drawn(agreed with { Floor = 3 }, words, []));
        // A year later nobody's counts any more.
        Assert.Equal(("0 1 3", 0, true), Drawn(agreed, words, [], Day + Duration.FromDays(365)));
        Assert.Equal(("0 3", 2, false), Drawn(agreed with { Months = 0 }, words, [], Day + Duration.FromDays(3650)));
    }

    [Fact]
    public void Two_others_confirm_it_and_neither_ones_own_word_nor_one_others_twice_does()
    {
        var agreed = new Training(1, true, 12);
        FacilitatorWord[] words = [Word(0, true, true)];
        Attestation Said(int by, int days = 0) => new(Nth(0), Nth(by), Day + Duration.FromDays(days));
        Assert.Equal(2, agreed.Missing(words[0], [], Day));
        Assert.True(Drawn(agreed, words, []).GateOpen);
        Assert.True(Drawn(agreed, words, [Said(0), Said(1)]).GateOpen);
        Assert.True(Drawn(agreed, words, [Said(1), Said(1)]).GateOpen);
        Assert.Equal(1, agreed.Missing(words[0], [Said(0), Said(1)], Day));
        Assert.False(Drawn(agreed, words, [Said(1), Said(2)]).GateOpen);
        Assert.Equal(0, agreed.Missing(words[0], [Said(1), Said(2)], Day));
        // It runs out with the older of the two, unless that one says so anew.
        Attestation[] both = [Said(1, -300), Said(2)];
        Assert.Equal((Day - Duration.FromDays(300)).InUtc().LocalDateTime.PlusMonths(12).InUtc().ToInstant(), agreed.CountsUntil(words[0], both));
        Assert.True(Drawn(agreed, words, both, Day + Duration.FromDays(66)).GateOpen);
        Assert.False(Drawn(agreed, words, [.. both, Said(1, 60)], Day + Duration.FromDays(66)).GateOpen);
        // Who doesn't say so of themself isn't called it by others.
        Assert.Null(agreed.CountsUntil(Word(0, true, false), [Said(1), Said(2)]));
    }

    /// <summary>Beside the rule walks somebody who asks each in the room by name, and counts on their fingers.</summary>
    [Fact]
    public void Whatever_was_said_by_whom_and_when_the_lot_is_between_those_whom_asking_each_by_name_finds() =>
        Gen.Select(Gen.Select(Gen.Int[1, 5], Gen.Bool, Gen.Int[0, 18]), Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 900]).Array[0, 6],
            Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 900]).Array[0, 24]).Sample((agreed, people, said) =>
        {
            var (floor, attested, months) = agreed;
            var words = people.Select((p, i) => Word(i, p.Item1, p.Item2, p.Item3)).ToList();
            var attestations = said.Select(s => new Attestation(Nth(s.Item1), Nth(s.Item2), Day - Duration.FromDays(s.Item3))).ToList();
            var fingers = new List<int>();
            for (var i = 0; i < people.Length; i++)
            {
                var (willing, learnt, ago) = people[i];
                if (!willing || !learnt) continue;
                var counts = !attested && Recent(ago);
                if (attested)
                    counts = Enumerable.Range(0, 6).Count(other => other != i && said.Any(s => s.Item1 == i && s.Item2 == other && Recent(s.Item3))) >= 2;
                if (counts) fingers.Add(i);
            }
            var expected = fingers.Count >= floor ? fingers : [.. Enumerable.Range(0, people.Length).Where(i => people[i].Item1)];
            var drawn = new Training(floor, attested, months).Drawn(words, attestations, Day);
            return drawn.People.SequenceEqual(expected.Select(Nth)) && drawn.GateOpen == fingers.Count < floor && drawn.Trained == fingers.Count;

            bool Recent(int daysAgo) => months == 0 || Day.InUtc().Date < Day.InUtc().Date.PlusDays(-daysAgo).PlusMonths(months);
        }, iter: 3_000);

    [Fact]
    public void In_the_book_of_a_meeting_that_has_begun_one_says_it_of_another_once()
    {
        var table = new Table();
        table.Refused("hasn’t begun", 0, (g, by, at) => g.Attest(by, table[1], at));
        table.Begun();
        table.Refused("Nobody confirms their own", 1, (g, by, at) => g.Attest(by, table[1], at));
        table.Does(0, (g, by, at) => g.Attest(by, table[1], at));
        table.Refused("already", 0, (g, by, at) => g.Attest(by, table[1], at));
        table.Does(1, (g, by, at) => g.Attest(by, table[0], at));
        table.Later(hours: 200);
        table.Does(2, (g, by, at) => g.Attest(by, table[1], at));
        table.Leaves(3);
        table.Refused("a member any more", 0, (g, by, at) => g.Attest(by, table[3], at));
        var off = new Table();
        off.Does(0, (g, by, at) => g.CallOff(by, at));
        off.Begun();
        off.Refused("called off", 0, (g, by, at) => g.Attest(by, table[1], at));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_two_others_confirm_is_drawn_from_the_agreed_number_on_until_it_runs_out(string database)
    {
        await using var story = await Begin(database, new(2, true, 12));
        var number = await Calls(story);
        foreach (var who in new[] { 0, 1, 2 }) await Says(story, who, willing: true, learnt: who < 2);
        Assert.Contains("none has begun", (await Attests(story, 1, of: 0))!.ToString(), StringComparison.Ordinal);
        story.Later(days: 2);
        Assert.NotNull(await Attests(story, 0, of: 0));
        Assert.Contains("of themself", (await Attests(story, 0, of: 2))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await Attests(story, 1, of: 0));
        Assert.NotNull(await Attests(story, 1, of: 0));
        Assert.Null(await Attests(story, 2, of: 0));
        Assert.Null(await Attests(story, 0, of: 1));
        Assert.Equal((3, true), await Entrants(story, number));
        Assert.Null(await Attests(story, 2, of: 1));
        Assert.Equal((2, false), await Entrants(story, number));
        await using (var visit = story.Practice.Visit())
            Assert.NotNull(await story.Meetings(visit).Attest(CircleStory.Fresh(await story.Practice.Person()), story.Members[0].Person, story.Practice.Clock.Now, TestContext.Current.CancellationToken));
        story.Later(days: 370);
        Assert.Equal((3, true), await Entrants(story, number));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task That_the_gate_was_open_stands_in_the_announcement_and_a_practice_older_than_this_goes_on_as_before(string database)
    {
        await using var story = await Begin(database, new(3, false, 24));
        var number = await Calls(story);
        await Says(story, 0, willing: true, learnt: true);
        await Says(story, 1, willing: true, learnt: false);
        Assert.Equal((2, true), await Entrants(story, number));
        await using (var visit = story.Practice.Visit())
        {
            Assert.Null(await story.Meetings(visit).Announce(CircleStory.Fresh(story.Members[0]), number, "What we read out", story.Practice.Clock.Now + Duration.FromMinutes(10), TestContext.Current.CancellationToken));
            var announced = (await story.Meetings(visit).Read(CircleStory.Fresh(story.Members[1]), number, TestContext.Current.CancellationToken))!.Gathering.Lot!.Announced;
            Assert.Equal((true, 2), (announced.GateOpen, announced.Entrants.Count));
        }
        await story.Practice.Tamper($"""DELETE FROM "AgreementVersions" WHERE "Kind" = '{Training.KindName}'""");
        Assert.Equal((1, false), await Entrants(story, number));
        story.Later(days: 3000);
        Assert.Equal((1, false), await Entrants(story, number));
    }

    internal static async Task<CircleStory> Begin(string database, Training agreed)
    {
        var founding = await FoundingStory.BeginWith(3, database);
        Assert.Null(await founding.Change(agreed));
        foreach (var founder in founding.Founders) Assert.Null((await founding.Sign(founder)).Refusal);
        return new(founding);
    }

    private static async Task<int> Calls(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        var start = story.Practice.Clock.Now.InUtc().LocalDateTime.PlusDays(1);
        return (await story.Meetings(visit).Call(CircleStory.Fresh(story.Members[0]), new(start, 60, "The front room", [new("Tea", 10, null)]))).Value;
    }

    private static async Task Says(CircleStory story, int who, bool willing, bool learnt)
    {
        await using var visit = story.Practice.Visit();
        Assert.Null(await story.Facilitating(visit).Say(CircleStory.Fresh(story.Members[who]), willing, learnt, ""));
    }

    private static async Task<Refusal?> Attests(CircleStory story, int by, int of)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Attest(CircleStory.Fresh(story.Members[by]), story.Members[of].Person, story.Practice.Clock.Now);
    }

    private static async Task<(int, bool)> Entrants(CircleStory story, int number)
    {
        await using var visit = story.Practice.Visit();
        var (entrants, open) = await story.Meetings(visit).Entrants(number, story.Practice.Clock.Now + Duration.FromMinutes(1));
        return (entrants.Count, open);
    }

    private static (string People, int Trained, bool GateOpen) Drawn(Training agreed, FacilitatorWord[] words, Attestation[] attestations, Instant? at = null)
    {
        var drawn = agreed.Drawn(words, attestations, at ?? Day);
        return (string.Join(' ', drawn.People.Select(p => p.Value.ToByteArray()[15])), drawn.Trained, drawn.GateOpen);
    }

    private static PersonId Nth(int i) => new(new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)i]));

    private static FacilitatorWord Word(int who, bool willing, bool learnt, int daysAgo = 0) => new(who + 1, Nth(who), willing, learnt, Day - Duration.FromDays(daysAgo));
}
