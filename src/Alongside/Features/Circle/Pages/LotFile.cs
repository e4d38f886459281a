using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Doors;
using NodaTime.Text;

namespace Alongside.Features.Circle.Pages;

/// <summary>The lot of a question as a file that <c>alongside draw sortition --verify</c> recomputes.</summary>
internal static class LotFile
{
    public const string Route = "/circle/{number:int}/lot.json";

    public static string Address(int number) => $"/circle/{number}/lot.json";

    /// <summary>As it is called on the disk of whoever takes it.</summary>
    public static string Name(int number) => $"question-{number}-lot.json";

    /// <summary>Where its numbers come from, as it was last announced.</summary>
    public static string SourceOf(ProposalRead read) => (read.Deliberation.Lot?.NamedBy is { } named ? read.SaidAt(named) : read.WordsOf(read.Deliberation.Round!.Version)?.Source) ?? "";

    /// <summary>The options that were drawn, the first first; none before.</summary>
    public static IReadOnlyList<string> DrawnOf(ProposalRead read) => Labels(read, read.Deliberation.Lot?.Drawn ?? []);

    /// <summary>All options in the order in which they were drawn; none before.</summary>
    public static IReadOnlyList<string> OrderOf(ProposalRead read) => Labels(read, read.Deliberation.Lot?.Order ?? []);

    /// <returns>UTF-8; null where nothing is drawn by lot.</returns>
    public static byte[]? Write(ProposalRead read)
    {
        if (read.Deliberation.Lot is not { } lot) return null;
        return new SortitionFile(SortitionFile.MethodName, lot.Terms.Code, SourceOf(read), InstantPattern.ExtendedIso.Format(lot.AnnouncedAt), Options(read), lot.Terms.Seats,
            lot.DrawnBy is { } drawn ? read.SaidAt(drawn) : null, DrawnOf(read))
        { From = lot.Terms.From }.Write();
    }

    // Where new words are written already and not put yet, the lot is that of the words before.
    private static IReadOnlyList<string> Options(ProposalRead read) => read.WordsOf(read.Deliberation.Round!.Version)?.Options ?? [];

    private static IReadOnlyList<string> Labels(ProposalRead read, IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0) return [];
        var options = Options(read);
        return [.. numbers.Select(n => options[n - 1])];
    }
}
