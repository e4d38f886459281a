using System.Text;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

public class FeesTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_fund_holds_the_rest_at_booking_and_pays_it_when_the_session_took_place(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        Assert.Null(await story.Chooses("some"));
        var session = await story.Books();
        var booked = await story.Standing();
        Assert.Equal((Dollars(1000), Dollars(100), 1), (booked.Balance, booked.Held, booked.HeldSessions));
        // Six more are promised, of each 100.
        Assert.Equal((Dollars(600), 1, Dollars(300)), (booked.Promised, booked.PromisedPeople, booked.Free));

        await story.TakesPlace(session);
        var after = await story.Standing();
        Assert.Equal((Dollars(900), Dollars(0), Dollars(600)), (after.Balance, after.Held, after.Promised));
        var statement = await story.Statement();
        Assert.Equal(Dollars(60), statement.Owed);
        Assert.Single(statement.Charges);
        Assert.Equal(0, await TrialBalance(story));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_the_house_file_no_id_in_the_ledger_leads_to_a_person_or_a_session(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        await story.Chooses("some");
        var session = await story.Books();
        await story.TakesPlace(session);
        await using var visit = story.Practice.Visit();
        var ledger = await Stored.Values(visit.Db, typeof(Account), typeof(Entry), typeof(Line), typeof(Stamp), typeof(Hold), typeof(HoldResolution),
            typeof(Promise), typeof(PromiseEnd), typeof(FeeAgreement));
        Assert.NotEmpty(ledger);
        foreach (var id in new[] { story.Client.Person.Value, story.Therapist.Person.Value, session.Value })
        {
            Assert.DoesNotContain(ledger, v => v.AsSpan().IndexOf(id.ToByteArray()) >= 0 || v.AsSpan().IndexOf(id.ToByteArray(bigEndian: true)) >= 0);
            Assert.DoesNotContain(ledger, v => Encoding.UTF8.GetString(v).Contains(id.ToString(), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_called_off_is_let_go(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        await story.Chooses("nothing");
        var session = await story.Books();
        Assert.Equal(Dollars(160), (await story.Standing()).Held);
        await story.IsCalledOff(session);
        var after = await story.Standing();
        Assert.Equal((Dollars(1000), Dollars(0)), (after.Balance, after.Held));
        Assert.Empty((await story.Statement()).Lines);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_changed_tier_reaches_sessions_that_are_booked_and_none_that_are_charged(string database)
    {
        await using var story = await Begin(database, inTheFund: 5000);
        await story.Chooses("some");
        var past = await story.Books(1);
        await story.TakesPlace(past);
        var next = await story.Books(8);
        Assert.Null(await story.Chooses("nothing"));
        var standing = await story.Standing();
        Assert.Equal((Dollars(160), Dollars(6 * 160)), (standing.Held, standing.Promised));
        await story.TakesPlace(next);
        Assert.Equal(Dollars(60), (await story.Statement()).Owed);
        Assert.Equal(Dollars(5000 - 100 - 160), (await story.Standing()).Balance);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_has_chosen_nothing_yet_is_charged_nothing_until_they_have(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        var session = await story.Books();
        await story.TakesPlace(session);
        Assert.Empty((await story.Statement()).Lines);
        Assert.Equal(Dollars(1000), (await story.Standing()).Free);
        await story.Books(inDays: 14);
        await story.IsCalledOff(await story.Books(inDays: 21));
        // What it will come to can be said before they choose.
        Assert.Equal([50], await story.Uncharged());
        Assert.Null(await story.Chooses("a-little"));
        Assert.Empty(await story.Uncharged());
        Assert.Equal(Dollars(25), (await story.Statement()).Owed);
        Assert.Equal(Dollars(1000 - 135), (await story.Standing()).Balance);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_empty_fund_turns_nobody_away_and_says_what_it_could_not_pay(string database)
    {
        await using var story = await Begin(database, inTheFund: 50);
        await story.Chooses("nothing");
        var session = await story.Books();
        Assert.Equal(Dollars(50), (await story.Standing()).Held);
        await story.TakesPlace(session);
        var standing = await story.Standing();
        Assert.Equal((Dollars(0), Dollars(110)), (standing.Balance, standing.Uncovered));
        Assert.Equal(Dollars(0), (await story.Statement()).Owed);
        Assert.Equal(0, await TrialBalance(story));
    }

    [Fact]
    public async Task A_session_is_charged_once_however_often_it_is_said_to_have_taken_place()
    {
        await using var story = await Begin(inTheFund: 1000);
        await story.Chooses("some");
        var session = await story.Books();
        await story.TakesPlace(session);
        await story.Does(async (visit, work) => await story.Fees(visit).Charge(work, story.Therapist.Person.Actor,
            await visit.Db.Appointments.SingleAsync(a => a.Id == session)));
        Assert.Single((await story.Statement()).Charges);
    }

    [Fact]
    public async Task Those_in_care_come_before_somebody_new()
    {
        await using var story = await Begin(inTheFund: 7 * 160);
        await story.Chooses("nothing");
        await story.Books();
        Assert.Equal((Dollars(160), Dollars(6 * 160), Dollars(0)), await Numbers(story));
        var newcomer = await story.Another();
        await story.Chooses("nothing", newcomer);
        await story.Books(who: newcomer);
        // What is promised isn't given to somebody new, and the promise is still there for whom it was made.
        Assert.Equal((Dollars(160), Dollars(6 * 160), Dollars(0)), await Numbers(story));
        await story.Books(14);
        Assert.Equal((Dollars(320), Dollars(5 * 160), Dollars(0)), await Numbers(story));
    }

    [Fact]
    public async Task What_is_above_the_full_fee_goes_to_the_fund_when_it_is_here_and_not_before()
    {
        await using var story = await Begin();
        await story.Chooses("yours-and-more");
        await story.TakesPlace(await story.Books());
        var statement = await story.Statement();
        Assert.Equal((Dollars(160), Dollars(40)), (statement.Owed, statement.TopUp));
        var before = await story.Standing();
        Assert.Equal(Dollars(0), before.Balance);
        // 6 % of 160, and the 40.
        Assert.Equal(new(49_60, Currency), before.Expected);
        Assert.Null(await story.Pays(200));
        var after = await story.Standing();
        Assert.Equal((new(49_60, Currency), Dollars(0)), (after.Balance, after.Expected));
    }

    [Fact]
    public async Task A_refund_negates_line_by_line_and_an_entry_is_taken_back_once()
    {
        await using var story = await Begin(inTheFund: 1000);
        await story.Chooses("some");
        await story.TakesPlace(await story.Books());
        await story.Pays(60);
        var payment = (await story.Statement()).Payments.Single().Entry;
        Assert.Null(await story.Books(b => b.Reverse(story.Bookkeeper, payment)));
        var statement = await story.Statement();
        Assert.Equal((Dollars(60), 0), (statement.Owed, statement.Payments.Count()));
        Assert.Equal((payment, Dollars(-60)), (Assert.Single(statement.TakenBack).Entry, statement.TakenBack[0].Fee));
        Assert.NotNull(await story.Books(b => b.Reverse(story.Bookkeeper, payment)));
        await using var visit = story.Practice.Visit();
        var (original, reversal) = (await visit.Db.Entries.SingleAsync(e => e.Id == payment), await visit.Db.Entries.SingleAsync(e => e.Reverses == payment));
        Assert.Equal(original.Lines.Select(l => (l.Number, l.Account, -l.Minor)), reversal.Lines.Select(l => (l.Number, l.Account, l.Minor)));
        Assert.Equal(Dollars(900), (await story.Standing()).Balance);
    }

    [Fact]
    public async Task A_gift_that_is_given_on_already_can_not_be_taken_back()
    {
        await using var story = await Begin();
        Assert.Null(await story.Books(b => b.RecordGift(story.Bookkeeper, Dollars(100), story.Today)));
        await story.Chooses("some");
        await story.Books();
        var gift = (await story.Reads(db => db.Entries.SingleAsync(e => e.Kind == EntryKind.Gift))).Id;
        Assert.Contains("already given", (await story.Books(b => b.Reverse(story.Bookkeeper, gift)))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_day_to_ask_comes_nothing_changes_by_itself_but_nothing_new_is_promised()
    {
        await using var story = await Begin(inTheFund: 5000);
        await story.Chooses("some", months: 3);
        await story.Books();
        Assert.Equal(Dollars(600), (await story.Standing()).Promised);
        story.Practice.Clock.Now += Duration.FromDays(100);
        Assert.Equal(Dollars(0), (await story.Standing()).Promised);
        await story.TakesPlace(await story.Books());
        Assert.Equal(Dollars(60), (await story.Statement()).Owed);
    }

    [Fact]
    public async Task A_fee_agreement_that_this_house_did_not_write_is_none()
    {
        await using var story = await Begin(inTheFund: 1000);
        await using var visit = story.Practice.Visit();
        await visit.Db.Database.ExecuteSqlAsync($"""
            INSERT INTO "FeeAgreements" ("Payer", "Number", "Tier", "Minor", "ChosenOn", "AskAgainOn", "Mac") VALUES ({story.Payer}, 1, 'yours', 16000, '2026-06-01', '2027-06-01', {new byte[32]})
            """);
        Assert.Null(await visit.Db.FeeOf(story.Practice.Premises.House, story.Payer));
    }

    internal static Task<long> TrialBalance(MoneyStory story) => story.Reads(db => db.Stamped().SumAsync(l => l.Minor));

    private static async Task<(Money Held, Money Promised, Money Free)> Numbers(MoneyStory story)
    {
        var standing = await story.Standing();
        return (standing.Held, standing.Promised, standing.Free);
    }
}
