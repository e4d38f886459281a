using System.Globalization;
using System.Text;
using System.Text.Json;
using Alongside.Site.Paper;
using CsCheck;

namespace Alongside.Tests.Site.Paper;

public class PaperTests
{
    internal static readonly string[] FourNames = ["محمد عبد الرحمن الأندلسي", "欧阳建国", "Nguyễn Thị Hồng Ánh", "Ọláìítán Adébáyọ̀ Ṣóyínká"];

    [Fact, Trait("Kind", "Unhurried")]
    public void Nothing_reaches_into_the_margins_whatever_somebody_is_called() =>
        Gen.Select(SomeNames.Any, SomeNames.Any, Gen.Int[1, 12], SomeNames.OneOf("en", "fr", "ar"), SomeNames.OneOf(PaperSize.A4, PaperSize.Letter)).Sample((one, other, rows, language, size) =>
        {
            var sheet = Sheet(language, size,
                new Heading(other), new Passage(Phrase.Written(one)), new FactList([(other, Phrase.Written(one)), (one, other)]),
                new Table(one, [new(other, 3), new(one, 6), new("Paid", 2, AtEnd: true)], [.. Enumerable.Range(0, rows).Select(_ => Row([other], [one, one], ["25,50\u00A0$"]))], (one, "$25")),
                new CutOut(CutOut.CardWidth, [new Code(["7QX4K", "M2M4N", "00000", "WWWWW", "8888*"]), new Passage(other[..Math.Min(other.Length, 40)], Emphasis.Small)]));
            KeepsItsMargins(sheet);
        }, iter: 60);

    [Fact, Trait("Kind", "Unhurried")]
    public void Nothing_that_somebody_types_stops_the_press()
    {
        var typed = JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "naughty-strings.json")))!;
        typed.AddRange(["\uD800", "a\uDC00b", "a\uD83D", "\uFFFE", "\U0010FFFF", "\0", "\u00AD", "\u200D", "\u0301", "\u202E\u2066", new('\u202B', 200), $"{new string('\u2067', 200)}a", $"a{new string('\u0301', 199)}"]);
        Assert.All(typed, each =>
        {
            var sheet = Sheet("en", PaperSize.A4, new Heading(each), new FactList([(each, Phrase.Written(each))]), new CutOut(CutOut.CardWidth, [new Passage(each[..Math.Min(each.Length, 40)], Emphasis.Strong)]));
            if (Press.Print(sheet) is { Refusal: null }) KeepsItsMargins(sheet);
            else Assert.NotNull(Press.Refuses(sheet));
        });
    }

    [Fact]
    public void A_file_is_read_in_the_order_in_which_it_was_written() => Gen.Select(SomeNames.Any, SomeNames.Any, SomeNames.OneOf("en", "ar")).Sample((one, other, language) =>
    {
        var file = Print(Sheet(language, PaperSize.A4, new Heading("A"), new Passage(Phrase.Written(one)), new FactList([("Name", Phrase.Written(other))])));
        Assert.Equal(Seen($"A{one}Name{other}"), Seen(new PdfReader(file).Text));
    }, iter: 60);

    [Fact]
    public void Each_of_four_names_can_be_copied_from_it_glyph_by_glyph()
    {
        foreach (var name in FourNames)
        {
            foreach (var emphasis in new[] { Emphasis.Plain, Emphasis.Strong })
                Assert.Equal(Seen(name), Seen(new PdfReader(Print(Sheet("fr", PaperSize.Letter, new Passage(Phrase.Written(name), emphasis)))).Drawn));
        }
    }

    [Fact]
    public void The_same_sheet_makes_the_same_bytes_and_tells_only_its_title_its_language_and_our_name()
    {
        var sheet = Sheet("fr", PaperSize.Letter, new Passage("Bonjour"));
        var file = Print(sheet);
        Assert.Equal(file, Print(sheet with { Blocks = [new Passage("Bonjour")] }));
        var read = new PdfReader(file);
        Assert.Contains("/Lang (fr)", read.Whole, StringComparison.Ordinal);
        Assert.Contains("<</Title <FEFF00540069> /Producer (Alongside)>>", read.Whole, StringComparison.Ordinal);
        foreach (var telling in new[] { "Date", "/Author", "/Creator", "/ID", "/Metadata" }) Assert.DoesNotContain(telling, read.Whole, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_takes_along_no_more_of_a_font_than_it_draws() =>
        Assert.InRange(Print(Sheet("en", PaperSize.A4, new Passage(string.Join(' ', FourNames)))).Length, 1_000, 40_000);

    [Fact]
    public void A_long_table_says_its_columns_again_on_each_page_and_its_sum_is_never_alone()
    {
        for (var rows = 20; rows < 60; rows++)
        {
            var table = new Table("Paid", [new("Day", 1), new("Amount", 1, AtEnd: true)], [.. Enumerable.Range(0, rows).Select(i => Row([$"{i}."], ["$60"]))], ("In all", "$60"));
            var pages = new Typesetter(Sheet("en", PaperSize.Letter, table)).Pages();
            foreach (var page in pages)
            {
                var said = page.Marks.OfType<Lettering>().SelectMany(l => l.Line.Runs).Select(run => run.Text).ToList();
                Assert.Contains("Amount", said);
                if (said.Contains("In all")) Assert.Contains($"{rows - 1}.", said);
                Assert.Equal(pages.Count > 1, said.Exists(text => text.StartsWith("Page ", StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    public void On_a_page_that_is_read_from_right_to_left_columns_turn_round()
    {
        var facts = new FactList([("Name", "Ada")]);
        Assert.Equal(Typesetter.Margin, Edge("en", "Name").Left, 0.01f);
        Assert.True(Edge("en", "Name").Right < Edge("en", "Ada").Left);
        Assert.Equal(PaperSize.A4.Width - Typesetter.Margin, Edge("ar", "Name").Right, 0.01f);
        Assert.True(Edge("ar", "Name").Left > Edge("ar", "Ada").Right);

        (float Left, float Top, float Right, float Bottom) Edge(string language, string text) => Edges(new Typesetter(Sheet(language, PaperSize.A4, facts)).Pages()[0].Marks
            .Single(mark => mark is Lettering letters && letters.Line.Runs[0].Text == text));
    }

    [Theory]
    [InlineData("WWWWW", "8888*")]
    [InlineData("00000", "11111")]
    public void A_code_is_read_from_left_to_right_on_every_page(params string[] groups)
    {
        foreach (var language in new[] { "en", "ar" })
        {
            var line = new Typesetter(Sheet(language, PaperSize.A4, new Code(groups))).Pages()[0].Marks.OfType<Lettering>().Single().Line;
            Assert.Equal(string.Join("  ", groups), string.Concat(line.Runs.SelectMany(run => run.Clusters()).Select(cluster => cluster.Text)));
        }
    }

    [Fact]
    public void Nothing_is_printed_with_boxes_in_place_of_a_name()
    {
        var sheet = Sheet("en", PaperSize.A4, new FactList([("Received from", Phrase.Written("தமிழ்ச்செல்வி"))]));
        Assert.Contains("print this page", Press.Print(sheet).Refusal!.Format, StringComparison.Ordinal);
        Assert.NotNull(Press.Refuses(sheet));
    }

    [Theory]
    [InlineData("America/Toronto", true)]
    [InlineData("America/Mexico_City", true)]
    [InlineData("Europe/Paris", false)]
    [InlineData("America/Sao_Paulo", false)]
    [InlineData("UTC", false)]
    public void Paper_is_as_large_as_where_the_practice_is(string zone, bool isLetter) =>
        Assert.Equal(isLetter ? PaperSize.Letter : PaperSize.A4, PaperSize.In(NodaTime.DateTimeZoneProviders.Tzdb[zone]));

    internal static byte[] Print(Sheet sheet) => Press.Print(sheet).Value;

    internal static Sheet Sheet(string language, PaperSize size, params IReadOnlyList<Block> blocks) => new()
    {
        Title = "Ti",
        Language = CultureInfo.GetCultureInfo(language),
        Size = size,
        PageOf = (page, of) => $"Page {page} of {of}",
        Blocks = blocks,
    };

    private static void KeepsItsMargins(Sheet sheet)
    {
        foreach (var mark in new Typesetter(sheet).Pages().SelectMany(page => page.Marks))
        {
            var (left, top, right, bottom) = Edges(mark);
            Assert.InRange(left, Typesetter.Margin - 0.1f, sheet.Size.Width);
            Assert.InRange(top, Typesetter.Margin - 0.1f, sheet.Size.Height);
            Assert.InRange(right, 0, sheet.Size.Width - Typesetter.Margin + 0.1f);
            Assert.InRange(bottom, 0, sheet.Size.Height - Typesetter.Margin + 0.1f);
        }
    }

    private static IReadOnlyList<Phrase>[] Row(params IReadOnlyList<Phrase>[] cells) => cells;

    // Where a line ends a space isn't drawn; and the same letter may be written in one character or in two.
    private static string Seen(string text) => text.Replace(" ", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC);

    private static (float Left, float Top, float Right, float Bottom) Edges(Mark mark) => mark switch
    {
        Lettering l => (l.X, l.Baseline - l.Line.Above, l.X + l.Line.Width, l.Baseline + l.Line.Below),
        Stroke s => (Math.Min(s.X1, s.X2), Math.Min(s.Y1, s.Y2), Math.Max(s.X1, s.X2), Math.Max(s.Y1, s.Y2)),
        _ => throw new InvalidOperationException(),
    };
}
