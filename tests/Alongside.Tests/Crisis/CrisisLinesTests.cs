using Alongside.Features.Circle;
using Alongside.Features.Circle.Forms;
using Alongside.Tests.Journeys;
using Alongside.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Alongside.Tests.Crisis;

[Trait("Kind", "Unhurried")]
public sealed class CrisisLinesTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private static readonly LocalDate today = new(2026, 11, 28);

    [Theory]
    [InlineData("2026-11-28", true)]
    [InlineData("2026-08-30", true)]
    [InlineData("2026-08-29", false)]
    [InlineData("2020-06-10", false)]
    [InlineData("2026-11-29", false)]
    [InlineData("", false)]
    [InlineData("yesterday", false)]
    public void A_line_is_trusted_for_ninety_days_and_one_without_a_day_or_from_tomorrow_never(string checkedOn, bool fresh) =>
        Assert.Equal(fresh, Line(Told.No, checkedOn).IsFresh(today));

    [Fact]
    public async Task What_is_too_old_to_be_trusted_is_greyed_and_says_so_in_words()
    {
        using var visitor = demo.Visitor();
        foreach (var (path, card) in new[] { ("/in-a-crisis", "<article class=\"card stack"), ("/", "<h3>") })
        {
            var page = (await visitor.Page(path)).Split(path == "/" ? "class=\"night\"" : "<main")[^1];
            var (greyed, told) = (Count(page, path == "/" ? "<div class=\"old\">" : "card stack old"), Count(page, "ask again before you trust it") + Count(page, "ask before you trust it"));
            Assert.True(greyed > 0, path);
            Assert.Equal(greyed, told);
            if (path != "/") Assert.Equal(CrisisLines.Offered.Lines.Count, Count(page, card));
        }
    }

    [Fact]
    public async Task What_nobody_knows_of_a_line_is_what_one_asks_first()
    {
        using var visitor = demo.Visitor();
        var cards = (await visitor.Page("/in-a-crisis")).Split("<article")[1..];
        foreach (var (line, card) in CrisisLines.Offered.InOrder.Zip(cards))
        {
            Assert.Contains(line.Name, card, StringComparison.Ordinal);
            foreach (var question in LineQuestion.All)
            {
                var (asked, known) = (card.IndexOf(question.Title, StringComparison.Ordinal), card.IndexOf("<dl", StringComparison.Ordinal));
                Assert.True(asked >= 0 && (asked < known) == (question.Answer(line) == Told.Unknown), $"{line.Name}: {question.Title}");
            }
        }
    }

    [Fact]
    public void Those_that_send_nobody_stand_first_then_those_nobody_knows_of_then_those_that_may()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var lines = Enumerable.Range(0, random.Next(0, 12)).Select(i => Line((Told)random.Next(3)) with { Name = $"{i}" }).ToList();
            // By hand: three heaps, each in the order in which it was agreed.
            List<CrisisLine> expected = [];
            foreach (var heap in new[] { Told.No, Told.Unknown, Told.Yes })
                foreach (var line in lines)
                    if (line.Sends == heap) expected.Add(line);
            Assert.Equal(expected, new CrisisLines(lines).InOrder);
        }
    }

    [Fact]
    public void What_nobody_knows_is_never_told_as_a_no()
    {
        foreach (var sends in Enum.GetValues<Told>())
            foreach (var traces in Enum.GetValues<Told>())
            {
                var line = Line(sends) with { Traces = traces };
                Assert.Equal(LineQuestion.All.Count(q => q.Answer(line) == Told.No), new CrisisLines([line]).InWords().Count(s => Speaking.In("en").Say(s).EndsWith("It says no.", StringComparison.Ordinal)));
            }
        Assert.Equal(3, Enum.GetValues<Told>().Select(LineQuestion.Said).Distinct().Count());
        Assert.Contains("don’t know", LineQuestion.Said(Told.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_agreed_before_a_question_was_asked_is_unknown()
    {
        var read = (CrisisLines)Agreement.Read(typeof(CrisisLines), """{"Lines":[{"Name":"A","Number":"1","ForWhom":"","Policy":"p","Source":"s","CheckedOn":""}]}""");
        var line = Assert.Single(read.Lines);
        Assert.All(LineQuestion.All, q => Assert.Equal(Told.Unknown, q.Answer(line)));
        Assert.Null(read.Check());
    }

    [Theory]
    [InlineData("Yes", Told.Yes)]
    [InlineData("No", Told.No)]
    [InlineData("no", Told.Unknown)]
    [InlineData("1", Told.Unknown)]
    [InlineData("", Told.Unknown)]
    public void What_a_form_does_not_say_clearly_is_unknown(string sent, Told expected)
    {
        var form = new FormCollection(new Dictionary<string, StringValues> { ["Name.0"] = "A", ["Policy.0"] = "p", ["Source.0"] = "s", ["Sends.0"] = sent });
        Assert.Equal(expected, Assert.Single(((CrisisLines)new CrisisLinesForm().Read(form)).Lines).Sends);
    }

    [Fact]
    public void What_is_offered_names_for_each_line_where_that_stands_and_says_no_only_with_a_word_of_its_own()
    {
        Assert.Null(CrisisLines.Offered.Check());
        Assert.All(CrisisLines.Offered.Lines, line =>
        {
            Assert.NotEmpty(line.Source);
            Assert.True(line.Checked is not null || line.CheckedOn.Length == 0);
            Assert.All(LineQuestion.All.Where(q => q.Answer(line) == Told.No), _ => Assert.NotEmpty(line.Quote));
        });
    }

    private static CrisisLine Line(Told sends, string checkedOn = "") => new("A", "1", "all", "policy", "source", checkedOn) { Sends = sends };

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
