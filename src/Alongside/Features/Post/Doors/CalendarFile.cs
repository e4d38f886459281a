using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>
/// One event as an iCalendar file (RFC 5545): when, under a title of the person's own, and nothing else. Without a method,
/// it is nobody's invitation and answers to nobody. In UTC, so that every calendar shows the right hour.
/// </summary>
internal static class CalendarFile
{
    public const string Name = "event.ics";

    public static string Write(string id, string title, Instant start, int minutes, bool off, Instant at)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Calendar//EN" };
        calendar.Events.Add(new CalendarEvent
        {
            Uid = id,
            Summary = title,
            DtStamp = Utc(at),
            DtStart = Utc(start),
            DtEnd = Utc(start + NodaTime.Duration.FromMinutes(minutes)),
            Class = "PRIVATE",
            Sequence = off ? 1 : 0,
            Status = off ? EventStatus.Cancelled : EventStatus.Confirmed,
        });
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime Utc(Instant instant) => new(instant.ToDateTimeUtc(), hasTime: true);
}
