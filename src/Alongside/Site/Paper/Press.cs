using Alongside.Kernel;
using Alongside.Site.Paper.Pdf;

namespace Alongside.Site.Paper;

/// <summary>Makes PDF files. They exist in memory alone, and the same sheet always makes the same bytes.</summary>
public static class Press
{
    public const string MediaType = "application/pdf";

    /// <summary>The file; or why there is none: nothing is printed with boxes in place of somebody's name.</summary>
    public static Outcome<byte[]> Print(Sheet sheet) => Refuses(sheet) is { } no ? no : new PdfPages(sheet).Write(new Typesetter(sheet).Pages());

    /// <summary>Null where our fonts have all that is written on it.</summary>
    public static Refusal? Refuses(Sheet sheet) => sheet.Blocks.SelectMany(block => block.Phrases).Any(phrase => new Paragraph(phrase, new(10), sheet.Language).IsMissingSome)
        ? new($"Something on it is in a script that our PDF files can’t show yet. Your browser can: print this page itself.")
        : null;
}
