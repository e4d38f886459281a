using System.Globalization;
using Alongside.Features.Circle.Counting;

namespace Alongside.Features.Circle.Deciding;

/// <summary>What ballots came to.</summary>
/// <param name="Ballots">As they can be counted again by anybody.</param>
/// <param name="Result">Each round; null where nobody marked anything, so that nothing is chosen.</param>
/// <param name="Lot">The order by lot, for a tie that nothing else breaks.</param>
public sealed record Choosing(Ballots Ballots, TallyResult? Result, IReadOnlyList<string> Lot)
{
    private const string NoBallots = "0";

    /// <summary>Did the lot decide who of the level ones is chosen? With the lot the other way round it would be another.</summary>
    public bool IsByLot => Result is { } result
        && Tally.Count(result.Method, Ballots, Ballots.Heading.Seats ?? 1, [.. Lot.Reverse()], Ballots.Heading.Unranked).Value.Winners.ToHashSet() is var others && !others.SetEquals(result.Winners);

    /// <summary>Which options were chosen, from 1, in their order.</summary>
    public IReadOnlyList<int> Chosen => [.. (Result?.Winners ?? []).Select(w => w + 1)];

    /// <param name="terms">As they were settled when it opened.</param>
    /// <param name="title">What is chosen; empty for nothing.</param>
    /// <param name="options">What the options are called; null to count without knowing that.</param>
    /// <param name="ballots">All of them, in any order, as <see cref="BallotTerms.Read"/> reads them.</param>
    public static Choosing Of(BallotTerms terms, string title, IReadOnlyList<string>? options, IReadOnlyCollection<IReadOnlyList<int>> ballots)
    {
        options ??= [.. Enumerable.Range(1, terms.Options).Select(Number)];
        List<string> lot = [.. LotOf(terms, ballots).Select(option => options[option])];
        var box = new BallotBox(terms.Method.Counts());
        foreach (var ballot in ballots) box.Add(Marks(terms.Method.Counts(), ballot), 1);
        var closed = box.Close(new(options, title, terms.Seats, terms.Method, terms.Most == 0 ? null : terms.Most) { Lot = lot, Unranked = terms.Unranked });
        return new(closed, closed.Cast == 0 ? null : Tally.Count(terms.Method, closed, terms.Seats, lot, terms.Unranked).Value, lot);
    }

    private static ushort[] Marks(BallotKind kind, IReadOnlyList<int> ballot)
    {
        var named = ballot.Index().Where(m => m.Item > 0);
        if (kind != BallotKind.Ranks) return [.. named.SelectMany(m => new[] { (ushort)m.Index, (ushort)m.Item })];
        return [.. named.OrderBy(m => m.Item).ThenBy(m => m.Index).Aggregate(new List<(int Rank, ushort Mark)>(), (marks, m) =>
        {
            marks.Add((m.Item, (ushort)(marks.Count > 0 && marks[^1].Rank == m.Item ? m.Index | Mark.Shared : m.Index)));
            return marks;
        }).Select(m => m.Mark)];
    }

    // The code was there before anybody chose, and the ballots were there only once the last of us had: together nobody could know them.
    private static IReadOnlyList<int> LotOf(BallotTerms terms, IReadOnlyCollection<IReadOnlyList<int>> ballots)
    {
        var all = ballots.Select(b => string.Join(',', b.Select(Number))).Order(StringComparer.Ordinal).DefaultIfEmpty(NoBallots);
        List<Candidate<int>> options = [.. Enumerable.Range(0, terms.Options).Select(o => new Candidate<int>(o, Number(o + 1)))];
        return Sortition.Draw(options, Convert.FromHexString(terms.Code), string.Join(' ', all)).Value;
    }

    private static string Number(int option) => option.ToString(CultureInfo.InvariantCulture);
}
