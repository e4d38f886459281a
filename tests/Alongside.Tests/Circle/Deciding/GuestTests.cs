using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Somebody reads along in one question: asked by one member, welcomed by another, ended by anybody. Four members decide, three are needed; 9 is the guest.</summary>
public class GuestTests
{
    private const int Mere = 9;

    private readonly Question question = new(4);

    private Deliberation Now => question.Deliberation;

    [Fact]
    public void A_guest_reads_along_once_one_member_asked_they_came_and_a_second_member_welcomed_them()
    {
        var ask = Asks(0);
        Assert.False(Reads());
        Allowed(Comes(ask));
        Assert.False(Reads());
        Assert.Empty(Now.ToWelcome(question[0], question.Now));
        Assert.Equal(ask, Assert.Single(Now.ToWelcome(question[1], question.Now)).Ask);
        Allowed(Welcomes(1, ask));
        Assert.True(Reads());
        Assert.Equal((question[0], question[1]), (Now.Guests[0].AskedBy, Now.Guests[0].WelcomedBy!.Value));
        Assert.Empty(Welcomes(2, ask).Value);
    }

    [Fact]
    public void No_one_member_lets_somebody_in_alone()
    {
        var ask = Asks(0);
        Allowed(Comes(ask));
        Refused("nobody lets somebody in alone", Welcomes(0, ask));
        Refused("Only members", Welcomes(Mere, ask));
        Refused("Only members", question.Does(Mere, (d, by) => d.AskGuest(by, "aa", question.Now)));
        Assert.False(Reads());
        // Of two, one of whom isn’t here any more, one is left.
        question.Leaves(0);
        Refused("isn’t a member any more", Welcomes(1, ask));
    }

    [Fact]
    public void Nobody_is_welcomed_who_has_not_come_and_a_link_takes_one_person()
    {
        var ask = Asks(0);
        Refused("haven’t followed the link", Welcomes(1, ask));
        Allowed(Comes(ask));
        Assert.Empty(Comes(ask).Value);
        Refused("opens nothing any more", Comes(ask, 8));
        Refused("opens nothing any more", Comes(77, 8));
    }

    [Fact]
    public void A_guest_has_no_stance_and_no_objection_calls_nothing_back_and_counts_nowhere()
    {
        Welcomed();
        Refused("weren’t among those who decide", question.Takes(Mere));
        Refused("weren’t among those who decide", question.Takes(Mere, Position.Objection));
        Refused("aren’t among those who decide", question.TakesFor(1, Mere));
        Refused("Only members", question.TakesFor(Mere, 1));
        Refused("Only whoever put it", question.TakesBack(Mere));
        Refused("Only whoever put it", question.Amends(Mere));
        Refused("Only members", question.TakesOn(Mere));
        Assert.False(Now.WaitsFor(question[Mere], question.Now));
        Allowed(question.Takes(0));
        Allowed(question.Takes(1));
        question.Later(days: 7);
        // Two of three: a guest fills no quorum.
        Assert.Equal(Stage.Lapsed, question.Stage);
        Allowed(question.AsksAgain(0));
        foreach (var who in new[] { 0, 1, 2 }) Allowed(question.Takes(who));
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
        Refused("Only members", question.Recalls(Mere));
        Assert.Equal(4, Now.Round!.Terms.Electorate.Count);
    }

    [Fact]
    public void Any_member_ends_it_and_so_does_the_guest_and_nobody_else()
    {
        var ask = Welcomed();
        Refused("Only members", Ends(8, ask));
        Allowed(Ends(3, ask));
        Assert.False(Reads());
        Assert.Empty(Ends(2, ask).Value);
        Assert.Equal(question[3], Now.Guests[0].EndedBy);

        var again = Welcomed();
        Assert.True(Reads());
        Allowed(Ends(Mere, again));
        Assert.False(Reads());
        Refused("by this any more", Welcomes(1, again));
    }

    [Fact]
    public void It_ends_by_itself_after_six_weeks_and_an_ask_that_nobody_welcomed_after_two()
    {
        // Too few answered: what isn’t decided can wait for long.
        var ask = Welcomed();
        question.Later(days: 42);
        Assert.False(Reads());
        Assert.Equal(question.Now, Now.Guests[0].EndsAt(null));
        Assert.Empty(Ends(0, ask).Value);

        var late = Asks(0);
        Allowed(Comes(late));
        question.Later(days: 14);
        Refused("by this any more", Welcomes(1, late));
        Refused("opens nothing any more", Comes(late, 8));
        question.Later(days: -1);
        Allowed(Welcomes(1, late));
    }

    [Fact]
    public void It_ends_a_week_after_the_question_was_decided_or_taken_back()
    {
        Welcomed();
        foreach (var who in new[] { 0, 1, 2 }) Allowed(question.Takes(who));
        question.Later(days: 12);
        Assert.True(Reads());
        question.Happens(new TookEffect(3));
        question.Later(days: 6, hours: 23);
        Assert.True(Reads());
        question.Later(hours: 1);
        Assert.False(Reads());
        Refused("has ended", question.Does(0, (d, by) => d.AskGuest(by, "bb", question.Now)));

        var other = new Question(4);
        Welcomed(other);
        Allowed(other.TakesBack(0));
        other.Later(days: 6);
        Assert.True(other.Deliberation.ReadsAlong(other[Mere], other.Now));
        other.Later(days: 1);
        Assert.False(other.Deliberation.ReadsAlong(other[Mere], other.Now));
    }

    [Fact]
    public void Not_adopted_by_gradients_ends_it_a_week_after_the_round()
    {
        var asked = new Question(4, Protocol.Gradients, adopted: new() { Gradients = new(75, 10) });
        Welcomed(asked);
        foreach (var who in new[] { 0, 1, 2 }) Allowed(asked.Takes(who, Position.Against));
        asked.Later(days: 13);
        Assert.Equal(Stage.NotAdopted, asked.Stage);
        Assert.True(asked.Deliberation.ReadsAlong(asked[Mere], asked.Now));
        asked.Later(days: 1);
        Assert.False(asked.Deliberation.ReadsAlong(asked[Mere], asked.Now));
    }

    [Fact]
    public void A_member_is_no_guest_and_neither_is_who_is_asked_on_the_council()
    {
        var ask = Asks(0);
        Refused("You are a member", Comes(ask, 2));
        Allowed(Comes(ask));
        question.Joins(Mere);
        Refused("They are a member now", Welcomes(1, ask));
        question.Leaves(Mere);
        Allowed(Welcomes(1, ask));
        question.Joins(Mere);
        Assert.False(Reads());

        var council = new Question(4, council: [10]);
        var theirs = Asks(0, council);
        Refused("You sit on the client council", Comes(theirs, 10, council));
    }

    [Fact]
    public void Nobody_reads_along_twice_and_no_more_than_five_at_once()
    {
        Welcomed();
        var second = Asks(1);
        Refused("read along here already", Comes(second));
        for (var i = 2; i < Deliberation.MostGuests; i++) Asks(0);
        Refused("End one first", question.Does(0, (d, by) => d.AskGuest(by, "cc", question.Now)));
        Allowed(Ends(2, second));
        Asks(0);
    }

    private bool Reads() => Now.ReadsAlong(question[Mere], question.Now);

    private int Asks(int who, Question? of = null)
    {
        var asked = of ?? question;
        Allowed(asked.Does(who, (d, by) => d.AskGuest(by, $"{asked.Facts.Count}", asked.Now)));
        return asked.Deliberation.Guests[^1].Ask;
    }

    private Outcome<Fact[]> Comes(int ask, int who = Mere, Question? of = null) => (of ?? question).Does(who, (d, by) => d.Come(by, ask, (of ?? question).Now));

    private Outcome<Fact[]> Welcomes(int who, int ask) => question.Does(who, (d, by) => d.Welcome(by, ask, question.Now));

    private Outcome<Fact[]> Ends(int who, int ask) => question.Does(who, (d, by) => d.EndGuest(by, ask, question.Now));

    private int Welcomed(Question? of = null)
    {
        var ask = Asks(0, of);
        Allowed(Comes(ask, of: of));
        Allowed((of ?? question).Does(1, (d, by) => d.Welcome(by, ask, (of ?? question).Now)));
        return ask;
    }
}
