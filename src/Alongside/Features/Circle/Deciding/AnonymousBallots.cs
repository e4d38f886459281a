using System.Globalization;
using System.Text.Json;
using Alongside.Features.Sealing;

namespace Alongside.Features.Circle.Deciding;

/// <summary>
/// All anonymous ballots of one round in one row, equal ones together and in an order of their own. No ballot is a row, so
/// none has an author, a time, or a place among the others.
/// </summary>
public sealed class AnonymousBallots(ProposalId proposal, int round) : PowerRow
{
    public ProposalId Proposal { get; private init; } = proposal;

    /// <summary>As in <see cref="Deciding.Round.Number"/>.</summary>
    public int Round { get; private init; } = round;

    /// <summary>How many there are; as many as took part.</summary>
    public int Count { get; private set; }

    /// <summary>How many ballots are alike, by what they say, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <param name="marks">As in <see cref="BallotGiven"/>.</param>
    public void Add(IReadOnlyList<int> marks)
    {
        var alike = Alike();
        var said = string.Join(',', marks.Select(m => m.ToString(CultureInfo.InvariantCulture)));
        alike[said] = alike.GetValueOrDefault(said) + 1;
        (Content, Count) = (JsonSerializer.Serialize(alike), Count + 1);
    }

    /// <summary>Each of them.</summary>
    public IReadOnlyList<IReadOnlyList<int>> All() => [.. Alike().SelectMany(a => Enumerable.Repeat(Read(a.Key), a.Value))];

    private SortedDictionary<string, int> Alike() => new(JsonSerializer.Deserialize<Dictionary<string, int>>(Content)!, StringComparer.Ordinal);

    private static int[] Read(string said) => [.. said.Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture))];

    protected override Binding Canonical() => new Binding("anonymous ballots").Add(Proposal.Value).Add(Round).Add(Count).Add(Content);
}
