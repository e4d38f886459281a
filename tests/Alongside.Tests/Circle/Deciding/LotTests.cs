using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Pages;
using CsCheck;
using NodaTime;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Deciding by lot: all consent while nobody can know what is drawn, and once it can be known nobody can stop it.</summary>
public class LotTests
{
    public const string Said = "17 4 33";
    public static readonly string[] Options = ["Herbs", "A bench", "A pond", "Zoë"];

    private static readonly string code = Convert.ToHexStringLower([.. Enumerable.Range(0, 16).Select(b => (byte)b)]);
    private static readonly Instant soonest = Question.Start + Duration.FromDays(12);

    [Fact]
    public void All_consent_first_then_anybody_can_call_it_back_and_only_then_it_is_drawn_once()
    {
        var question = Agreed(soonest + Duration.FromDays(1));
        Assert.Equal(Stage.Waiting, question.Stage);
        Refused("Nothing is drawn before that", question.Draws(1));
        question.Later(days: 5);
        Assert.Equal(Stage.ToDraw, question.Stage);
        Assert.False(question.Deliberation.CanBeDrawn(question.Now));
        Assert.False(question.Deliberation.WaitsFor(question[1], question.Now));
        Refused("can’t be known yet", question.Draws(1));
        question.Later(hours: 23);
        Refused("can’t be known yet", question.Draws(1));
        question.Later(hours: 1);
        Assert.True(question.Deliberation.CanBeDrawn(question.Now));
        Assert.True(question.Deliberation.WaitsFor(question[3], question.Now));
        Allowed(question.Draws(2));
        // By Python's hmac and hashlib, as docs/draw.md says.
        Assert.Equal([2, 4, 3, 1], question.Deliberation.Lot!.Order);
        Assert.Equal([2, 4], question.Deliberation.Lot.Drawn);
        Assert.Equal(Stage.Due, question.Stage);
        Refused("drawn already", question.Draws(3, "17 4 34"));
        Refused("drawn already", question.Draws(2));
        Refused("drawn already", question.NamesSource(2, question.Now + Duration.FromDays(9)));
    }

    [Fact]
    public void Whoever_knows_what_is_drawn_or_could_look_it_up_stops_nothing_any_more()
    {
        var question = Agreed(soonest + Duration.FromHours(1));
        question.Later(days: 5);
        Refused("what the lot says stays", question.Recalls(1));
        Refused("We agreed to draw", question.Amends(0));
        Refused("It is decided", question.TakesBack(0));
        question.Later(hours: 1);
        Refused("what the lot says stays", question.Recalls(1));
        Allowed(question.Draws(1));
        Refused("what the lot says stays", question.Recalls(1));
        Refused("We agreed to draw", question.Amends(0));
        Refused("It is decided", question.TakesBack(0));
        question.Happens(new TookEffect(1) { Chosen = question.Deliberation.Lot!.Drawn });
        Refused("in effect already", question.Recalls(1));
        Assert.Equal([2, 4], question.Deliberation.Chosen);
    }

    [Fact]
    public void Before_that_it_is_objected_to_and_called_back_as_any_question_is()
    {
        var question = Agreed(soonest);
        Allowed(question.Recalls(3));
        Assert.Equal(Stage.Integrating, question.Stage);
        Allowed(question.Settles(0, 3));
        Allowed(question.Settles(3, 3));
        Allowed(question.Takes(2, Position.Objection));
        for (var who = 0; who < 4; who++) if (who != 2) Allowed(question.Takes(who));
        question.Later(days: 30);
        Assert.Equal(Stage.Integrating, question.Stage);
        Refused("Nothing is drawn before", question.Draws(1));
        Refused("isn’t decided yet", question.NamesSource(1, question.Now + Duration.FromDays(30)));
    }

    [Fact]
    public void A_source_that_could_be_read_while_somebody_can_still_stop_it_is_refused_as_is_one_far_away()
    {
        var terms = Asked(soonest).Terms;
        Assert.Null(LotTerms.Check(soonest, terms.SoonestAgreed(Question.Start)));
        Assert.Contains("nobody may know", LotTerms.Check(soonest - Duration.FromTicks(1), terms.SoonestAgreed(Question.Start))?.ToString(), StringComparison.Ordinal);
        Assert.Null(LotTerms.Check(soonest + LotTerms.Furthest, soonest));
        Assert.Contains("too far away", LotTerms.Check(soonest + LotTerms.Furthest + Duration.FromTicks(1), soonest)?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_last_who_was_needed_answered_late_the_source_that_could_be_read_meanwhile_draws_nothing()
    {
        var question = Asked(soonest);
        Allowed(question.Takes(0));
        Allowed(question.Takes(1));
        question.Later(days: 6, hours: 23);
        Assert.False(question.Deliberation.NeedsSource);
        Allowed(question.Takes(2));
        Assert.True(question.Deliberation.NeedsSource);
        question.Later(days: 1);
        Assert.Equal(Stage.Waiting, question.Stage);
        question.Later(days: 5);
        Assert.Equal(Stage.ToDraw, question.Stage);
        Assert.True(question.Deliberation.WaitsFor(question[3], question.Now));
        Refused("draws nothing", question.Draws(1));
        Refused("nobody may know", question.NamesSource(1, question.Now + Duration.FromDays(5) - Duration.FromTicks(1)));
        Refused("too far away", question.NamesSource(1, question.Now + Duration.FromDays(96)));
        Refused("Only members", question.NamesSource(9, question.Now + Duration.FromDays(6)));
        Allowed(question.NamesSource(3, question.Now + Duration.FromDays(6)));
        // All can look at it, and call it back, before anybody can know what it says.
        Assert.Equal(Stage.Waiting, question.Stage);
        Refused("What was announced stays", question.NamesSource(2, question.Now + Duration.FromDays(8)));
        question.Later(days: 5);
        Assert.Equal(Stage.ToDraw, question.Stage);
        Refused("can’t be known yet", question.Draws(1));
        question.Later(days: 1);
        Allowed(question.Draws(1));
    }

    [Fact]
    public void Another_source_can_be_called_back_until_it_can_be_read_and_has_a_code_of_its_own()
    {
        var question = Overtaken();
        var before = question.Deliberation.Lot!.Terms.Code;
        Allowed(question.NamesSource(1, question.Now + Duration.FromDays(5)));
        Assert.NotEqual(before, question.Deliberation.Lot!.Terms.Code);
        Assert.Equal(question.Now, question.Deliberation.Lot.AnnouncedAt);
        question.Later(days: 4, hours: 23);
        Allowed(question.Recalls(2));
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    [Fact]
    public void Nobody_names_another_source_while_the_one_that_was_announced_counts()
    {
        var question = Agreed(soonest + Duration.FromDays(2));
        Refused("What was announced stays", question.NamesSource(0, question.Now + Duration.FromDays(30)));
        question.Later(days: 9);
        Refused("What was announced stays", question.NamesSource(0, question.Now + Duration.FromDays(30)));
        Refused("Only members", question.Draws(9));
        Refused("new words", question.Draws(0, read: 2));
        Refused("exactly as it stands", question.Draws(0, " "));
        Allowed(question.Draws(0));
    }

    [Fact]
    public void Who_can_call_it_back_is_said_with_the_council_where_it_is_asked()
    {
        Assert.DoesNotContain("client council", Agreed(soonest + Duration.FromDays(1)).Deliberation.WhoCallsBack(), StringComparison.Ordinal);
        var asked = new Question(4, council: [10, 11], lot: () => new(4, 2, code, LotTerms.Write(soonest + Duration.FromDays(1))));
        Assert.StartsWith("As long as nobody can know what is drawn, any member can, and whoever sits on the client council.", asked.Deliberation.WhoCallsBack(), StringComparison.Ordinal);
        foreach (var who in (int[])[0, 1, 2, 3, 10, 11]) Allowed(asked.Takes(who));
        asked.Later(days: 7);
        Allowed(asked.Recalls(10));
    }

    [Fact]
    public void What_nobody_drew_for_a_month_all_can_be_asked_again()
    {
        var question = Agreed(soonest + Duration.FromDays(2));
        question.Later(days: 7 + 29, hours: 23);
        Refused("nobody has written down for 30 days", question.AsksAgain(0));
        question.Later(hours: 1);
        Refused("Only whoever put it forward", question.AsksAgain(1));
        Allowed(question.AsksAgain(0));
        Assert.Equal(Stage.Open, question.Stage);
        Assert.Null(question.Deliberation.Lot!.DrawnBy);
        var late = Agreed(soonest);
        late.Later(days: 60);
        Allowed(late.Draws(1));
        Refused("nothing to ask again", late.AsksAgain(0));
    }

    [Fact]
    public void New_words_are_drawn_by_what_they_ask_also_where_they_wait_for_an_objection_to_be_resolved()
    {
        var question = Agreed(soonest);
        Allowed(question.Recalls(3));
        var other = question.Terms.By(new LotTerms(3, 1, code, LotTerms.Write(soonest + Duration.FromDays(30))));
        Allowed(question.Does(0, (d, by) => d.Amend(by, d.Version, other, question.Now)));
        Assert.Equal(other.Lot, question.Deliberation.Choice.Lot);
        Allowed(question.Does(3, (d, by) => d.Settle(by, d.Objections[0].Fact, question.Terms.By(d.Choice.Lot!), question.Now)));
        Assert.Equal(other.Lot, question.Deliberation.Lot!.Terms);
        Allowed(question.Takes(1, Position.Objection));
        question.Later(days: 7);
        Allowed(question.Does(0, (d, by) => d.Amend(by, d.Version, other with { Lot = null }, question.Now)));
        Assert.True(question.Deliberation.Choice is { Ballot: null, Lot: null });
    }

    [Theory]
    [InlineData(1, 1, "between 2 and 20")]
    [InlineData(21, 1, "between 2 and 20")]
    [InlineData(4, 4, "fewer than there are options")]
    [InlineData(4, 5, "fewer than there are options")]
    [InlineData(4, 0, "fewer than there are options")]
    [InlineData(9, 6, "at most 5")]
    public void More_than_was_agreed_and_all_or_none_are_not_drawn(int options, int seats, string because) =>
        Assert.Contains(because, new LotTerms(options, seats, code, LotTerms.Write(soonest)).Check(SortitionLimits.Offered)?.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Please say where the numbers", "", "Herbs", "A bench")]
    [InlineData("the same name", "A lottery", "Zoë", "Zoe\u0308")]
    [InlineData("the same name", "A lottery", "A bench", "A  bench")]
    public void Words_by_which_nobody_could_draw_are_not_put(string because, string source, params string[] options)
    {
        var words = new ProposalWords("The yard", "", "", 5, "") { Options = options, Source = source };
        Assert.Contains(because, words.Check(0)?.ToString(), StringComparison.Ordinal);
        Assert.Contains("A lot draws among options in words, and changes no agreement", words.Check(1)?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_was_announced_is_drawn_as_somebody_draws_it_by_hand() => Gen.Select(Gen.Int[2, 20], Gen.Byte.Array[16], Gen.Int[1, 99_999]).Sample((many, bytes, number) =>
    {
        string[] labels = [.. Enumerable.Range(1, many).Select(n => $"Option {n}")];
        var (said, question) = (number.ToString(CultureInfo.InvariantCulture), new Question(1, lot: () => new(many, 1, Convert.ToHexStringLower(bytes), LotTerms.Write(soonest))));
        Allowed(question.Takes(0));
        question.At(soonest);
        Allowed(question.Does(0, (d, by) => d.Draw(by, 1, labels, said, question.Now)));
        // RFC 5869, extract and then one block of expand.
        var prk = HMACSHA256.HashData(Encoding.UTF8.GetBytes(said).AsSpan(), bytes);
        var byHand = labels.Index().OrderBy(l => Convert.ToHexString(HMACSHA256.HashData(prk.AsSpan(), [.. Encoding.UTF8.GetBytes(l.Item), 1])), StringComparer.Ordinal).Select(l => l.Index + 1);
        Assert.Equal(byHand, question.Deliberation.Lot!.Order);
    }, iter: 200);

    private static Question Asked(Instant from) => new(4, lot: () => new(4, 2, code, LotTerms.Write(from)));

    private static Question Agreed(Instant from)
    {
        var question = Asked(from);
        for (var who = 0; who < 4; who++) Allowed(question.Takes(who));
        question.Later(days: 7);
        return question;
    }

    // All answered late, so that the window ends after the source can be read.
    private static Question Overtaken()
    {
        var question = Asked(soonest);
        question.Later(days: 6, hours: 23);
        for (var who = 0; who < 4; who++) Allowed(question.Takes(who));
        question.Later(days: 6);
        return question;
    }
}
