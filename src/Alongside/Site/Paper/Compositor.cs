namespace Alongside.Site.Paper;

/// <summary>Turns blocks into slabs of one width. Start is left, and right on a page that is read from right to left.</summary>
internal sealed class Compositor(Sheet sheet, float width)
{
    private const float Gap = 14, CardEdge = 14.2f, Leading = 1.45f;

    private static readonly Style text = new(10.5f), strong = new(10.5f, Strong: true), small = new(8.5f), heading = new(17, Strong: true),
        code = new(17, Strong: true);

    public IEnumerable<Slab> Slabs(IEnumerable<Block> blocks) => blocks.SelectMany(Slabs);

    private IEnumerable<Slab> Slabs(Block block) => block switch
    {
        Heading said => Lines(said.Text, heading, Gap, keepsNext: true),
        Passage { Emphasis: Emphasis.Strong } said => Lines(said.Text, strong, 6),
        Passage { Emphasis: Emphasis.Small } said => Lines(said.Text, small, 8),
        Passage said => Lines(said.Text, text, 6),
        FactList list => list.Facts.SelectMany((fact, i) => Facts(fact, i == 0 ? Gap : 4)),
        Table table => Table(table),
        Code groups => Groups(groups),
        WordList list => Words(list),
        CutOut card => [Card(card)],
        _ => throw new InvalidOperationException($"Nobody has said how {block.GetType().Name} is set."),
    };

    private IEnumerable<Slab> Lines(Phrase said, Style style, float before, bool keepsNext = false)
    {
        var lines = Rows([Filled(said, style, 0, width)], before);
        return keepsNext ? lines.Select(slab => slab with { KeepsNext = true }) : lines;
    }

    private IEnumerable<Slab> Facts((Phrase Name, Phrase Value) fact, float before)
    {
        var names = width * 0.32f;
        return Rows([Filled(fact.Name, text, 0, names), Filled(fact.Value, strong, names + Gap, width - names - Gap)], before);
    }

    private IEnumerable<Slab> Table(Table table)
    {
        var shares = table.Columns.Sum(column => column.Share);
        var room = width - (Gap * (table.Columns.Count - 1));
        var widths = table.Columns.Select(column => room * column.Share / shares).ToList();
        var starts = widths.Select((_, i) => widths.Take(i).Sum() + (Gap * i)).ToList();
        var head = Ruled(Rows([.. table.Columns.Select((c, i) => Filled(c.Name, small, starts[i], widths[i], c.AtEnd))], 6), 0.8f)
            .Select(slab => slab with { KeepsNext = true }).ToList();
        foreach (var slab in Lines(table.Caption, strong, Gap + 4, keepsNext: true).Concat(head)) yield return slab;
        foreach (var (row, number) in table.Rows.Select((row, number) => (row, number)))
        {
            var cells = row.Select((cell, i) => new Cell([.. cell.SelectMany(phrase => Broken(phrase, text, widths[i]))], starts[i], widths[i], table.Columns[i].AtEnd)).ToList();
            // The last row goes with the sum: a sum alone on a page says nothing.
            foreach (var slab in Ruled(Rows(cells, 5), 0.4f))
                yield return slab with { Head = head, KeepsNext = slab.KeepsNext || number == table.Rows.Count - 1 };
        }
        var sum = widths[^1];
        foreach (var slab in Rows([Filled(table.Total.Name, strong, 0, width - sum - Gap), Filled(table.Total.Sum, strong, width - sum, sum, atEnd: true)], 6))
            yield return slab with { Head = head };
    }

    // In two lines where one would be too short: groups are compared with their neighbours, not counted. As written, since
    // digits and signs would else stand the other way round on a page that is read from right to left.
    private IEnumerable<Slab> Groups(Code groups)
    {
        var one = Paragraph(Phrase.Written(string.Join("  ", groups.Groups)), code).Break(float.MaxValue)[0];
        IEnumerable<string[]> lines = one.Width <= width ? [[.. groups.Groups]] : groups.Groups.Chunk((groups.Groups.Count + 1) / 2);
        return lines.Select((line, i) =>
        {
            var set = Paragraph(Phrase.Written(string.Join("  ", line)), code).Break(width);
            return new Slab(i == 0 ? 10 : 2, HeightOf(set[0], code), [Placed(set[0], code, 0, width, atEnd: false)], KeepsNext: true);
        });
    }

    private IEnumerable<Slab> Words(WordList list)
    {
        const int columns = 3;
        var (rows, each) = ((list.Words.Count + columns - 1) / columns, (width - (Gap * (columns - 1))) / columns);
        for (var row = 0; row < rows; row++)
        {
            var cells = Enumerable.Range(0, columns).Select(column => (At: (column * rows) + row, Start: column * (each + Gap))).Where(c => c.At < list.Words.Count)
                .SelectMany(c => new[] { Filled($"{c.At + 1}", small, c.Start, 20), Filled(Phrase.Written(list.Words[c.At]), strong, c.Start + 26, each - 26) }).ToList();
            foreach (var slab in Rows(cells, row == 0 ? 10 : 3)) yield return slab with { KeepsNext = row < rows - 1 };
        }
    }

    private Slab Card(CutOut card)
    {
        var outer = Math.Min(card.Width, width);
        var (y, marks) = (CardEdge, new List<Mark>());
        var start = sheet.RightToLeft ? width - outer : 0;
        foreach (var slab in new Compositor(sheet, outer - (2 * CardEdge)).Slabs(card.Within))
        {
            if (y > CardEdge) y += slab.Before;
            marks.AddRange(slab.Marks.Select(mark => mark.Moved(start + CardEdge, y)));
            y += slab.Height;
        }
        // A bank card's height, so that it goes where such cards go.
        var bottom = Math.Max(y + CardEdge, card.Width == CutOut.CardWidth ? CutOut.CardHeight : 0);
        (float X, float Y)[] corners = [(start, 0), (start + outer, 0), (start + outer, bottom), (start, bottom)];
        marks.AddRange(corners.Select((from, i) => new Stroke(from.X, from.Y, corners[(i + 1) % 4].X, corners[(i + 1) % 4].Y, 0.8f, Dashed: true)));
        return new(Gap, bottom, marks);
    }

    private sealed record Cell(IReadOnlyList<(Line Line, Style Style)> Lines, float Start, float Width, bool AtEnd);

    // Line by line, so that what is longer than a page goes on overleaf; what is short stays together.
    private IEnumerable<Slab> Rows(IReadOnlyList<Cell> cells, float before)
    {
        var most = cells.Max(cell => cell.Lines.Count);
        for (var i = 0; i < most; i++)
        {
            var lines = cells.Where(cell => i < cell.Lines.Count).Select(cell => (Cell: cell, cell.Lines[i].Line, cell.Lines[i].Style)).ToList();
            var above = lines.Max(l => Above(l.Line, l.Style));
            var height = above + lines.Max(l => HeightOf(l.Line, l.Style) - Above(l.Line, l.Style));
            yield return new(i == 0 ? before : 0, height,
                [.. lines.Select(l => Placed(l.Line, l.Style, l.Cell.Start, l.Cell.Width, l.Cell.AtEnd).Moved(0, above - Above(l.Line, l.Style)))],
                KeepsNext: i < most - 1);
        }
    }

    private List<Slab> Ruled(IEnumerable<Slab> rows, float thickness)
    {
        var all = rows.ToList();
        var last = all[^1];
        all[^1] = last with { Height = last.Height + 4, Marks = [.. last.Marks, new Stroke(0, last.Height + 3, width, last.Height + 3, thickness)] };
        return all;
    }

    private Cell Filled(Phrase said, Style style, float start, float room, bool atEnd = false) => new([.. Broken(said, style, room)], start, room, atEnd);

    private IEnumerable<(Line, Style)> Broken(Phrase said, Style style, float room) => Paragraph(said, style).Break(room).Select(line => (line, style));

    private Paragraph Paragraph(Phrase said, Style style) => new(said, style, sheet.Language);

    private Lettering Placed(Line line, Style style, float start, float room, bool atEnd)
    {
        var atLeft = sheet.RightToLeft == atEnd;
        var left = sheet.RightToLeft ? width - start - room : start;
        return new(line, atLeft ? left : left + room - line.Width, Above(line, style));
    }

    private static float Above(Line line, Style style) => line.Above + Math.Max(0, (style.Size * Leading) - line.Above - line.Below) / 2;

    private static float HeightOf(Line line, Style style) => Math.Max(line.Above + line.Below, style.Size * Leading);
}
