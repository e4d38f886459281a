namespace Alongside.Features.Circle.Counting;

/// <summary>A way of counting ballots.</summary>
public enum CountingMethod
{
    /// <summary>Ranks; proportional, for one or more seats.</summary>
    ScottishStv,

    /// <summary>Ranks; for one.</summary>
    Irv,

    /// <summary>Ranks; by strongest paths of margins.</summary>
    Schulze,

    /// <summary>Each option is scored by itself.</summary>
    Score,

    /// <summary>A budget of dots is laid on the options.</summary>
    Dots,
}

/// <summary>What a ballot says of the options.</summary>
public enum BallotKind
{
    Ranks,
    Scores,
    Dots,
}

/// <summary>How an option stands that a ballot of ranks doesn't name, by Schulze's method.</summary>
public enum Unranked
{
    /// <summary>Below every option that is ranked, and level with the others that aren't.</summary>
    Below,

    /// <summary>It is compared with nothing on this ballot.</summary>
    NoOpinion,
}

/// <summary>By which words files and the command line know them.</summary>
public static class UnrankedWords
{
    public const string Below = "below", NoOpinion = "no-opinion";

    public static Unranked? Named(string word) => word switch { Below => Unranked.Below, NoOpinion => Unranked.NoOpinion, _ => null };
}

/// <summary>The methods by the names under which files and the command line know them.</summary>
public static class CountingMethods
{
    private static readonly (string Name, CountingMethod Method)[] named =
    [
        ("scottish-stv", CountingMethod.ScottishStv), ("irv", CountingMethod.Irv), ("schulze", CountingMethod.Schulze),
        ("score", CountingMethod.Score), ("dots", CountingMethod.Dots),
    ];

    public static IEnumerable<string> Names => named.Select(n => n.Name);

    public static CountingMethod? Named(string name)
    {
        foreach (var (known, method) in named)
            if (string.Equals(known, name, StringComparison.Ordinal)) return method;
        return null;
    }

    public static string Name(this CountingMethod method) => named.First(n => n.Method == method).Name;

    /// <summary>What it is, in a sentence whose format is a translation key.</summary>
    public static FormattableString InWords(this CountingMethod method) => method switch
    {
        CountingMethod.Score => $"Score: each of us gives each option a number, and the largest sum is chosen.",
        CountingMethod.Dots => $"Dots: each of us lays a few dots on the options, and the most dots are chosen.",
        CountingMethod.Irv => $"Ranks, instant run-off: the option that fewest put first goes, until one has more than half.",
        CountingMethod.Schulze => $"Ranks, by Schulze: each option is compared with each other, and the one that no other beats is chosen.",
        _ => $"Ranks, single transferable vote: several are chosen so that each large enough group of us finds its own among them.",
    };

    public static BallotKind Counts(this CountingMethod method) => method switch
    {
        CountingMethod.Score => BallotKind.Scores,
        CountingMethod.Dots => BallotKind.Dots,
        _ => BallotKind.Ranks,
    };
}
