using Alongside.Features.Circle;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Welcome;

/// <summary>Circumstances that come equally early: one sentence each, that a person ticks about themselves without proof.</summary>
public sealed record CircumstanceGroup(IReadOnlyList<string> Circumstances);

/// <summary>
/// Who is offered a place first. Groups of circumstances in their order; who ticks none comes after them; within a group
/// whoever has waited longer. Every so many turns, whoever has waited longest of all. Identities are not counted, and
/// nothing is added up.
/// </summary>
/// <param name="Groups">The first comes first.</param>
/// <param name="LongestEvery">One turn in so many goes to whoever has waited longest; 0 means none.</param>
/// <param name="AnswerDays">For how many days an opening is kept for who was offered it.</param>
public sealed record OrderOfPlacing(IReadOnlyList<CircumstanceGroup> Groups, int LongestEvery, int AnswerDays) : Agreement
{
    public const int MostGroups = 4, MostInGroup = 6;

    public static OrderOfPlacing Offered { get; } = new(
        [
            new([
                Sentence.Of("I live with violence: at home, at work, or from the state."),
                Sentence.Of("I have no safe place to stay."),
                Sentence.Of("Care has harmed me or turned me away because of who I am."),
            ]),
            new([
                Sentence.Of("Racism, and something else besides, makes care hard to find for me."),
                Sentence.Of("I could not pay for care anywhere else."),
                Sentence.Of("I carry others, and nobody carries me."),
            ]),
        ], 4, 7);

    public override Refusal? Check()
    {
        if (Groups.Count is < 1 or > MostGroups) return new($"Between one and {MostGroups} groups, please: more than that, and nobody can follow the order.");
        foreach (var (i, group) in Groups.Index())
            if (group.Circumstances.Count is < 1 or > MostInGroup) return new($"Each group has between one and {MostInGroup} circumstances.") { Field = $"Group.{i}" };
        var all = Groups.SelectMany(g => g.Circumstances).ToList();
        if (all.Distinct(StringComparer.Ordinal).Count() < all.Count) return new($"One circumstance stands there twice. It can only come once.");
        // Below two, the longest wait would be the whole order, and the groups would mean nothing.
        if (LongestEvery is not 0 and (< 2 or > 20)) return new($"One turn in {2} to {20} can go to whoever waits longest, or none.") { Field = "Longest" };
        if (AnswerDays is < 2 or > 30) return new($"People have between {2} and {30} days to answer an offer.") { Field = "Days" };
        return Groups.Index().SelectMany(g => g.Item.Circumstances.Select(c => TooLong(c, 200, $"Group.{g.Index}"))).FirstOrDefault(r => r is not null);
    }

    /// <summary>0 for the first group; who ticked none of these comes after all groups.</summary>
    public int GroupOf(IEnumerable<string> ticked)
    {
        var of = ticked.ToHashSet(StringComparer.Ordinal);
        var group = Groups.ToList().FindIndex(g => g.Circumstances.Any(of.Contains));
        return group < 0 ? Groups.Count : group;
    }

    /// <summary>Until when an opening is kept: for so many days, and at most until a day before it begins, or for half of the time that is left where that is longer.</summary>
    public Instant AnswerUntil(Instant at, Instant start) =>
        Instant.Min(at + Duration.FromDays(AnswerDays), Instant.Max(start - Duration.FromDays(1), at + ((start - at) / 2)));

    public override IEnumerable<FormattableString> InWords()
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            yield return i == 0 ? (FormattableString)$"First come people who say of themselves one of these:" : $"After them, people who say of themselves one of these:";
            foreach (var circumstance in Groups[i].Circumstances) yield return AsWritten(circumstance);
        }
        yield return $"Then everybody else. Within each, whoever has waited longer comes first. Nobody proves anything.";
        if (LongestEvery > 0) yield return $"One turn in {LongestEvery} goes to whoever has waited longest of all.";
        yield return $"An offer is kept for {AnswerDays} days, and at most until the day before. Saying no, or nothing, never costs anybody their place.";
    }
}
