using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Pages;
using Alongside.Features.Solidarity;
using Alongside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Two members put in force what can't wait; all answer; what they don't confirm goes back by itself.</summary>
[Trait("Kind", "Unhurried")]
public class EmergencyTests
{
    private static readonly Reach Other = Reach.Offered with { Phone = "416 555 0199" };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_one_asks_for_is_in_force_once_the_other_confirms_and_all_are_asked_in_the_same_moment(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.CantWait(0, 1, await story.Draft("The number is not ours any more", "", Other))).Value;
        Assert.Equal((Stage.Asked, "", 0), (await story.StageOf(number), (await story.InForce<Reach>())!.Value.Phone, await story.Enacts()));
        var asked = (await story.Reads(story.Members[2], number))!;
        Assert.Equal("Somebody else answers that number.", asked.SaidAt(2));
        Assert.True(asked.Deliberation.WaitsFor(story.Members[1].Person, story.Practice.Clock.Now));
        Assert.False(asked.Deliberation.WaitsFor(story.Members[2].Person, story.Practice.Clock.Now));
        Assert.NotNull(await story.Confirms(0, number));
        Assert.NotNull(await story.Confirms(2, number));
        Assert.Null(await story.Confirms(1, number));
        Assert.NotNull(await story.Confirms(1, number));
        var now = (await story.InForce<Reach>())!;
        Assert.Equal(("416 555 0199", 1, 2, Stage.Open), (now.Value.Phone, now.Decision, now.Number, await story.StageOf(number)));
        Assert.Equal((0, 0), (await story.Enacts(), await story.Settles()));
        Assert.True((await story.Reads(story.Members[2], number))!.Deliberation.WaitsFor(story.Members[2].Person, story.Practice.Clock.Now));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_all_confirm_stays_and_the_way_back_is_closed(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await InForce(story);
        await story.Agree(number);
        story.Later(days: 7, minutes: 10);
        Assert.Equal((Stage.Waiting, 0), (await story.StageOf(number), await story.Settles()));
        story.Later(days: 5);
        Assert.Equal((1, 0, 0), (await story.Settles(), await story.Settles(), await story.Enacts()));
        Assert.Equal((Stage.InEffect, Stage.Withdrawn), (await story.StageOf(number), await story.StageOf(number + 1)));
        Assert.Equal(("416 555 0199", 2), ((await story.InForce<Reach>())!.Value.Phone, (await story.InForce<Reach>())!.Number));
        var read = (await story.Reads(story.Members[0], number))!.Deliberation;
        Assert.True(read.ReviewAt > read.Effect!.Value.At + NodaTime.Duration.FromDays(370));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_too_few_answer_goes_back_by_itself_to_the_letter_once_and_says_why(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var before = await Stored(story, 1);
        var number = await InForce(story);
        Assert.Null(await story.Takes(0, number));
        story.Later(days: 7, minutes: 10);
        Assert.Equal(1, await story.SettlesAtOnce(4));
        Assert.Equal(0, await story.Settles());
        var now = (await story.InForce<Reach>())!;
        Assert.Equal(("", 3, 2, before), (now.Value.Phone, now.Number, now.Decision, await Stored(story, 3)));
        Assert.Equal((Stage.PutBack, new PutBack(2, WhyBack.TooFew)), (await story.StageOf(number), (await story.Reads(story.Members[0], number))!.Deliberation.Emergency!.Back));
        Assert.Equal(Stage.InEffect, await story.StageOf(number + 1));
        var back = (await story.Reads(story.Members[2], number + 1))!;
        Assert.Equal(number, back.BackOf);
        // Nobody in particular said it, so each reads it in their own language.
        Assert.Equal("Ce qui valait avant la question n°\u00A01", back.TitleFor(Speaking.In("fr"), back.Latest.Words));
        Assert.StartsWith("La question n°\u00A01 a été mise en vigueur", back.NeedFor(Speaking.In("fr"), back.Latest.Words), StringComparison.Ordinal);
        await using (var visit = story.Practice.Visit())
        {
            var lines = await story.Book(visit).All(CircleStory.Fresh(story.Members[2]));
            Assert.Equal(["Ce qui valait avant la question n°\u00A01", "The number is not ours any more"], lines.Select(l => l.TitleFor(Speaking.In("fr"))));
        }
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_objection_that_stands_a_call_back_and_second_thoughts_put_it_back(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await InForce(story);
        await story.Agree(number);
        Assert.Null(await story.Takes(2, number, Position.Objection, "They rang me there."));
        Assert.Equal(0, await story.Settles());
        Assert.NotNull(await story.Acts(0, number, (d, by, terms, at) => d.Settle(by, d.Objections[0].Fact, terms, at)));
        story.Later(days: 8);
        // Before the job has come by, nobody prolongs it.
        Assert.NotNull(await story.Acts(2, number, (d, by, terms, at) => d.Settle(by, d.Objections[0].Fact, terms, at)));
        Assert.NotNull(await story.Acts(0, number, (d, by, terms, at) => d.AskAgain(by, terms, at)));
        Assert.NotNull(await story.Acts(0, number, (d, by, terms, at) => d.Amend(by, 1, terms, at)));
        Assert.Equal(1, await story.Settles());
        Assert.Equal(WhyBack.Objection, (await Back(story, number)).Why);

        await story.Decides(Other with { Email = "us@example.org" });
        var called = (await story.CantWait(1, 2, await story.Draft("Again", "", Other))).Value;
        Assert.Null(await story.Confirms(2, called));
        await story.Agree(called);
        story.Later(days: 8);
        Assert.Equal(0, await story.Settles());
        Assert.Null(await story.Acts(0, called, (d, by, _, at) => d.Recall(by, at), "I know who has it now."));
        Assert.Equal(1, await story.Settles());
        Assert.Equal(WhyBack.CalledBack, (await Back(story, called)).Why);

        await story.Decides(Other with { Email = "them@example.org" });
        var regretted = (await story.CantWait(1, 2, await story.Draft("Once more", "", Other))).Value;
        Assert.Null(await story.Confirms(2, regretted));
        Assert.Null(await story.Acts(1, regretted, (d, by, _, at) => d.TakeBack(by, at)));
        Assert.Equal((1, "them@example.org"), (await story.Settles(), (await story.InForce<Reach>())!.Value.Email));
        Assert.Equal(WhyBack.TakenBack, (await Back(story, regretted)).Why);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_another_decision_has_changed_it_meanwhile_nothing_goes_back_and_that_is_said(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await InForce(story);
        // As where the server slept through the end of the round that confirms.
        var next = (await story.Puts(2, "A better one", "", Other with { Phone = "416 555 0100" })).Value;
        await story.Agree(next);
        story.Later(days: 13);
        Assert.Equal((1, 1), (await story.Enacts(), await story.Settles()));
        Assert.Equal("416 555 0100", (await story.InForce<Reach>())!.Value.Phone);
        Assert.Equal((Stage.PutBack, null, Stage.Stale), (await story.StageOf(number), (await Back(story, number)).Decision, await story.StageOf(number + 1)));
        Assert.Equal(0, await story.Settles());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_what_can_be_put_back_as_it_was_is_ever_urgent(string database)
    {
        await using var story = await CircleStory.Begin(database);
        Agreement[] never = [new Zone("Europe/Lisbon"), new Retention(12), new Joining(2), FundShare.Offered with { PromisedSessions = 7 }, (await story.InForce<DecisionChart>())!.Value with { MostOpen = 5 }];
        foreach (var value in never) Assert.StartsWith("In an emergency two of us", await WhyNot(value), StringComparison.Ordinal);
        Assert.StartsWith("Where money is transferred", await WhyNot(Other with { Account = "an account of theirs" }), StringComparison.Ordinal);
        Assert.Contains("say why", (await story.CantWait(0, 1, await story.Draft("So", "", Other), " ")).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("choose who", (await story.CantWait(0, 0, await story.Draft("So", "", Other))).Refusal!.ToString(), StringComparison.Ordinal);

        async Task<string> WhyNot(Agreement value) => (await story.CantWait(0, 1, await story.Draft("So", "", value))).Refusal!.ToString();
    }

    [Fact]
    public void The_list_of_what_may_be_urgent_is_short_and_holds_nothing_of_power_or_money()
    {
        Assert.Equal(["practice-name", "reach", "crisis-lines"], AgreementQueries.Kinds.Where(k => k.InEmergency is not null).Select(k => k.Name));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_emergency_stands_on_another_and_what_was_put_back_all_decide_next(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await InForce(story);
        var again = await story.Draft("Another", "", Other with { Phone = "1" });
        Assert.Contains("itself being confirmed", (await story.CantWait(1, 2, again)).Refusal!.ToString(), StringComparison.Ordinal);
        story.Later(days: 8);
        Assert.Equal(1, await story.Settles());
        Assert.Contains("came back", (await story.CantWait(1, 2, await story.Draft("Another", "", Other))).Refusal!.ToString(), StringComparison.Ordinal);
        await story.Decides(Other);
        Assert.Null((await story.CantWait(1, 2, await story.Draft("Another", "", Other with { Phone = "1" }))).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_sees_no_emergency_sends_it_the_ordinary_way_and_what_nobody_answers_waits_for_whoever_put_it(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.CantWait(0, 1, await story.Draft("So", "", Other))).Value;
        Assert.Null(await story.Acts(1, number, (d, by, terms, at) => d.Decline(by, terms, at)));
        Assert.Equal((Stage.Open, ""), (await story.StageOf(number), (await story.InForce<Reach>())!.Value.Phone));
        Assert.NotNull(await story.Confirms(1, number));
        await story.Agree(number);
        story.Later(days: 13);
        Assert.Equal((1, Stage.InEffect), (await story.Enacts(), await story.StageOf(number)));

        var late = (await story.CantWait(0, 1, await story.Draft("So", "", Other with { Phone = "1" }))).Value;
        Assert.NotNull((await story.Puts(0, await story.Keeps(0, (await story.Reads(story.Members[0], late))!.AsDraft()))).Refusal);
        story.Later(days: 2, minutes: 10);
        Assert.Equal(Stage.Lapsed, await story.StageOf(late));
        Assert.NotNull(await story.Confirms(1, late));
        Assert.Null(await story.Acts(0, late, (d, by, terms, at) => d.AskAgain(by, terms, at)));
        Assert.Equal((Stage.Open, 0), (await story.StageOf(late), await story.Settles()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_confirmation_that_breaks_off_leaves_nothing_in_force(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.CantWait(0, 1, await story.Draft("So", "", Other))).Value;
        // The last thing that it writes is refused: as if it were killed there.
        await story.Practice.Tamper(database == "sqlite"
            ? """CREATE TRIGGER "breaks" BEFORE INSERT ON "ProposalFacts" WHEN NEW."Content" LIKE '%"fact":"opened"%' BEGIN SELECT RAISE(ABORT, 'killed'); END"""
            : """
              CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''killed''; END';
              CREATE TRIGGER "breaks" BEFORE INSERT ON "ProposalFacts" FOR EACH ROW WHEN (NEW."Content" LIKE '%"fact":"opened"%') EXECUTE FUNCTION breaks()
              """);
        await Assert.ThrowsAnyAsync<Exception>(() => story.Confirms(1, number));
        Assert.Equal((Stage.Asked, 1), (await story.StageOf(number), (await story.InForce<Reach>())!.Number));
        await using var visit = story.Practice.Visit();
        Assert.Equal((1, 1), (await visit.Db.Proposals.CountAsync(), await visit.Db.Decisions.CountAsync()));
    }

    /// <returns>Its number; its way back has the next.</returns>
    private static async Task<int> InForce(CircleStory story)
    {
        var number = (await story.CantWait(0, 1, await story.Draft("The number is not ours any more", "", Other))).Value;
        Assert.Null(await story.Confirms(1, number));
        return number;
    }

    private static async Task<PutBack> Back(CircleStory story, int number) => (await story.Reads(story.Members[0], number))!.Deliberation.Emergency!.Back!;

    private static async Task<string> Stored(CircleStory story, int number)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.AgreementVersions.Where(v => v.Kind == "reach" && v.Number == number).Select(v => v.Value).SingleAsync();
    }
}
