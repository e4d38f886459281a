using System.Text;

namespace Alongside.Site.Paper.Pdf;

/// <summary>
/// Pages as a PDF file that says nothing about who made it, when and with what: a title, a language and the project's
/// name. The text lies in it in the order in which it is read, with its characters beside its glyphs.
/// </summary>
internal sealed class PdfPages(Sheet sheet)
{
    // Of an em, on each side of an outline.
    private const float Thicker = 0.03f;

    private readonly Dictionary<Typeface, PdfFont> fonts = [];

    public byte[] Write(IReadOnlyList<Page> pages)
    {
        var file = new PdfFile();
        var (catalog, tree) = (file.Reserve(), file.Reserve());
        // All is learnt before anything is drawn: what a glyph doesn't say by itself then stands beside it.
        foreach (var run in pages.SelectMany(page => page.Marks).OfType<Lettering>().SelectMany(letters => letters.Line.Runs)) FontOf(run).Use(run);
        var contents = pages.Select(page => file.AddStream(Encoding.Latin1.GetBytes(Content(page)))).ToList();
        var resources = file.Add($"<</Font <<{string.Concat(fonts.Values.Select(font => $"/{font.Name} {font.Write(file)} 0 R "))}>>>>");
        var kids = contents.Select(content => file.Add(
            $"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfFile.Number(sheet.Size.Width)} {PdfFile.Number(sheet.Size.Height)}] /Resources {resources} 0 R /Contents {content} 0 R>>")).ToList();
        file.Add(tree, $"<</Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}]>>");
        var direction = sheet.RightToLeft ? " /Direction /R2L" : "";
        file.Add(catalog, $"<</Type /Catalog /Pages {tree} 0 R /Lang ({sheet.Language.Name}) /ViewerPreferences <</DisplayDocTitle true{direction}>>>>");
        return file.Finish(catalog, file.Add($"<</Title {PdfFile.Text(sheet.Title)} /Producer (Alongside)>>"));
    }

    private PdfFont FontOf(Run run)
    {
        if (!fonts.TryGetValue(run.Typeface, out var font)) fonts[run.Typeface] = font = new(run.Typeface, $"F{fonts.Count + 1}");
        return font;
    }

    private string Content(Page page)
    {
        var content = new StringBuilder();
        foreach (var mark in page.Marks)
        {
            if (mark is Lettering letters) Draw(content, letters);
            else if (mark is Stroke stroke) Draw(content, stroke);
        }
        return content.ToString();
    }

    private void Draw(StringBuilder content, Stroke stroke)
    {
        content.Append($"{(stroke.Dashed ? "[4 3] 0 d" : "[] 0 d")} {PdfFile.Number(stroke.Thickness)} w ");
        content.Append($"{PdfFile.Number(stroke.X1)} {Up(stroke.Y1)} m {PdfFile.Number(stroke.X2)} {Up(stroke.Y2)} l S\n");
    }

    // Runs stand from left to right and are written as they are read.
    private void Draw(StringBuilder content, Lettering letters)
    {
        var x = letters.X;
        var placed = new List<(Run Run, float X)>();
        foreach (var run in letters.Line.Runs)
        {
            placed.Add((run, x));
            x += run.Width;
        }
        foreach (var (run, left) in placed.OrderBy(each => each.Run.Start)) Draw(content, run, left, letters.Baseline);
    }

    private void Draw(StringBuilder content, Run run, float left, float baseline)
    {
        if (run.Glyphs.Count == 0) return;
        var font = FontOf(run);
        // ISO 32000-1, 14.8.2.3.3: glyphs stand from left to right, so what is read the other way is marked as reversed.
        if (run.RightToLeft) content.Append("/ReversedChars BMC ");
        content.Append($"BT /{font.Name} {PdfFile.Number(run.Size)} Tf {(run.Thickened ? $"2 Tr {PdfFile.Number(run.Size * Thicker)} w" : "0 Tr")}");
        var (pen, height) = (float.NaN, float.NaN);
        foreach (var cluster in run.Clusters())
        {
            // A letter and its marks are said as one: some readers otherwise sort what stands higher into another line.
            var replaced = (!run.RightToLeft && cluster.Glyphs.Count > 1) || font.Read(cluster.Glyphs, run.RightToLeft) != cluster.Text;
            if (replaced) content.Append($" /Span <</ActualText {PdfFile.Text(cluster.Text)}>> BDC");
            foreach (var glyph in cluster.Glyphs)
            {
                // The pen is set anew only where kerning or a mark moves it from where the glyph before left it.
                if (!(Math.Abs(glyph.X - pen) < 0.005f && glyph.Y == height))
                    content.Append($" 1 0 0 1 {PdfFile.Number(left + glyph.X)} {Up(baseline - glyph.Y)} Tm");
                content.Append($" <{glyph.Id:X4}> Tj");
                (pen, height) = (glyph.X + (font.WidthOf(glyph.Id) * run.Size), glyph.Y);
            }
            if (replaced) content.Append(" EMC");
        }
        content.Append(run.RightToLeft ? " ET EMC\n" : " ET\n");
    }

    // PDF counts from the bottom of the page.
    private string Up(float y) => PdfFile.Number(sheet.Size.Height - y);
}
