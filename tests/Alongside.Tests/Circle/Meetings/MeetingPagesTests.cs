using System.Net;
using System.Text;
using Alongside.Features.Circle.Counting;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>Pages of meetings: who finds them, and what is said of what doesn't fit.</summary>
[Trait("Kind", "Unhurried")]
public sealed class MeetingPagesTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    [Theory]
    [InlineData("")]
    [InlineData("/1")]
    [InlineData("/1/paper")]
    [InlineData("/1/points/1")]
    [InlineData("/1/lot.json")]
    [InlineData("/call")]
    [InlineData("/facilitating")]
    public async Task Nobody_but_a_member_finds_them(string path)
    {
        using var client = await demo.SignedIn("zaynab");
        using var member = await demo.SignedIn("nkechi");
        Assert.Equal(HttpStatusCode.NotFound, (await client.Get("/circle/meetings" + path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/circle/meetings" + path)).StatusCode);
    }

    [Theory]
    [InlineData("/99")]
    [InlineData("/1/points/9")]
    [InlineData("/99/points/1")]
    [InlineData("/99/paper")]
    [InlineData("/99/lot.json")]
    public async Task What_there_is_none_of_is_not_found(string path)
    {
        using var member = await demo.SignedIn("nkechi");
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get("/circle/meetings" + path)).StatusCode);
    }

    [Fact]
    public async Task The_file_of_a_lot_can_be_recomputed_and_says_before_it_is_drawn_that_it_is_not()
    {
        using var member = await demo.SignedIn("nkechi");
        var drawn = SortitionFile.Read(Encoding.UTF8.GetBytes(await PlainBrowser.Raw(await member.Get("/circle/meetings/1/lot.json")))).Value;
        Assert.True(drawn.Agrees(drawn.Order().Value));
        var over = await member.Page("/circle/meetings/1");
        Assert.Contains($"The meeting is over. {drawn.Drawn[0]} facilitated it, drawn by lot.", over, StringComparison.Ordinal);
        Assert.All(["draw", "announce", "take", "decline"], form => Assert.DoesNotContain($"value=\"{form}\"", over, StringComparison.Ordinal));
        Assert.Contains("not drawn yet", SortitionFile.Read(Encoding.UTF8.GetBytes(await PlainBrowser.Raw(await member.Get("/circle/meetings/2/lot.json")))).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Please choose a day.")]
    [InlineData("soon", "", "Please write the day as 2026-11-24.")]
    [InlineData("2020-01-01", "", "Please choose an hour.")]
    [InlineData("2020-01-01", "noon", "Please write the hour as 16:30.")]
    [InlineData("2020-01-01", "16:30", "This time has passed already.")]
    [InlineData("9999-12-31", "23:59", "Please choose a time within a year.")]
    [InlineData("-9998-01-01", "00:00", "This time has passed already.")]
    public async Task A_time_that_is_not_one_or_has_passed_is_refused_and_what_was_typed_stays(string day, string hour, string why)
    {
        using var member = await demo.SignedIn("nkechi");
        var page = await PlainBrowser.Text(await member.Fill("/circle/meetings/call", "call", ("Form.Day", day), ("Form.Hour", hour), ("Form.Where", "The porch"), ("Form.Titles[1]", "The swing"), ("Form.TitlePlaces[1]", "1")));
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.Contains("value=\"The porch\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"The swing\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_far_from_now_shows_no_round_and_takes_none()
    {
        using var member = await demo.SignedIn("nkechi");
        var page = await member.Page("/circle/meetings/2");
        Assert.DoesNotContain("Open this round", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Write what came of it", page, StringComparison.Ordinal);
        var refused = await PlainBrowser.Text(await member.Fill("/circle/meetings/2/points/1", "point", ("Form.Do", "minutes"), ("Form.Minutes", "Too soon")));
        Assert.Contains("This meeting hasn’t begun.", refused, StringComparison.Ordinal);
        Assert.Contains("Too soon", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_are_kept_whichever_button_is_pressed_beside_them()
    {
        using var member = await demo.SignedIn("nkechi");
        const string point = "/circle/meetings/1/points/1";
        using var noted = await member.Fill(point, "point", ("Form.Do", "task"), ("Form.Minutes", "We sang first."), ("Form.Task", "Ask for chairs"));
        Assert.Equal(HttpStatusCode.Redirect, noted.StatusCode);
        var page = await member.Page(point);
        Assert.Contains("We sang first.", page, StringComparison.Ordinal);
        Assert.Contains("Ask for chairs", page, StringComparison.Ordinal);
        // Where the task doesn't fit, the words are kept all the same, and nothing is typed twice.
        var refused = await PlainBrowser.Text(await member.Fill(point, "point", ("Form.Do", "minutes"), ("Form.Minutes", "We sang twice."), ("Form.Task", "Tune the piano"), ("Form.Due", "some day")));
        Assert.Contains("Please write the day as 2026-11-24.", refused, StringComparison.Ordinal);
        Assert.Contains("Tune the piano", refused, StringComparison.Ordinal);
        Assert.Contains("We sang twice.", await member.Page(point), StringComparison.Ordinal);
    }
}
