namespace Alongside.Site.Paper;

/// <summary>How a sheet is handed to somebody who asked for it.</summary>
public static class Papers
{
    /// <param name="sheet">What they asked for.</param>
    /// <param name="name">The file's, which stays on a device that others may hold: it says nothing of whom or what.</param>
    /// <param name="instead">The page that has the same, for what can't be set.</param>
    public static IResult Handed(Sheet sheet, string name, string instead) =>
        Press.Print(sheet) is { Refusal: null } printed ? Results.File(printed.Value, Press.MediaType, name) : Results.LocalRedirect(instead);

    /// <summary>A sheet as this visitor reads, and on the paper that is used where the practice is.</summary>
    public static Sheet For(Visit visit, PracticeFace face, Words T, string title, params IReadOnlyList<Block> blocks) => new()
    {
        Title = visit.NeutralTitle ?? title,
        Language = visit.Language,
        Size = PaperSize.In(face.Zone),
        PageOf = (page, of) => T["Page {0} of {1}", page, of],
        Blocks = blocks,
    };
}
