using System.Globalization;
using Alongside.Site.Paper;
using CsCheck;

namespace Alongside.Tests.Site.Paper;

public class LineTests
{
    private static readonly CultureInfo english = CultureInfo.GetCultureInfo("en"), arabic = CultureInfo.GetCultureInfo("ar");

    [Theory]
    [InlineData("Nguyễn Thị Hồng Ánh", "Nguyễn |Thị |Hồng |Ánh")]
    [InlineData("欧阳建国", "欧|阳|建|国")]
    [InlineData("（欧阳）建国。", "（欧|阳）|建|国。")]
    [InlineData("Jean-Pierre  and/or 4711-12", "Jean-|Pierre  |and/|or |4711-12")]
    [InlineData("25\u00A0$ (or 30)", "25\u00A0$ |(or |30)")]
    [InlineData("Adébáyo\u0323\u0300 Ṣó", "Adébáyo\u0323\u0300 |Ṣó")]
    public void A_line_may_end_where_readers_expect_it(string text, string parts)
    {
        var at = LineBreaks.Of(text);
        Assert.Equal(parts, string.Join('|', at.Prepend(0).Zip(at, (from, to) => text[from..to])));
    }

    [Fact]
    public void A_word_that_is_longer_than_a_line_is_broken_between_characters_and_never_within_one()
    {
        var name = string.Concat(Enumerable.Repeat("o\u0323\u0300", 100));
        foreach (var line in Lines(name, 40, english))
        {
            Assert.InRange(line.Width, 1, 40);
            Assert.Equal(0, line.Start % 3);
        }
    }

    [Fact]
    public void One_character_that_is_wider_than_a_line_is_drawn_smaller() =>
        Assert.Equal(30, Assert.Single(Lines("\uFDFD", 30, arabic)).Width, 0.1f);

    [Fact]
    public void Marks_stacked_on_one_letter_never_make_a_line_fill_the_page()
    {
        var line = Assert.Single(Lines($"a{new string('\u0301', 500)}b", 500, english));
        Assert.InRange(line.Above + line.Below, 11, 6.01f * 11);
    }

    [Fact]
    public void No_name_reaches_beyond_its_line_and_none_loses_a_character_or_has_it_moved() => Gen.Select(SomeNames.Any, Gen.Float[20, 500], Gen.Bool).Sample((name, width, isArabic) =>
    {
        var at = 0;
        foreach (var line in Lines(name, width, isArabic ? arabic : english))
        {
            Assert.InRange(line.Width, 0, width + 0.01f);
            Assert.Equal(at, line.Start);
            at = line.End;
            var shown = line.Runs.OrderBy(run => run.Start).ToList();
            Assert.Equal(name[line.Start..line.End].TrimEnd(' '), string.Concat(shown.Select(run => run.Text[run.Start..run.End])));
            foreach (var run in shown)
            {
                var clusters = run.Clusters().ToList();
                if (run.RightToLeft) clusters.Reverse();
                Assert.Equal(run.Text[run.Start..run.End], string.Concat(clusters.Select(cluster => cluster.Text)));
                Assert.DoesNotContain(run.Glyphs, glyph => glyph.Id == 0);
            }
        }
        Assert.Equal(name.Length, at);
    }, iter: 300);

    [Fact]
    public void A_right_to_left_name_begins_at_the_right_of_its_line()
    {
        var line = Assert.Single(Lines("محمد Ada", 500, arabic));
        Assert.Equal(["Ada", "محمد "], line.Runs.Select(run => run.Text[run.Start..run.End]));
        Assert.Equal([0, 1, 2, 3, 4], line.Runs[1].Glyphs.Select(glyph => glyph.Cluster).Reverse());
    }

    [Fact]
    public void Letters_that_none_of_our_fonts_has_are_noticed()
    {
        // The last is a sign that Unicode sorts among what nobody sees, and that is seen.
        foreach (var name in new[] { "தமிழ்", "Ada \U0001F33F", "\u070Fa" }) Assert.True(new Paragraph(name, new(10), english).IsMissingSome, name);
        foreach (var name in PaperTests.FourNames) Assert.False(new Paragraph(name, new(10, Strong: true), english).IsMissingSome);
    }

    private static IReadOnlyList<Line> Lines(string name, float width, CultureInfo language) => new Paragraph(Phrase.Written(name), new(11), language).Break(width);
}
