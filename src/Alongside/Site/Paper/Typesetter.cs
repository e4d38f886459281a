namespace Alongside.Site.Paper;

/// <summary>Lays the blocks of a sheet on pages. Nothing it places reaches into the margins.</summary>
internal sealed class Typesetter(Sheet sheet)
{
    /// <summary>White around everything, in points: 20 mm.</summary>
    public const float Margin = 56.7f;

    // Below the text, for the number of the page.
    private const float Foot = 24;

    private float Width => sheet.Size.Width - (2 * Margin);

    private float Height => sheet.Size.Height - (2 * Margin) - Foot;

    public IReadOnlyList<Page> Pages()
    {
        var pages = new List<List<Mark>> { new() };
        var y = 0f;
        foreach (var chain in Chains(new Compositor(sheet, Width).Slabs(sheet.Blocks)))
        {
            if (y > 0 && y + HeightOf(chain) > Height) Turn(chain[0]);
            foreach (var slab in chain)
            {
                if (y > 0 && y + slab.Before + slab.Height > Height) Turn(slab);
                Place(slab);
            }
        }
        return [.. pages.Select((marks, i) => new Page(pages.Count == 1 ? marks : [.. marks, Number(i + 1, pages.Count)]))];

        void Turn(Slab first)
        {
            pages.Add([]);
            y = 0;
            foreach (var slab in first.Head) Place(slab);
        }

        void Place(Slab slab)
        {
            if (y > 0) y += slab.Before;
            pages[^1].AddRange(slab.Marks.Select(mark => mark.Moved(Margin, Margin + y)));
            y += slab.Height;
        }
    }

    private static float HeightOf(IReadOnlyList<Slab> chain) => chain.Sum(slab => slab.Before + slab.Height);

    private static IEnumerable<IReadOnlyList<Slab>> Chains(IEnumerable<Slab> slabs)
    {
        var chain = new List<Slab>();
        foreach (var slab in slabs)
        {
            chain.Add(slab);
            if (slab.KeepsNext) continue;
            yield return chain;
            chain = [];
        }
        if (chain.Count > 0) yield return chain;
    }

    private Lettering Number(int page, int of)
    {
        var line = new Paragraph(sheet.PageOf(page, of), new(9), sheet.Language).Break(Width)[0];
        return new(line, Margin + ((Width - line.Width) / 2), sheet.Size.Height - Margin - line.Below);
    }
}
