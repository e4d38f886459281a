using System.Globalization;
using Alongside.Features.People.Pages;

namespace Alongside.Features.Post.Pages;

/// <summary>What the form of one's mail sends.</summary>
public sealed class MailTyped : Proving
{
    public const string Booked = "booked", File = "file", Link = "link";

    public string? Address { get; set; }

    public List<string>? About { get; set; }

    public string? Lead { get; set; }

    public string? Digest { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    public string? Zone { get; set; }

    public string? Language { get; set; }

    public string? Subject { get; set; }

    public string? Words { get; set; }

    public string? OffWords { get; set; }

    public string? Title { get; set; }

    public List<string>? With { get; set; }

    public static MailTyped Of(MailWishes wishes) => new()
    {
        Address = wishes.Address,
        About = wishes.Confirms ? [Booked] : [],
        Lead = Number(wishes.Lead),
        Digest = Number(wishes.Digest),
        From = Number(wishes.From),
        Until = Number(wishes.Until),
        Zone = wishes.Zone,
        Language = wishes.Language,
        Subject = wishes.Subject,
        Words = wishes.Words,
        OffWords = wishes.OffWords,
        Title = wishes.Title,
        With = [.. wishes.CalendarFile ? [File] : Array.Empty<string>(), .. wishes.Link is null ? Array.Empty<string>() : [Link]],
    };

    /// <param name="frontPage">The practice's front page, as this person reaches it.</param>
    public MailWishes Wishes(string frontPage) => new()
    {
        Address = Address ?? "",
        Confirms = About?.Contains(Booked) ?? false,
        Lead = Number(Lead),
        Digest = Digest is null ? 0 : Number(Digest),
        Home = Digest is null or "0" ? null : frontPage,
        From = Number(From),
        Until = Number(Until),
        Zone = Zone,
        Language = Language ?? "en",
        Subject = Subject,
        Words = Words,
        OffWords = OffWords,
        Title = Title,
        CalendarFile = With?.Contains(File) ?? false,
        Link = With?.Contains(Link) == true ? frontPage : null,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What isn't a number is refused like one that isn't on the list.
    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
