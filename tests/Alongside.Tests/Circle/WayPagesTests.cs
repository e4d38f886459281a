using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle;

[Trait("Kind", "Unhurried")]
public sealed partial class WayPagesTests
{
    [Fact]
    public async Task A_count_never_shows_who_is_chosen_with_less_than_they_were_chosen_with_nor_a_quota_that_was_missed()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        const string way = "/circle/ways/single-transferable-vote";
        var asked = await nkechi.Page(way);
        Assert.Contains("2 of them are chosen.", asked, StringComparison.Ordinal);
        Assert.Contains("No rank", asked, StringComparison.Ordinal);
        Assert.Contains("1st choice", asked, StringComparison.Ordinal);

        // By the river has 3 votes where it takes 2, and passes one on: In the park ends with 2.99999.
        var said = await PlainBrowser.Text(await nkechi.Fill(way, "try", ("Form.Marks[0]", "1"), ("Form.Marks[1]", "2"), ("Form.Marks[2]", "")));
        Assert.Contains("By the river and In the park are chosen. It took 2 votes.", said, StringComparison.Ordinal);
        Assert.Contains("<td>2.99 <b>chosen</b>", said, StringComparison.Ordinal);
        var widths = Bars().Matches(said).Select(m => m.Groups["width"].Value).ToList();
        Assert.Equal(["600", "600", "0"], widths);
    }

    [Fact]
    public async Task What_holds_already_is_not_said_to_be_decided_yet()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        Assert.Contains("What was decided", await nkechi.Page("/circle/1"), StringComparison.Ordinal);
        Assert.Contains("What would change", await nkechi.Page("/circle/2"), StringComparison.Ordinal);
    }

    [GeneratedRegex("<rect class=\"bar-[a-z]+\" x=\"40\" y=\"\\d+\" width=\"(?<width>[\\d.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bars();
}
