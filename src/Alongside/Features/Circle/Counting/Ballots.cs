using System.Runtime.CompilerServices;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// The ballots of one question, equal ones together, in flat arrays. An option that was withdrawn is in none of them,
/// and a ballot that says nothing isn't among them.
/// </summary>
public sealed class Ballots
{
    /// <summary>What a file may name at most: strongest paths are kept in a square of them.</summary>
    public const int MostOptions = 1000;

    /// <summary>What one line of a file may stand for, and all of them together.</summary>
    public const long MostAlike = 1_000_000_000, MostTogether = (1L << 53) - 1;

    /// <summary>The highest score, and the largest budget of dots, that a file may agree on.</summary>
    public const int HighestLimit = 1000, UsualHighestScore = 5;

    private readonly ushort[] marks;
    private readonly int[] ends;
    private readonly long[] counts;

    internal Ballots(BallotHeading heading, BallotKind kind, ushort[] marks, int[] ends, long[] counts, int groups)
    {
        (Heading, Kind, this.marks, this.ends, this.counts, Groups) = (heading, kind, marks, ends, counts, groups);
        for (var group = 0; group < groups; group++) Cast += counts[group];
    }

    public BallotHeading Heading { get; }

    public IReadOnlyList<string> Options => Heading.Options;

    public BallotKind Kind { get; }

    /// <summary>How many ballots say something.</summary>
    public long Cast { get; }

    /// <summary>How many of them are different.</summary>
    public int Groups { get; }

    /// <summary>Each group, and how many there are; one with more than a line of a file may stand for, on several.</summary>
    internal IEnumerable<(int Group, long Count)> Lines()
    {
        for (var group = 0; group < Groups; group++)
            for (var left = counts[group]; left > 0; left -= MostAlike) yield return (group, Math.Min(left, MostAlike));
    }

    /// <summary>How many ballots are as this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Count(int group) => counts[group];

    /// <summary>
    /// Of ranks: options from the first on, as <see cref="Mark"/> says. Of scores and dots: an option and its number, by turns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<ushort> Marks(int group)
    {
        var start = group == 0 ? 0 : ends[group - 1];
        return marks.AsSpan(start, ends[group] - start);
    }
}

/// <summary>What stands above the ballots.</summary>
/// <param name="Options">Their names, without those withdrawn.</param>
/// <param name="Title">What is decided; empty where nothing was said.</param>
/// <param name="Seats">How many are chosen, where it was said.</param>
/// <param name="Method">How it is counted, where it was said.</param>
/// <param name="Limit">The highest score, or how many dots one ballot may lay; without it dots are free.</param>
public sealed record BallotHeading(IReadOnlyList<string> Options, string Title = "", int? Seats = null, CountingMethod? Method = null, int? Limit = null)
{
    /// <summary>The order by lot that was there already, as <see cref="Counting.Lot"/> takes it.</summary>
    public IReadOnlyList<string> Lot { get; init; } = [];

    /// <summary>What it means that a ranked ballot doesn't name an option.</summary>
    public Unranked Unranked { get; init; }
}

/// <summary>How one place on a ranked ballot is written in two bytes.</summary>
internal static class Mark
{
    /// <summary>The option has the same rank as the one before it.</summary>
    public const ushort Shared = 0x8000;

    /// <summary>A place before it was left out.</summary>
    public const ushort Skipped = 0x4000;

    public const ushort Option = 0x3FFF;

    /// <summary>The preference that a count by transfer reads at this place, or -1: a rank that is shared, or that doesn't follow the one before, ends what can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadInOrder(ReadOnlySpan<ushort> marks, int place)
    {
        if (place >= marks.Length || (marks[place] & ~Option) != 0) return -1;
        return place + 1 < marks.Length && (marks[place + 1] & Shared) != 0 ? -1 : marks[place];
    }
}
