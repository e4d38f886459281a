using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Tests.Circle;
using NodaTime;

namespace Alongside.Tests.Solidarity;

/// <summary>What people on the client council are paid for their time. The chart that founders are offered pays 45 dollars an hour.</summary>
[Trait("Kind", "Unhurried")]
public class CouncilTimeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Time_is_worth_what_the_chart_of_its_day_says_and_is_paid_once_and_never_by_the_fund(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, (ada, bo)) = (await story.Seated("Ash"), await Holders(story));
        Assert.Null(await Books(story, b => b.RecordGift(ada, Cad(100_00), Today(story))));
        var first = Today(story);
        Assert.Null(await Gives(story, ash, 50, first));
        story.Circle.Later(days: 3);
        var chart = (await story.Circle.InForce<DecisionChart>())!.Value;
        Assert.Null(await story.Takes(ash, (await story.Circle.Puts(0, "Paid better", "", chart with { Council = chart.Council with { HourMinor = 60_00 } })).Value));
        await story.Circle.Agree(1);
        story.Circle.Later(days: 36);
        Assert.Equal(1, await story.Circle.Enacts());
        Assert.Null(await Gives(story, ash, 10, first));
        Assert.Null(await Gives(story, ash, 1, Today(story)));
        Assert.Equal([(false, 1_00L), (false, 7_50L), (false, 37_50L)], (await Of(story, ash)).Select(m => (m.IsPay, m.Amount.Minor)));

        var due = Assert.Single(await Books(story, b => b.CouncilDues("CAD")));
        Assert.Equal((ash.Person, Cad(46_00)), (due.Person!.Value, due.Due));
        Assert.NotEqual(Payer.CodeOf(Payer.Of(story.Circle.Practice.Premises.House, ash.Person.Subject)), due.Code);
        Assert.Contains("more than the", (await Pays(story, ada, due.Code, 46_01))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await Pays(story, ada, due.Code, 46_00));
        Assert.Contains("more than the", (await Pays(story, bo, due.Code, 46_00))!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Books(story, b => b.CouncilDues("CAD")));
        Assert.Equal(due.Code, Assert.Single(await Books(story, b => b.CouncilPaid("CAD"))).Code);
        await using var visit = story.Circle.Practice.Visit();
        Assert.Equal(100_00, (await visit.Db.Now("CAD", Today(story))).Balance);
        Assert.Empty(await LedgerAudit.Troubles(visit.Db, story.Circle.Practice.Premises.House));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_is_taken_back_by_whose_it_is_while_it_is_not_paid_and_a_payment_by_whoever_keeps_the_books(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, bea, (ada, _)) = (await story.Seated("Ash"), await story.Seated("Bea"), await Holders(story));
        Assert.Null(await Gives(story, ash, 60, Today(story)));
        var given = Assert.Single(await Of(story, ash)).Entry;
        Assert.NotNull(await TakesBack(story, bea, given));
        Assert.Contains("Whoever gave this time", (await Books(story, b => b.Reverse(ada, given)))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await TakesBack(story, ash, given));
        Assert.Empty(await Of(story, ash));
        Assert.NotNull(await TakesBack(story, ash, given));

        Assert.Null(await Gives(story, ash, 60, Today(story)));
        var code = Assert.Single(await Books(story, b => b.CouncilDues("CAD"))).Code;
        Assert.Null(await Pays(story, ada, code, 45_00));
        var (paid, time) = ((await Of(story, ash)).Single(m => m.IsPay).Entry, (await Of(story, ash)).Single(m => !m.IsPay).Entry);
        Assert.Contains("paid already", (await TakesBack(story, ash, time))!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(await TakesBack(story, ash, paid));
        Assert.Null(await Books(story, b => b.Reverse(ada, paid)));
        Assert.Null(await TakesBack(story, ash, time));
        Assert.Empty(await Books(story, b => b.CouncilDues("CAD")));
    }

    [Fact]
    public async Task Nobody_is_paid_for_a_day_on_which_they_did_not_sit_or_twice_for_one_press()
    {
        await using var story = await CouncilStory.Begin();
        var stranger = await story.InCare();
        Refused("didn’t sit", await Gives(story, stranger, 30, Today(story)));
        var ash = await story.Seated("Ash");
        Refused("didn’t sit", await Gives(story, ash, 30, Today(story).PlusDays(-1)));
        Refused("hasn’t come", await Gives(story, ash, 30, Today(story).PlusDays(1)));
        Refused("how many minutes", await Gives(story, ash, 0, Today(story)));
        Refused("how many minutes", await Gives(story, ash, CouncilTime.MostMinutes + 1, Today(story)));
        Refused("how many minutes", await Gives(story, ash, null, Today(story)));
        Assert.Null(await Gives(story, ash, 30, Today(story)));
        Refused("as many minutes for that day", await Gives(story, ash, 30, Today(story)));
        var last = Today(story);
        story.Circle.Later(days: 2);
        Assert.Null(await story.StepsDown(ash));
        Assert.Null(await Gives(story, ash, 31, last));
        story.Circle.Later(days: 1);
        Refused("didn’t sit", await Gives(story, ash, 30, Today(story)));
        story.Circle.Later(days: 400);
        Refused("more than a year", await Gives(story, ash, 32, last));
    }

    [Fact]
    public async Task Only_who_holds_bookkeeping_pays_and_nobody_learns_by_who_is_missing_whom_a_name_belongs_to()
    {
        await using var story = await CouncilStory.Begin();
        var (ash, (ada, bo)) = (await story.Seated("Ash"), await Holders(story));
        Assert.Null(await Gives(story, ash, 60, Today(story)));
        await Meets(story, bo, ash);
        var due = Assert.Single(await Books(story, b => b.CouncilDues("CAD")));
        Refused("mandate of bookkeeping", await Pays(story, ash, due.Code, 45_00));
        Assert.Null(await Pays(story, bo, due.Code, 45_00));
        var paid = Assert.Single(await Books(story, b => b.CouncilPaid("CAD")));
        Assert.Null(await Books(story, b => b.Reverse(ada, paid.Entry)));
        Assert.Equal(due.Due, Assert.Single(await Books(story, b => b.CouncilDues("CAD"))).Due);
    }

    [Fact]
    public async Task Whatever_is_given_paid_and_taken_back_what_is_due_is_what_one_would_count_on_paper()
    {
        await using var story = await CouncilStory.Begin();
        var (ash, (ada, _), dice) = (await story.Seated("Ash"), await Holders(story), new Random(5));
        var (given, paid, day) = (new List<long>(), 0L, Today(story));
        for (var step = 0; step < 40; step++)
        {
            var minutes = dice.Next(1, 480);
            var worth = ((minutes * 45_00L) + 59) / 60;
            switch (dice.Next(3))
            {
                case 0 when !given.Contains(worth):
                    Assert.Null(await Gives(story, ash, minutes, day));
                    given.Add(worth);
                    break;
                case 1 when given.Sum() > paid:
                    var part = dice.NextInt64(1, given.Sum() - paid + 1);
                    Assert.Null(await Pays(story, ada, Payer.CodeOf(Payer.OnCouncil(story.Circle.Practice.Premises.House, ash.Person.Subject)), part));
                    paid += part;
                    break;
                case 2 when given.Count > 0:
                    var line = (await Of(story, ash)).First(m => !m.IsPay);
                    var may = given.Sum() - paid >= line.Amount.Minor;
                    Assert.Equal(may, await TakesBack(story, ash, line.Entry) is null);
                    if (may) given.Remove(line.Amount.Minor);
                    break;
            }
            Assert.Equal(given.Sum() - paid, (await Books(story, b => b.CouncilDues("CAD"))).Sum(d => d.Due.Minor));
        }
        await using var visit = story.Circle.Practice.Visit();
        Assert.Empty(await LedgerAudit.Troubles(visit.Db, story.Circle.Practice.Premises.House));
    }

    private static async Task Meets(CouncilStory story, Keyring therapist, Keyring client)
    {
        await using var visit = story.Circle.Practice.Visit();
        await using var work = await visit.Gate.Begin();
        visit.Db.Appointments.Add(new(story.Circle.Practice.Random.Id<AppointmentId>(), therapist.Person, client.Person, work.At + Duration.FromDays(1), 50, "America/Toronto", "room", work.At));
        await work.Commit();
    }

    private static Money Cad(long minor) => new(minor, "CAD");

    private static void Refused(string because, Refusal? refusal) => Assert.Contains(because, refusal?.ToString(), StringComparison.Ordinal);

    private static LocalDate Today(CouncilStory story) => story.Circle.Practice.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["America/Toronto"]).Date;

    private static async Task<(Keyring Ada, Keyring Bo)> Holders(CouncilStory story)
    {
        var (ada, bo) = (story.Circle.Members[0], story.Circle.Members[1]);
        await using var visit = story.Circle.Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await visit.Mandating.Give(work, MandateNames.Bookkeeping, new(work.At, work.At + Duration.FromDays(300)), 0, [ada.Person, bo.Person], ada.Person.Actor);
        await work.Commit();
        return (ada, bo);
    }

    private static async Task<T> Books<T>(CouncilStory story, Func<Bookkeeping, Task<T>> ask)
    {
        var practice = story.Circle.Practice;
        await using var visit = practice.Visit();
        return await ask(new(visit.Db, practice.Premises, visit.Gate, practice.Random, new(visit.Db, practice.Random)));
    }

    private static async Task<T> Times<T>(CouncilStory story, Func<CouncilTime, Task<T>> ask)
    {
        var practice = story.Circle.Practice;
        await using var visit = practice.Visit();
        return await ask(new(visit.Db, practice.Premises, visit.Gate, practice.Random, new(visit.Db, practice.Random)));
    }

    private static Task<IReadOnlyList<CouncilMoney>> Of(CouncilStory story, Keyring who) => Times(story, t => t.Of(who.Person));

    private static Task<Refusal?> Gives(CouncilStory story, Keyring who, int? minutes, LocalDate on) => Times(story, t => t.Give(CircleStory.Fresh(who), minutes, on));

    private static Task<Refusal?> TakesBack(CouncilStory story, Keyring who, EntryId entry) => Times(story, t => t.TakeBack(CircleStory.Fresh(who), entry));

    private static Task<Refusal?> Pays(CouncilStory story, Keyring by, string code, long minor) => Books(story, b => b.PayCouncil(CircleStory.Fresh(by), code, Cad(minor), Today(story)));
}
