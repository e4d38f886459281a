using System.Text.Json.Serialization;
using Alongside.Features.Circle.Counting;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Deciding;

/// <summary>How something is chosen among options, settled before anybody chooses.</summary>
/// <param name="Method">How it is counted.</param>
/// <param name="Options">Among how many.</param>
/// <param name="Seats">How many of them are chosen.</param>
/// <param name="Code">16 bytes in hexadecimal, published as it opens: with all ballots they make the lot for a tie.</param>
public sealed record BallotTerms(CountingMethod Method, int Options, int Seats, string Code)
{
    public const int MostOptions = 20, MostScore = 10, MostDots = 50;

    /// <summary>Below so many, a ballot without a name names somebody all the same.</summary>
    public const int FewestAnonymous = 5;

    /// <summary>The highest score, or how many dots each of us lays; 0 for ranks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Most { get; init; }

    /// <summary>Nobody's name stands beside a ballot, ever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Anonymous { get; init; }

    /// <summary>Nobody reads the ballots before the round has ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Hidden { get; init; }

    /// <summary>What it means, by Schulze's method, that a ballot doesn't name an option.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Unranked Unranked { get; init; }

    /// <summary>Why it can't be put like that to so many, or null.</summary>
    public Refusal? Check(int people)
    {
        if (Options is < 2 or > MostOptions) return new($"Please write between {2} and {MostOptions} options, one a line.") { Field = "Options" };
        if (Seats < 1 || Seats >= Options) return new($"Please choose fewer than there are options, and at least one.") { Field = "Seats" };
        if (Method == CountingMethod.Irv && Seats > 1) return new($"Instant run-off chooses one. For several there is the single transferable vote.") { Field = "Seats" };
        if (Method == CountingMethod.Score && Most is < 1 or > MostScore) return new($"The highest score is between {1} and {MostScore}.") { Field = "Most" };
        if (Method == CountingMethod.Dots && Most is < 1 or > MostDots) return new($"Each of us lays between {1} and {MostDots} dots.") { Field = "Most" };
        return Anonymous && people < FewestAnonymous
            ? new($"An anonymous ballot takes {FewestAnonymous} who decide, or more: among fewer, everybody could tell whose is whose.") { Field = "Secret" }
            : null;
    }

    /// <summary>A ballot as it counts, ranks without gaps; or why it doesn't.</summary>
    /// <param name="marks">As in <see cref="BallotGiven"/>. A ballot that names nothing leaves it to the others.</param>
    public Outcome<int[]> Read(IReadOnlyList<int> marks)
    {
        if (marks.Count != Options || marks.Any(m => m < 0)) return new Refusal($"Please mark each option, or leave it blank.");
        switch (Method.Counts())
        {
            case BallotKind.Scores:
                return marks.Any(m => m > Most) ? new Refusal($"The highest score is {Most}.") : marks.ToArray();
            case BallotKind.Dots:
                return marks.Sum(m => (long)m) > Most ? new Refusal($"There are {Most} dots to lay; these are more.") : marks.ToArray();
            default:
                List<int> ranks = [.. marks.Where(m => m > 0).Distinct().Order()];
                return Method != CountingMethod.Schulze && ranks.Count < marks.Count(m => m > 0)
                    ? new Refusal($"Please give each rank to one option only: by this way of counting nobody could read what comes after.")
                    : marks.Select(m => ranks.IndexOf(m) + 1).ToArray();
        }
    }
}
