using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Each boundary of the evaluator, by itself: change one sign in it, and one of these sentences is untrue.</summary>
public class PolicyTests
{
    private static readonly Instant now = Instant.FromUtc(2026, 6, 1, 9, 0), before = now - Duration.FromDays(1), later = now + Duration.FromDays(1);
    private static readonly Duration moment = Duration.Epsilon;
    private static readonly PersonId river = Person(1), amara = Person(2), bea = Person(3), zoe = Person(4);
    private static readonly ActorId welcome = new(Number(10)), care = new(Number(11)), escrow = new(Number(20)), postBox = new(Number(21));
    private static readonly Folder notes = In(Category.Notes);

    [Fact]
    public void By_default_it_opens_to_nobody_but_the_person_and_the_escrow() =>
        Assert.Equal([river.Actor, escrow], Judge([]).Permitted(notes, before, now).Keys);

    [Fact]
    public void Before_there_is_an_escrow_it_opens_to_the_person_alone() =>
        Assert.Equal([river.Actor], new Policy([], [], null, postBox).Permitted(notes, before, now).Keys);

    [Fact]
    public void A_draft_is_not_even_escrows_and_what_cannot_be_shared_no_yes_opens()
    {
        Assert.Equal([river.Actor], Judge([Forged(amara.Actor, Category.Draft)]).Permitted(In(Category.Draft), before, now).Keys);
        Assert.Equal([river.Actor, escrow], Judge([Forged(amara.Actor, Category.Unknown)]).Permitted(In(Category.Unknown), before, now).Keys);
        Assert.Equal([amara.Actor, escrow], Judge([Forged(bea.Actor, Category.Process)]).Permitted(new Folder(new(Number(31)), river.Subject, Category.Process, amara.Value), before, now).Keys);
    }

    [Fact]
    public void Ones_own_rests_on_nothing() => Assert.Equal(Basis.Own, Judge([]).For(river, notes, before, now, _ => false));

    [Theory]
    [InlineData(Category.Notes, true)]
    [InlineData(Category.Plan, false)]
    public void A_yes_opens_its_category_alone(Category category, bool opens) => Assert.Equal(opens, Opens(Judge([Yes(amara.Actor)]), amara, In(category)));

    [Fact]
    public void A_yes_to_one_folder_opens_no_other_of_its_category()
    {
        var other = new Folder(new(Number(32)), river.Subject, Category.Notes, bea.Value);
        var policy = Judge([Yes(amara.Actor, folder: notes.Id)]);
        Assert.True(Opens(policy, amara, notes));
        Assert.False(Opens(policy, amara, other));
    }

    [Fact]
    public void A_yes_of_one_person_opens_nothing_of_anothers() =>
        Assert.False(Opens(Judge([Yes(amara.Actor)]), amara, new Folder(new(Number(33)), zoe.Subject, Category.Notes, Guid.Empty)));

    [Fact]
    public void It_begins_at_its_very_instant_and_has_ended_at_the_one_of_its_end()
    {
        var policy = Judge([Yes(amara.Actor, from: now, until: later)]);
        Assert.False(Opens(policy, amara, notes, now - moment));
        Assert.True(Opens(policy, amara, notes, now));
        Assert.True(Opens(policy, amara, notes, later - moment));
        Assert.False(Opens(policy, amara, notes, later));
    }

    [Fact]
    public void It_has_ended_at_the_instant_in_which_it_is_taken_back()
    {
        var yes = Yes(amara.Actor);
        Assert.Null(yes.Withdraw(river, now));
        Assert.True(Opens(Judge([yes]), amara, notes, now - moment));
        Assert.False(Opens(Judge([yes]), amara, notes, now));
    }

    [Fact]
    public void What_comes_from_now_on_begins_with_the_generation_that_is_opened_in_that_instant()
    {
        var policy = Judge([Yes(amara.Actor, recordsFrom: now)]);
        Assert.False(policy.Permitted(notes, now - moment, later).ContainsKey(amara.Actor));
        Assert.True(policy.Permitted(notes, now, later).ContainsKey(amara.Actor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_no_outweighs_a_yes_whichever_is_newer(bool noFirst)
    {
        Permission[] said = [Yes(amara.Actor), No(amara.Actor, null)];
        Assert.False(Opens(Judge(noFirst ? [.. said.Reverse()] : said), amara, notes));
    }

    [Fact]
    public void A_no_to_one_category_leaves_the_rest_open()
    {
        Assert.True(Opens(Judge([Yes(amara.Actor), No(amara.Actor, Category.Plan)]), amara, notes));
        Assert.False(Opens(Judge([Yes(amara.Actor), No(amara.Actor, Category.Notes)]), amara, notes));
    }

    [Fact]
    public void A_no_that_was_taken_back_or_has_not_begun_closes_nothing()
    {
        var back = No(amara.Actor, null);
        Assert.Null(back.Withdraw(river, now));
        Assert.True(Opens(Judge([Yes(amara.Actor), back]), amara, notes));
        Assert.True(Opens(Judge([Yes(amara.Actor), No(amara.Actor, null, later)]), amara, notes));
    }

    [Fact]
    public void A_no_to_one_closes_to_nobody_else() => Assert.True(Opens(Judge([Yes(bea.Actor), No(amara.Actor, null)]), bea, notes));

    [Fact]
    public void The_post_box_is_given_how_to_be_reached_and_nothing_else()
    {
        Assert.False(Judge([Yes(postBox)]).Permitted(notes, before, now).ContainsKey(postBox));
        Assert.True(Judge([Yes(postBox, Category.Channel, until: later)]).Permitted(In(Category.Channel), before, now).ContainsKey(postBox));
    }

    [Fact]
    public void What_may_only_be_spoken_of_opens_to_nobody_by_a_key()
    {
        var spoken = Permission.Permit(new(Number(50)), river, amara.Actor, Category.Notes, null, Purpose.Disclosure, false, new(before, later), null).Value;
        Assert.Equal([river.Actor, escrow], Judge([spoken]).Permitted(notes, before, now).Keys);
    }

    [Theory]
    [InlineData(Category.Fit, true)]
    [InlineData(Category.Channel, true)]
    [InlineData(Category.Notes, false)]
    [InlineData(Category.Crisis, false)]
    [InlineData(Category.Request, false)]
    [InlineData(Category.SelfDescription, false)]
    [InlineData(Category.Papers, false)]
    [InlineData(Category.Messages, false)]
    [InlineData(Category.Measures, false)]
    [InlineData(Category.Circle, false)]
    public void A_guardian_is_never_reached_by_what_somebody_wrote_for_themself_not_even_by_a_forged_yes(Category category, bool reached)
    {
        var yes = Permission.Permit(new(Number(50)), river, amara.Actor, Category.Fit, null, Purpose.Support, false, new(before, later), null, guardian: GuardianBasis.CourtOrder).Value;
        typeof(Permission).GetProperty(nameof(Permission.Category))!.SetValue(yes, category);
        Assert.Equal(reached, Opens(Judge([yes]), amara, In(category)));
        Assert.False(Opens(Judge([yes]), amara, In(category), later));
        Assert.False(Opens(Judge([yes, No(amara.Actor, null)]), amara, In(category)));
    }

    [Fact]
    public void Of_several_yes_those_of_the_purpose_decide()
    {
        var policy = Judge([Yes(amara.Actor)]);
        Assert.Null(policy.For(amara, notes, before, now, p => p.Purpose == Purpose.Placing));
        Assert.NotNull(policy.For(amara, notes, before, now, p => p.Purpose == Purpose.Care));
    }

    [Fact]
    public void A_personal_yes_says_that_it_is_one()
    {
        var yes = Yes(amara.Actor);
        Assert.Equal(new Basis(yes.Id, null), Judge([yes]).For(amara, notes, before, now, _ => true));
    }

    [Fact]
    public void A_mandates_yes_reaches_who_holds_it_through_it_and_says_so()
    {
        var (yes, mandate) = (Yes(welcome), Given(welcome, amara, bea));
        var policy = Judge([yes], mandate);
        Assert.Equal([river.Actor, escrow, welcome], policy.Permitted(notes, before, now).Keys);
        Assert.Equal(new Basis(yes.Id, welcome), policy.For(bea, notes, before, now, _ => true));
        Assert.Null(policy.For(zoe, notes, before, now, _ => true));
    }

    [Fact]
    public void Of_two_mandates_it_reaches_by_the_one_that_was_given_something()
    {
        var policy = Judge([Yes(welcome)], Given(care, amara), Given(welcome, bea));
        Assert.False(Opens(policy, amara, notes));
        Assert.True(Opens(policy, bea, notes));
    }

    [Fact]
    public void A_mandate_that_nobody_holds_or_whose_time_is_over_reaches_nobody()
    {
        Assert.False(Judge([Yes(welcome)], Given(welcome)).Permitted(notes, before, now).ContainsKey(welcome));
        var policy = Judge([Yes(welcome)], Given(welcome, amara));
        var (start, end) = (before, before + Duration.FromDays(30));
        Assert.False(Opens(policy, amara, notes, start - moment));
        Assert.True(Opens(policy, amara, notes, start));
        Assert.True(Opens(policy, amara, notes, end - moment));
        Assert.False(Opens(policy, amara, notes, end));
    }

    [Fact]
    public void Whoever_was_added_holds_it_from_then_on_and_whoever_leaves_holds_it_no_more_from_that_instant()
    {
        var mandate = Given(welcome, bea);
        Assert.Null(mandate.Add(new(Number(90)), amara, new(now)));
        Assert.Null(mandate.End(amara, later));
        var policy = Judge([Yes(welcome)], mandate);
        Assert.False(Opens(policy, amara, notes, now - moment));
        Assert.True(Opens(policy, amara, notes, now));
        Assert.True(Opens(policy, amara, notes, later - moment));
        Assert.False(Opens(policy, amara, notes, later));
        Assert.True(Opens(policy, bea, notes, later));
    }

    [Fact]
    public void Where_a_holder_is_shut_out_the_others_are_reached_one_by_one_and_the_mandate_is_not()
    {
        var yes = Yes(welcome);
        var reach = Judge([yes, No(amara.Actor, null)], Given(welcome, amara, bea)).Permitted(notes, before, now);
        Assert.Equal([river.Actor, escrow, bea.Actor], reach.Keys);
        Assert.Equal(new Basis(yes.Id, welcome), reach[bea.Actor]);
    }

    [Fact]
    public void Where_every_holder_is_shut_out_nobody_is_reached() =>
        Assert.Equal([river.Actor, escrow], Judge([Yes(welcome), No(amara.Actor, null)], Given(welcome, amara)).Permitted(notes, before, now).Keys);

    [Fact]
    public void A_no_to_who_does_not_hold_it_leaves_the_mandate_as_it_is() =>
        Assert.True(Judge([Yes(welcome), No(zoe.Actor, null)], Given(welcome, amara)).Permitted(notes, before, now).ContainsKey(welcome));

    [Fact]
    public void A_no_to_the_mandate_closes_it_to_all_who_hold_it() =>
        Assert.False(Opens(Judge([Yes(welcome), No(welcome, null)], Given(welcome, amara)), amara, notes));

    [Fact]
    public void As_if_somebody_held_a_mandate_is_what_it_would_be_if_they_did_and_changes_nothing()
    {
        var (mandate, yes) = (Given(welcome, bea), Yes(welcome));
        var policy = Judge([yes], mandate, Given(care, zoe));
        var asIf = policy.AsIfHeld(welcome, amara, now);
        Assert.Equal(new Basis(yes.Id, welcome), asIf.For(amara, notes, before, now, _ => true));
        Assert.True(Opens(asIf, bea, notes));
        Assert.False(Opens(asIf, zoe, notes));
        Assert.False(Opens(policy, amara, notes));
        Assert.Equal([bea], mandate.Holders(now));
        Assert.False(Opens(Judge([yes, No(amara.Actor, null)], mandate).AsIfHeld(welcome, amara, now), amara, notes));
    }

    [Fact]
    public void As_if_somebody_held_one_mandate_gives_them_no_other() =>
        Assert.False(Opens(Judge([Yes(care)], Given(welcome, bea), Given(care, zoe)).AsIfHeld(welcome, amara, now), amara, notes));

    [Fact]
    public void As_if_holds_for_a_mandate_whose_time_is_over_and_gives_it_to_nobody_who_held_it()
    {
        var at = now + Duration.FromDays(60);
        var asIf = Judge([Yes(welcome)], Given(welcome, bea)).AsIfHeld(welcome, amara, at);
        Assert.True(Opens(asIf, amara, notes, at));
        Assert.False(Opens(asIf, bea, notes, at));
    }

    [Fact]
    public void What_is_said_about_a_folder_is_what_covers_it()
    {
        var (yes, no) = (Yes(amara.Actor), No(amara.Actor, Category.Plan));
        Assert.Equal([yes], Judge([yes, no]).About(notes));
    }

    private static bool Opens(Policy policy, PersonId to, Folder folder, Instant? at = null) => policy.For(to, folder, at ?? now, at ?? now, _ => true) is not null;

    private static Policy Judge(IReadOnlyList<Permission> said, params Mandate[] mandates) => new(said, mandates, escrow, postBox);

    private static Permission Yes(ActorId to, Category category = Category.Notes, FolderId? folder = null, Instant? from = null, Instant? until = null, Instant? recordsFrom = null) =>
        Permission.Permit(new(Number(50)), river, to, category, folder, Purpose.Care, false, new(from ?? before, until), recordsFrom).Value;

    // What no honest code makes: a yes to something that can't be shared.
    private static Permission Forged(ActorId to, Category category)
    {
        var yes = Yes(to);
        typeof(Permission).GetProperty(nameof(Permission.Category))!.SetValue(yes, category);
        return yes;
    }

    private static Permission No(ActorId to, Category? category, Instant? from = null) => Permission.Deny(new(Number(51)), river, to, category, from ?? before);

    private static Mandate Given(ActorId id, params PersonId[] holders)
    {
        var mandate = new Mandate(id, "welcome", new(before, before + Duration.FromDays(30)), 0);
        foreach (var (i, holder) in holders.Index()) Assert.Null(mandate.Add(new(Number(60 + i)), holder, new(before)));
        return mandate;
    }

    private static Folder In(Category category) => new(new(Number(30)), river.Subject, category, Guid.Empty);

    private static PersonId Person(int number) => new(Number(number));

    private static Guid Number(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
