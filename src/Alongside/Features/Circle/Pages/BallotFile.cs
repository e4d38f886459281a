using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Doors;
using NodaTime;

namespace Alongside.Features.Circle.Pages;

/// <summary>All ballots of a question as a file that <c>alongside tally</c> counts again.</summary>
internal static class BallotFile
{
    public const string Route = "/circle/{number:int}/ballots.{ending}";

    public static string Address(int number, string ending) => $"/circle/{number}/ballots.{ending}";

    /// <summary>As it is called on the disk of whoever takes it.</summary>
    public static string Name(int number, string ending) => $"question-{number}.{ending}";

    /// <returns>UTF-8; null where there is nothing to be read, or not yet.</returns>
    public static async Task<byte[]?> Write(Balloting ballots, ProposalRead read, string ending, Instant at, CancellationToken stop)
    {
        if (ending is not ("json" or "blt") || await ballots.Count(read, at, stop) is not { } counted) return null;
        if (ending == "json") return BallotJson.Write(counted.Ballots);
        return counted.Ballots.Kind == BallotKind.Ranks ? BltWriter.Write(counted.Ballots, counted.Ballots.Heading.Seats ?? 1) : null;
    }
}
