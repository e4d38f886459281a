using Alongside.Kernel;
using MimeKit;
using NodaTime;
using NodaTime.TimeZones;

namespace Alongside.Features.Post;

/// <summary>
/// What the practice may send somebody by e-mail: where to, what about, when it may arrive, in which words. Sealed under
/// <see cref="Sealing.Category.Channel"/>, in a folder of its own, so that the post box opens this and no telephone number.
/// </summary>
public sealed record MailWishes
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "mail wishes";

    /// <summary>The most characters of a line, and of words of one's own.</summary>
    public const int Line = 120, Text = 600;

    /// <summary>Which folder of its category; the same for everybody.</summary>
    public static readonly Guid Part = new("6d61696c-0000-4000-8000-000000000001");

    // Mail takes a while on its way; nothing sets out so late that it would arrive after its hours.
    private static readonly Duration onItsWay = Duration.FromMinutes(10);

    public static readonly IReadOnlyList<int> Leads = [0, 2, 24, 48, 168];

    /// <summary>How many hours are between two mails that say that something waits: none, a day, a week.</summary>
    public static readonly IReadOnlyList<int> Digests = [0, 24, 168];

    // Each goes out at the same hour of the day, whatever hour the last one got through at.
    private static readonly Duration sameHour = Duration.FromHours(4);

    public string Address { get; init; } = "";

    /// <summary>When something is booked or called off.</summary>
    public bool Confirms { get; init; } = true;

    /// <summary>How many hours before; 0 for no reminder.</summary>
    public int Lead { get; init; } = 24;

    /// <summary>How many hours at least between two mails that something waits for their answer; 0 for none.</summary>
    public int Digest { get; init; }

    /// <summary>The practice's front page, which such a mail leads to.</summary>
    public string? Home { get; init; }

    /// <summary>From which full hour on mail may arrive, by the clock of <see cref="Zone"/>.</summary>
    public int From { get; init; } = 9;

    /// <summary>Until which full hour, 24 for midnight; an hour before <see cref="From"/> is the next day's.</summary>
    public int Until { get; init; } = 18;

    /// <summary>IANA; the practice's where none is named.</summary>
    public string? Zone { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Words of their own; ours, where they are blank.</summary>
    public string? Subject { get; init; }

    public string? Words { get; init; }

    public string? OffWords { get; init; }

    /// <summary>Under which title it stands in a calendar.</summary>
    public string? Title { get; init; }

    public bool CalendarFile { get; init; } = true;

    /// <summary>The practice's front page, for who wants a link to it.</summary>
    public string? Link { get; init; }

    /// <summary>With blanks taken away, or the sentence that says what can't be kept.</summary>
    public Outcome<MailWishes> Tidy(IDateTimeZoneProvider zones)
    {
        var tidy = this with
        {
            Address = Address.Trim(),
            Zone = Plain(Zone),
            Subject = Plain(Subject),
            Title = Plain(Title),
            Words = Lines(Words),
            OffWords = Lines(OffWords),
        };
        if (tidy.Address.Length == 0) return new Refusal($"Without an address there is nowhere to write to. Then leave this page: nothing is sent.") { Field = "Address" };
        if (tidy.Address.Length > Line || !MailboxAddress.TryParse(tidy.Address, out var box) || box.Domain.Length == 0 || !string.IsNullOrEmpty(box.Name) || box.Address != tidy.Address)
            return new Refusal($"We can’t read this address. It looks like somebody@example.org.") { Field = "Address" };
        if (!tidy.Confirms && tidy.Lead == 0 && tidy.Digest == 0) return new Refusal($"You chose nothing that we should write about. Then leave this page: nothing is sent.");
        if (!Leads.Contains(tidy.Lead)) return new Refusal($"Please choose from the list how long before.") { Field = "Lead" };
        if (!Digests.Contains(tidy.Digest)) return new Refusal($"Please choose from the list how often.") { Field = "Digest" };
        if (tidy.From is < 0 or > 23 || tidy.Until is < 1 or > 24 || tidy.From == tidy.Until) return new Refusal($"Please choose two different hours.") { Field = "Until" };
        if (tidy.Zone is { } zone && zones.GetZoneOrNull(zone) is null) return new Refusal($"We know no time zone of this name. Choose one from the list, or leave it blank.") { Field = "Zone" };
        if (tidy.Subject?.Length > Line || tidy.Title?.Length > Line || tidy.Words?.Length > Text || tidy.OffWords?.Length > Text)
            return new Refusal($"A line has {Line} characters at most, and your own words {Text}. Please shorten them.") { Field = tidy.Subject?.Length > Line ? "Subject" : tidy.Title?.Length > Line ? "Title" : tidy.Words?.Length > Text ? "Words" : "OffWords" };
        return tidy;
    }

    /// <summary>When mail goes out; null where it isn't wanted.</summary>
    /// <param name="kind">What it would say.</param>
    /// <param name="start">When what it is about begins.</param>
    /// <param name="queuedAt">Since when it waits.</param>
    /// <param name="at">Now.</param>
    /// <param name="zone">Of the person's clock.</param>
    public Instant? When(MailKind kind, Instant start, Instant queuedAt, Instant at, DateTimeZone zone)
    {
        if (kind == MailKind.Digest) return Digest == 0 ? null : AtItsHour(Instant.Max(at, queuedAt + Duration.FromHours(Digest) - sameHour), zone);
        // That they want it is said with each yes, not here.
        if (kind == MailKind.Looked) return Next(at, zone);
        if (kind != MailKind.Reminder) return Confirms ? Next(at, zone) : null;
        if (Lead == 0) return null;
        var due = LastBefore(start - Duration.FromHours(Lead), zone);
        // They hear of it just now: a reminder would say the same once more.
        if (due <= queuedAt && Confirms) return null;
        return due > at ? due : Next(at, zone);
    }

    /// <summary>The first moment from now on at which mail may set out.</summary>
    private Instant Next(Instant at, DateTimeZone zone)
    {
        if (MaySetOut(at, zone)) return at;
        var today = at.InZone(zone).Date;
        // An hour that is left out when the clocks change may be the only one of its day.
        return Enumerable.Range(0, 4).Select(day => At(today.PlusDays(day), From, zone)).First(start => start >= at && MaySetOut(start, zone));
    }

    /// <summary>What waits can wait for the first of their hours: it comes when they expect it, or not that day.</summary>
    private Instant AtItsHour(Instant at, DateTimeZone zone)
    {
        if (at.InZone(zone).Hour == From && MaySetOut(at, zone)) return at;
        var today = at.InZone(zone).Date;
        return Enumerable.Range(0, 4).Select(day => At(today.PlusDays(day), From, zone)).First(start => start >= at && MaySetOut(start, zone));
    }

    /// <summary>A reminder for early in the morning comes the evening before, rather than when it is too late.</summary>
    private Instant LastBefore(Instant due, DateTimeZone zone)
    {
        if (MaySetOut(due, zone)) return due;
        if (IsWithin(due, zone)) return due - onItsWay;
        var that = due.InZone(zone).Date;
        return Enumerable.Range(0, 4).Select(day => At(that.PlusDays(-day), Until, zone) - Duration.FromHours(1)).First(late => late <= due && MaySetOut(late, zone));
    }

    private bool MaySetOut(Instant at, DateTimeZone zone) => IsWithin(at, zone) && IsWithin(at + onItsWay, zone);

    private bool IsWithin(Instant at, DateTimeZone zone)
    {
        var hour = at.InZone(zone).Hour;
        return From < Until ? From <= hour && hour < Until : hour >= From || hour < Until;
    }

    private static Instant At(LocalDate day, int hour, DateTimeZone zone) =>
        day.AtMidnight().PlusHours(hour).InZone(zone, Resolvers.LenientResolver).ToInstant();

    // One kind of line break and no other signs that steer: a mail server may take a lone one for the end of the mail.
    private static string? Lines(string? text) => Blank(text?.ReplaceLineEndings("\n") is { } lines
        ? string.Concat(lines.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c))
        : null);

    private static string? Blank(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;

    // A line break in a subject would be a header of somebody's making.
    private static string? Plain(string? text) => Blank(text is null ? null : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
}
