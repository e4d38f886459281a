using System.Globalization;
using System.Text;
using Alongside.Features.Circle.Counting;

namespace Alongside.Commands;

/// <summary>A count as somebody reads it: each round, who stands at what, and what happened.</summary>
internal static class TallyTable
{
    public static string Write(TallyResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Title(result.Method)}, for {result.Seats}; {result.Papers:N0} ballots could be read");
        if (result.Quota is { } quota) text.Append(CultureInfo.InvariantCulture, $", and {quota:N0} votes are needed");
        text.Append(".\n");
        var width = Math.Min(40, result.Options.Max(o => o.Length));
        for (var number = 0; number < result.Rounds.Count; number++)
        {
            var round = result.Rounds[number];
            if (result.Rounds.Count > 1) text.Append(CultureInfo.InvariantCulture, $"\n{number + 1}. {What(result, round)}\n");
            else text.Append('\n');
            foreach (var option in Enumerable.Range(0, result.Options.Count).OrderByDescending(o => round.Totals[o]))
            {
                if (round.Totals[option] == 0 && IsOut(result, option, number)) continue;
                Line(text, result.Options[option].PadRight(width), round.Totals[option], round.Elected.Contains(option) ? "  elected" : "");
            }
            if (round.NonTransferable > 0) Line(text, "(no longer transferable)".PadRight(width), round.NonTransferable, "");
        }
        return text.Append(CultureInfo.InvariantCulture, $"\nElected: {string.Join(", ", result.Winners.Select(w => result.Options[w]))}\n").ToString();
    }

    private static void Line(StringBuilder text, string name, decimal votes, string note) =>
        text.Append(CultureInfo.InvariantCulture, $"   {name}  {votes,20:#,0.#####}{note}\n");

    private static bool IsOut(TallyResult result, int option, int number) =>
        result.Rounds.Take(number + 1).Any(r => r.Excluded.Contains(option));

    private static string What(TallyResult result, TallyRound round)
    {
        if (round.Surplus is { } surplus) return $"The surplus of {result.Options[surplus]} goes on";
        return round.Excluded is [var excluded] ? $"{result.Options[excluded]} is excluded" : "First preferences";
    }

    private static string Title(CountingMethod method) => method switch
    {
        CountingMethod.ScottishStv => "Scottish STV",
        CountingMethod.Irv => "Instant run-off",
        CountingMethod.Schulze => "Schulze",
        CountingMethod.Score => "Scores",
        _ => "Dots",
    };
}
