using Alongside.Features.Demands;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Demands;

public class DemandTests
{
    private static readonly DateTimeZone toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    private static readonly LocalDate day = new(2026, 6, 1);
    private static readonly PersonId amara = new(Guid.Parse("00000000-0000-4000-8000-000000000001")), bea = new(Guid.Parse("00000000-0000-4000-8000-000000000002"));

    [Fact]
    public void A_demand_comes_on_a_day_that_has_begun_and_not_years_ago()
    {
        Assert.Null(Demand.Check(day, day));
        Assert.NotNull(Demand.Check(day.PlusDays(1), day));
        Assert.NotNull(Demand.Check(day.PlusYears(-2).PlusDays(-1), day));
    }

    [Fact]
    public void Nobody_closes_it_alone_and_what_is_written_in_between_has_to_be_read_first()
    {
        Assert.NotNull(Stands().Confirm(bea).Refusal);
        Assert.NotNull(Stands(Asked(amara)).Confirm(amara).Refusal);
        Assert.Equal(DemandEnd.Refused, Stands(Asked(amara)).Confirm(bea).Value);
        Assert.NotNull(Stands(Asked(amara), (DemandStep.Added, null, null, bea)).Confirm(bea).Refusal);
    }

    [Fact]
    public void What_is_closed_stays_closed()
    {
        var closed = Stands(Asked(amara), (DemandStep.Closed, null, DemandEnd.Refused, bea));
        Assert.Equal(DemandEnd.Refused, closed.Closed!.Value.End);
        Assert.NotNull(closed.Add());
        Assert.NotNull(closed.AskEnd());
        Assert.NotNull(closed.Confirm(amara).Refusal);
    }

    [Fact]
    public void The_person_may_know_unless_a_paper_forbids_it_and_by_itself_from_the_day_after_its_last()
    {
        var morning = day.AtMidnight().InZoneLeniently(toronto).ToInstant();
        Assert.True(Stands().MayTell(morning, toronto));
        var gagged = Stands((DemandStep.GagDocumented, day, null, amara));
        Assert.False(gagged.MayTell(morning + Duration.FromHours(24) - Duration.FromTicks(1), toronto));
        Assert.True(gagged.MayTell(morning + Duration.FromHours(24), toronto));
        var endless = Stands((DemandStep.GagDocumented, null, null, amara));
        Assert.False(endless.MayTell(morning + Duration.FromDays(10_000), toronto));
        Assert.True(Stands((DemandStep.GagDocumented, null, null, amara), (DemandStep.GagEnded, null, null, bea)).MayTell(morning, toronto));
        Assert.NotNull(Stands().DocumentGag(day.PlusDays(-1), day));
        Assert.Null(Stands().DocumentGag(day, day));
        Assert.NotNull(Stands().EndGag());
    }

    [Fact]
    public void A_gag_can_outlast_the_demand_and_end_after_it()
    {
        var closed = Stands((DemandStep.GagDocumented, null, null, amara), Asked(amara), (DemandStep.Closed, null, DemandEnd.Refused, bea));
        Assert.False(closed.MayTell(Noon(day.PlusYears(3)), toronto));
        Assert.Null(closed.DocumentGag(day.PlusYears(1), day));
        Assert.Null(closed.EndGag());
    }

    [Fact]
    public void The_deadline_is_the_one_that_was_said_last()
    {
        Assert.Null(Stands().Deadline);
        Assert.Equal(day.PlusDays(9), Stands((DemandStep.Added, day.PlusDays(3), null, amara), (DemandStep.GagDocumented, day, null, amara), (DemandStep.Told, null, null, bea), (DemandStep.Added, day.PlusDays(9), null, bea)).Deadline);
    }

    [Fact]
    public void What_is_blank_is_left_out_and_a_sum_has_its_digits()
    {
        var tidy = new DemandEntry(1) { Note = "  \n", Scope = " all of it ", ProducedHash = new string('A', 64) }.Tidy().Value;
        Assert.Equal((null, "all of it", new string('a', 64)), (tidy.Note, tidy.Scope, tidy.ProducedHash));
        Assert.True(new DemandEntry(1) { Note = " " }.Tidy().Value.IsBlank);
        Assert.Equal("ProducedHash", new DemandEntry(1) { ProducedHash = "abc" }.Tidy().Refusal!.Field);
        Assert.Equal("Scope", new DemandEntry(1) { Scope = new string('x', DemandEntry.Longest + 1) }.Tidy().Refusal!.Field);
    }

    [Fact]
    public void Only_years_that_are_over_are_published_and_no_number_that_is_too_small_nor_one_that_gives_it_away()
    {
        List<DemandStanding> all = [.. Enumerable.Range(0, 7).Select(_ => Of(2025, DemandEnd.Answered)), .. Enumerable.Range(0, 5).Select(_ => Of(2025, DemandEnd.Refused))];
        var full = Assert.Single(Counted(all));
        Assert.Equal((2025, 12, 0), (full.Year, full.Came, full.Gagged));
        Assert.Equal([(DemandEnd.Answered, 7), (DemandEnd.Refused, 5)], full.Ends);

        // One more that is open: the sum stays, and of what became of them nothing is said.
        var mixed = Assert.Single(Counted([.. all, Of(2025, null)]));
        Assert.Equal((13, 0), (mixed.Came, mixed.Ends.Count));
        Assert.Null(Assert.Single(Counted([.. all.Take(4)])).Came);
        Assert.Empty(Counted([Of(2026, DemandEnd.Answered)]));
        Assert.Null(Assert.Single(Counted([.. all, Of(2025, DemandEnd.Answered, day)])).Gagged);
    }

    [Fact]
    public void What_may_not_be_told_is_not_counted_before_it_may()
    {
        var gagged = Of(2025, DemandEnd.Answered, day.PlusDays(30));
        Assert.Empty(Counted([gagged]));
        Assert.Single(DemandCount.ForPublic([gagged], 5, Noon(day.PlusDays(31)), toronto));
    }

    private static IReadOnlyList<DemandCount> Counted(IEnumerable<DemandStanding> all) => DemandCount.ForPublic(all, 5, Noon(day.PlusDays(1)), toronto);

    private static Instant Noon(LocalDate on) => on.At(LocalTime.Noon).InZoneLeniently(toronto).ToInstant();

    private static (DemandStep, LocalDate?, DemandEnd?, PersonId) Asked(PersonId by) => (DemandStep.EndAsked, null, DemandEnd.Refused, by);

    private static DemandStanding Of(int year, DemandEnd? end, LocalDate? gag = null) => Stands(new LocalDate(year, 3, 3),
        [.. gag is { } last ? [(DemandStep.GagDocumented, (LocalDate?)last, (DemandEnd?)null, amara)] : Array.Empty<(DemandStep, LocalDate?, DemandEnd?, PersonId)>(),
         .. end is null ? Array.Empty<(DemandStep, LocalDate?, DemandEnd?, PersonId)>() : [(DemandStep.EndAsked, null, end, amara), (DemandStep.Closed, null, end, bea)]]);

    private static DemandStanding Stands(params (DemandStep, LocalDate?, DemandEnd?, PersonId)[] then) => Stands(day, then);

    private static DemandStanding Stands(LocalDate on, (DemandStep Step, LocalDate? Day, DemandEnd? End, PersonId By)[] then)
    {
        var (id, at) = (new DemandId(Guid.Parse("00000000-0000-4000-8000-000000000009")), Instant.FromUtc(2026, 6, 1, 9, 0));
        return new(new(id, 1, DemandKind.Subpoena, on, amara, at), [new(id, 1, amara, at, DemandStep.Written, null, null), .. then.Select((t, i) => new DemandFact(id, i + 2, t.By, at, t.Step, t.Day, t.End))]);
    }
}
