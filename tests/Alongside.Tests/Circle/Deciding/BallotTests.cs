using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using NodaTime;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Choosing among options: what a ballot may say, whose it is, and who never learns that.</summary>
public class BallotTests
{
    private static readonly string code = new('a', 32);

    [Fact]
    public void What_is_chosen_waits_for_its_window_and_anybody_can_call_it_back()
    {
        var question = Asked(CountingMethod.Schulze);
        for (var who = 0; who < 4; who++) Allowed(question.Marks(who, 1, 2, 0));
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
        Allowed(question.Recalls(3));
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    [Fact]
    public void Too_few_ballots_decide_nothing_and_a_late_one_gives_the_others_a_day()
    {
        var question = Asked(CountingMethod.Score, most: 5);
        for (var who = 0; who < 3; who++) Allowed(question.Marks(who, 5, 0, 1));
        question.Later(days: 6, hours: 23);
        Assert.Equal(Question.Start + Duration.FromDays(7), question.Deliberation.Round!.ClosesAt);
        Allowed(question.Marks(3, 0, 0, 0));
        Assert.Equal(question.Now + Round.AfterLateQuorum, question.Deliberation.Round!.ClosesAt);
        var few = Asked(CountingMethod.Score, most: 5);
        Allowed(few.Marks(0, 5, 0, 1));
        few.Later(days: 7);
        Assert.Equal(Stage.Lapsed, few.Stage);
    }

    [Fact]
    public void A_ballot_under_a_name_can_be_given_anew_and_the_same_again_changes_nothing()
    {
        var question = Asked(CountingMethod.Schulze);
        Allowed(question.Marks(0, 1, 2, 3));
        Assert.Empty(question.Marks(0, 1, 2, 3).Value);
        Assert.Empty(question.Marks(0, 2, 4, 9).Value);
        Allowed(question.Marks(0, 3, 1, 1));
        Assert.Equal([2, 1, 1], Assert.Single(question.Deliberation.Round!.Ballots).Marks);
        Refused("another way", question.Takes(0));
        Refused("Nothing is chosen among here", question.Casts(1, 1, 0, 0));
        Refused("Nothing is chosen among here", new Question(4).Marks(0, 1, 0, 0));
    }

    [Fact]
    public void One_that_was_told_is_entered_under_both_names_and_theirs_to_change()
    {
        var question = Asked(CountingMethod.Dots, most: 5);
        Allowed(question.MarksFor(1, 2, 5, 0, 0));
        Assert.Equal(question[1], question.Deliberation.EnteredFor(question[2]));
        Assert.True(question.Deliberation.WaitsFor(question[2], question.Now));
        Assert.Empty(question.MarksFor(3, 2, 5, 0, 0).Value);
        Allowed(question.Marks(2, 5, 0, 0));
        Assert.Null(question.Deliberation.EnteredFor(question[2]));
        Assert.False(question.Deliberation.WaitsFor(question[2], question.Now));
        Refused("Only they change it", question.MarksFor(1, 2, 0, 5, 0));
        Refused("aren’t among those who decide", question.MarksFor(1, 9, 5, 0, 0));
        Refused("Only members", question.MarksFor(9, 3, 5, 0, 0));
    }

    [Fact]
    public void An_anonymous_ballot_is_given_once_and_says_nothing_of_what_was_chosen()
    {
        var question = Asked(CountingMethod.Schulze, anonymous: true);
        Assert.Equal([new BallotCast(1)], question.Casts(0, 1, 2, 3).Value);
        Refused("nobody can change it, you neither", question.Casts(0, 3, 2, 1));
        Refused("Nothing is chosen among here", question.Marks(1, 1, 2, 3));
        Refused("Nothing is chosen among here", question.MarksFor(1, 2, 1, 2, 3));
        Refused("Please mark each option", question.Casts(1, 1, 2));
        Assert.False(question.Deliberation.WaitsFor(question[0], question.Now));
        for (var who = 1; who < 4; who++) Allowed(question.Casts(who, 0, 0, 1));
        Assert.Empty(question.Deliberation.Round!.Ballots);
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    [Fact]
    public void What_was_put_in_secret_stays_in_secret_whatever_its_words_become()
    {
        var question = Asked(CountingMethod.Schulze, anonymous: true);
        var open = question.Terms.By(question.Terms.Ballot! with { Anonymous = false });
        Refused("It stays so", question.Does(0, (d, by) => d.Amend(by, d.Version, open, question.Now)));
        Refused("It stays so", question.Does(0, (d, by) => d.Amend(by, d.Version, open with { Ballot = null }, question.Now)));
        Allowed(question.Amends(0));
        var hidden = Asked(CountingMethod.Schulze, hidden: true);
        Refused("It stays so", hidden.Does(0, (d, by) => d.Amend(by, d.Version, open, hidden.Now)));
        Allowed(hidden.Amends(0));
    }

    [Fact]
    public void Among_fewer_than_five_nobody_is_anonymous()
    {
        var terms = new BallotTerms(CountingMethod.Schulze, 3, 1, code) { Anonymous = true };
        Assert.Contains("everybody could tell", terms.Check(4)?.ToString(), StringComparison.Ordinal);
        Assert.Null(terms.Check(5));
        Assert.Null((terms with { Anonymous = false }).Check(3));
    }

    [Theory]
    [InlineData(CountingMethod.Schulze, 1, 1, 0, "between 2 and 20 options")]
    [InlineData(CountingMethod.Schulze, 21, 1, 0, "between 2 and 20 options")]
    [InlineData(CountingMethod.ScottishStv, 3, 3, 0, "fewer than there are options")]
    [InlineData(CountingMethod.ScottishStv, 3, 0, 0, "fewer than there are options")]
    [InlineData(CountingMethod.Irv, 3, 2, 0, "Instant run-off chooses one")]
    [InlineData(CountingMethod.Score, 3, 1, 0, "The highest score")]
    [InlineData(CountingMethod.Score, 3, 1, 11, "The highest score")]
    [InlineData(CountingMethod.Dots, 3, 1, 51, "dots")]
    public void What_nobody_could_count_is_not_put(CountingMethod method, int options, int seats, int most, string because) =>
        Assert.Contains(because, new BallotTerms(method, options, seats, code) { Most = most }.Check(9)?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_ballot_is_read_as_its_way_of_counting_can_read_it()
    {
        Assert.Equal([1, 3, 2, 0], Read(CountingMethod.Irv, 0, 2, 9, 5, 0).Value);
        Refused("each rank to one option only", CountingMethod.ScottishStv, 0, 1, 1);
        Assert.Equal([1, 1], Read(CountingMethod.Schulze, 0, 1, 1).Value);
        Refused("The highest score is 5", CountingMethod.Score, 5, 6, 0);
        Refused("There are 5 dots", CountingMethod.Dots, 5, 3, 3);
        Refused("There are 5 dots", CountingMethod.Dots, 5, int.MaxValue, int.MaxValue);
        Refused("Please mark each option", CountingMethod.Score, 5, -1, 0);
        Assert.Equal([0, 0], Read(CountingMethod.Dots, 5, 0, 0).Value);

        static Outcome<int[]> Read(CountingMethod method, int most, params IReadOnlyList<int> marks) => (new BallotTerms(method, marks.Count, 1, code) { Most = most }).Read(marks);
        static void Refused(string because, CountingMethod method, int most, params IReadOnlyList<int> marks) =>
            Assert.Contains(because, Read(method, most, marks).Refusal?.ToString() ?? "it was read", StringComparison.Ordinal);
    }

    private static Question Asked(CountingMethod method, int most = 0, bool anonymous = false, bool hidden = false) =>
        new(6, ballot: new(method, 3, 1, code) { Most = most, Anonymous = anonymous, Hidden = hidden });
}
