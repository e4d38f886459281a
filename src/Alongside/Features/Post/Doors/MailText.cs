using System.Globalization;
using Alongside.Site;
using MimeKit;
using MimeKit.Text;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>
/// What stands in a mail: the person's own words or neutral ones of ours, the time by their clock and by the practice's,
/// and nothing that says what kind of practice this is. Plain text; nothing in it tells us whether it was read.
/// </summary>
public sealed class MailText(Languages languages, PracticeFace face)
{
    /// <summary>The zone in which times are said to this person.</summary>
    public DateTimeZone ZoneOf(MailWishes wishes) => wishes.Zone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? face.Zone : face.Zone;

    public string Subject(MailWishes wishes)
    {
        var T = In(wishes, face.Zone);
        return wishes.Subject ?? T["Your appointment"];
    }

    /// <summary>That something waits, and where one finds it: no title, no name, not even how much it is.</summary>
    public string Digest(MailWishes wishes)
    {
        var T = In(wishes, face.Zone);
        return string.Join("\n\n", [T["Something waits for your answer."], .. wishes.Home is { } home ? new[] { home } : []]) + "\n";
    }

    /// <summary>That somebody opened something, and where it stands: not who, not what, not whose.</summary>
    public string Looked(MailWishes wishes)
    {
        var T = In(wishes, face.Zone);
        return string.Join("\n\n", [T["Somebody opened something of yours. Who it was stands under “Who looked”."], .. (wishes.Link ?? wishes.Home) is { } link ? new[] { link } : []]) + "\n";
    }

    private string SubjectOf(MailWishes wishes, MailKind kind)
    {
        var T = In(wishes, face.Zone);
        return kind switch
        {
            MailKind.Digest => T["A reminder"],
            MailKind.Looked => wishes.Subject ?? T["A message for you"],
            _ => Subject(wishes),
        };
    }

    public string Body(MailWishes wishes, MailKind kind, Instant start)
    {
        var T = In(wishes, ZoneOf(wishes));
        var first = kind switch
        {
            MailKind.CalledOff => wishes.OffWords ?? T["This no longer takes place:"],
            MailKind.Reminder => wishes.Words ?? T["A reminder:"],
            _ => wishes.Words ?? T["This is noted for you:"],
        };
        List<string> parts = [first, Times(wishes, start)];
        if (wishes.Link is { } link) parts.Add(link);
        return string.Join("\n\n", parts) + "\n";
    }

    public MimeMessage Compose(MailServer server, MailWishes wishes, QueuedMail mail, MailFacts facts, Instant at)
    {
        var message = new MimeMessage { MessageId = mail.MessageId, Subject = SubjectOf(wishes, mail.Kind), Date = at.ToDateTimeOffset() };
        message.From.Add(server.From);
        message.To.Add(MailboxAddress.Parse(wishes.Address));
        // RFC 3834: whoever is away needn't tell us.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var text = new TextPart(TextFormat.Plain) { Text = mail.Kind switch { MailKind.Digest => Digest(wishes), MailKind.Looked => Looked(wishes), _ => Body(wishes, mail.Kind, facts.Begins) } };
        message.Body = wishes.CalendarFile && mail.Kind is MailKind.Confirmation or MailKind.CalledOff ? new Multipart("mixed") { text, Attached(wishes, mail.Kind, facts, at) } : text;
        return message;
    }

    private string Times(MailWishes wishes, Instant start)
    {
        var (own, ours) = (ZoneOf(wishes), face.Zone);
        if (own.GetUtcOffset(start) == ours.GetUtcOffset(start)) return In(wishes, own).Said.At(start);
        return string.Join('\n', new[] { own, ours }.Select(zone => InZone(In(wishes, zone), zone, start)));
    }

    private static string InZone(Words T, DateTimeZone zone, Instant start) => T["{0}, by the clock of {1}", T.Said.At(start), Said.City(zone)];

    private TextPart Attached(MailWishes wishes, MailKind kind, MailFacts facts, Instant at)
    {
        var T = In(wishes, face.Zone);
        return new("calendar")
        {
            Text = CalendarFile.Write(facts.CalendarId, wishes.Title ?? T["Appointment"], facts.Begins, facts.Minutes, kind == MailKind.CalledOff, at),
            ContentDisposition = new(ContentDisposition.Attachment) { FileName = CalendarFile.Name },
        };
    }

    private Words In(MailWishes wishes, DateTimeZone zone) =>
        new(languages, new Visit { Language = languages.Find(wishes.Language) ?? CultureInfo.GetCultureInfo(face.Language), OwnZone = zone }, face);
}
