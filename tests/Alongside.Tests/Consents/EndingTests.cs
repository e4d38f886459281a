using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Consents;

public class EndingTests
{
    private static readonly Duration day = Duration.FromDays(1);
    private static readonly PersonId person = new(Guid.NewGuid()), amara = new(Guid.NewGuid());
    private static readonly Instant start = TestPractice.Start;

    [Theory]
    [InlineData(71, false, false)]
    [InlineData(73, true, false)]
    [InlineData(99, true, false)]
    [InlineData(101, true, true)]
    [InlineData(113, true, true)]
    [InlineData(115, false, false)]
    public void A_yes_that_ends_is_told_of_four_weeks_before_and_two_weeks_after(int on, bool told, bool over)
    {
        var endings = At(on, Yes());
        Assert.Equal(told, endings.Count == 1);
        if (told) Assert.Equal((amara.Actor, (start + (100 * day)).InUtc().Date, over), (endings[0].To, endings[0].On, endings[0].Over));
    }

    [Fact]
    public void A_short_yes_is_told_of_in_its_second_half()
    {
        var week = Yes(until: 8);
        Assert.Empty(At(3, week));
        Assert.Single(At(5, week));
    }

    [Fact]
    public void Where_another_yes_follows_nothing_is_said()
    {
        Assert.Empty(At(90, Yes(), Yes(from: 85, until: 300)));
        Assert.Empty(At(105, Yes(), Yes(from: 102, until: 300)));
        Assert.Empty(At(90, Yes(), Yes(from: 85, until: null)));
        // One to another thing doesn't follow it.
        Assert.Single(At(90, Yes(), Yes(Category.Name, from: 85, until: 300)));
    }

    [Fact]
    public void What_was_taken_back_or_is_kept_closed_needs_no_word()
    {
        var back = Yes();
        Assert.Null(back.Withdraw(person, start + (80 * day)));
        Assert.Empty(At(90, back));
        Assert.Empty(At(90, Yes(), Permission.Deny(Id(), person, amara.Actor, null, start + (80 * day))));
    }

    [Fact]
    public void What_ends_on_one_day_is_told_of_once() =>
        Assert.Equal(2, Assert.Single(At(90, Yes(), Yes(Category.Name))).What.Count);

    private static IReadOnlyList<Ending> At(int days, params Permission[] said) => Ending.Of(said, start + (days * day), DateTimeZone.Utc);

    // In days from the start.
    private static Permission Yes(Category category = Category.Notes, int from = 0, int? until = 100) =>
        Permission.Permit(Id(), person, amara.Actor, category, null, Purpose.Care, false, new(start + (from * day), until is { } last ? start + (last * day) : null), null).Value;

    private static PermissionId Id() => new(Guid.NewGuid());
}
