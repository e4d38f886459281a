using Alongside.Features.Circle.Counting;
using CsCheck;

namespace Alongside.Tests.Circle.Counting;

/// <summary>Small elections, made up.</summary>
internal static class Elections
{
    public static readonly string[] Names = ["Ada", "Béa", "Cem", "Duc", "Eli", "Fay"];

    /// <summary>Ranks without shared ones: each ballot a list of options, the first preference first.</summary>
    public static readonly Gen<int[][]> Ranked = Gen.Int[2, 6].SelectMany(options => Ballot(options).Array[0, 14]);

    /// <summary>The same, for the oracle and for ours: how many options, the ballots, the seats, the lot.</summary>
    public static readonly Gen<(int Options, int[][] Ballots, int Seats, int[] Lot)> Whole = Gen.Int[2, 6].SelectMany(options =>
        Gen.Select(Ballot(options).Array[0, 14], Gen.Int[1, options], Gen.Shuffle(Enumerable.Range(0, options).ToArray()),
            (ballots, seats, lot) => (options, ballots, seats, lot)));

    /// <summary>Every ballot ranks every option.</summary>
    public static readonly Gen<(int Options, int[][] Ballots)> Complete = Gen.Int[2, 5].SelectMany(options =>
        Gen.Shuffle(Enumerable.Range(0, options).ToArray()).Array[1, 9].Select(ballots => (options, ballots)));

    public static Ballots Of(int options, IEnumerable<int[]> ballots, string[]? names = null) =>
        Of(options, ballots.Select(b => b.Select(o => new[] { o }).ToArray()), names);

    /// <summary>With ranks that several options may share.</summary>
    public static Ballots Of(int options, IEnumerable<int[][]> ballots, string[]? names = null)
    {
        var box = new BallotBox(BallotKind.Ranks);
        foreach (var ballot in ballots)
            box.Add([.. ballot.SelectMany(rank => rank.Select((option, place) => (ushort)(option | (place > 0 ? Mark.Shared : 0))))], 1);
        return box.Close(new((names ?? Names)[..options]));
    }

    public static IReadOnlyList<string> Said(IEnumerable<int> options) => [.. options.Select(o => Names[o])];

    private static Gen<int[]> Ballot(int options) => Gen.Select(Gen.Shuffle(Enumerable.Range(0, options).ToArray()), Gen.Int[0, options], (order, length) => order[..length]);
}
