using Alongside.Features.Calendar;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>Which weeks there are to meet in.</summary>
/// <param name="First">A Monday: before it nobody came.</param>
/// <param name="Count">Weeks until now.</param>
/// <param name="Zone">Of the practice's clock.</param>
/// <param name="Now">Where everything stops.</param>
internal sealed record Weeks(LocalDate First, int Count, DateTimeZone Zone, Instant Now)
{
    public Instant At(int week, int day, LocalTime hour) => Opening.StartOf(First.PlusWeeks(week).PlusDays(day) + hour, Zone);

    /// <summary>Around the new year nobody meets.</summary>
    public bool IsShut(int week) => First.PlusWeeks(week) is var monday && (monday is { Month: 12, Day: >= 20 } || monday is { Month: 1, Day: 1 });
}

/// <summary>Plans the years of one member: an hour of the week belongs to whoever comes in it until they come no more.</summary>
internal sealed class Planning(Weeks weeks, int member, PersonId therapist, Func<ulong, RandomSource> numbers)
{
    private const int Days = 5, Ahead = 2;

    // They leave free what the people whom one can sign in as have: theirs are booked by the real services.
    private static readonly LocalTime[] hours = [new(8, 0), new(9, 0), new(11, 30), new(13, 0), new(15, 0), new(16, 0), new(19, 0)];
    private static readonly LocalTime longHour = new(11, 30);

    // For each hour of the week, and each half of a fortnight, from which week on it is free.
    private readonly int[] freeFrom = new int[Days * hours.Length * 2];
    private readonly int holidays = new Chance(numbers((ulong)member + 1)).Between(24, 33);

    private sealed record Course(int Number, Chance Chance, int Week, bool Goes);

    /// <param name="people">The numbers of those who come to this member.</param>
    public IReadOnlyList<Life> Plan(IEnumerable<int> people)
    {
        var came = people.Select(number => Begin(number, new(numbers(Of(number))))).OrderBy(c => c.Week).ThenBy(c => c.Number);
        return [.. came.Select(Live)];
    }

    /// <summary>Which numbers somebody's life is drawn from.</summary>
    public static ulong Of(int person) => 1_000_000 + (ulong)person;

    // One in five is gone by now, so they came early enough for that.
    private Course Begin(int number, Chance chance) =>
        chance.In100(20) ? new(number, chance, chance.Between(0, Math.Max(0, weeks.Count - 8)), true) : new(number, chance, chance.Between(0, weeks.Count - 2), false);

    private Life Live(Course course)
    {
        var (number, chance, week, goes) = course;
        var person = chance.Id<PersonId>();
        var cameAt = weeks.At(week, chance.Between(0, 4), new(chance.Between(9, 16), chance.Between(0, 59)));
        var (every, halves) = chance.Of((55, (1, 2)), (35, (2, 1)), (10, (4, 1)));
        var many = chance.Of((15, chance.Between(1, 4)), (35, chance.Between(5, 16)), (35, chance.Between(17, 40)), (15, chance.Between(41, 100)));
        var sessions = Meet(chance, person, new(week + 1, every, halves, many, goes), cameAt);
        var last = sessions.Count == 0 ? cameAt + Duration.FromDays(20) : sessions[^1].Session.Start;
        var goneAt = goes ? Instant.Min(last + Duration.FromDays(chance.Between(1, 5)), weeks.Now - Duration.FromHours(3)) : (Instant?)null;
        var takenBack = !goes && sessions.Count > 4 && chance.In100(5) ? sessions[sessions.Count / 2].Session.Start + Duration.FromDays(2) : (Instant?)null;
        if (takenBack >= weeks.Now) takenBack = null;
        return new(number, person, member, cameAt)
        {
            Names = Invented.NamesOf(chance),
            Channels = chance.In100(65) ? Invented.ChannelsOf(chance) : null,
            SharesChannels = chance.In100(70),
            Sessions = [.. sessions.Select(met => Afterwards(chance, met, takenBack, goneAt))],
            Fees = Choose(chance, cameAt, goneAt ?? Instant.Min(last, weeks.Now)),
            NotesTakenBackAt = takenBack,
            GoneAt = goneAt,
        };
    }

    private sealed record Rhythm(int From, int Every, int Halves, int Many, bool Goes);

    private List<Met> Meet(Chance chance, PersonId person, Rhythm rhythm, Instant cameAt)
    {
        var (place, week) = Find(chance, rhythm);
        var (day, hour) = (place / 2 % Days, hours[place / 2 / Days]);
        var minutes = hour == longHour && chance.In100(25) ? 80 : chance.In100(6) ? 25 : 50;
        var way = chance.Of((55, "room"), (28, "video"), (12, "phone"), (5, "walk"));
        var (sessions, bookedAt, ahead) = (new List<Met>(), cameAt + Duration.FromHours(1), 0);
        for (; sessions.Count < rhythm.Many && week < weeks.Count + 8; week += rhythm.Every)
        {
            if (weeks.IsShut(week) || IsAway(week) || chance.In100(5)) continue;
            var local = weeks.First.PlusWeeks(week).PlusDays(day) + hour;
            var start = Opening.StartOf(local, weeks.Zone);
            if (rhythm.Goes && start > weeks.Now - Duration.FromDays(7)) break;
            if (start >= weeks.Now && ++ahead > Ahead) break;
            // Nobody books further ahead than a season, however long the hour they come in belongs to somebody else.
            bookedAt = Instant.Max(bookedAt, start - Duration.FromDays(90));
            var opening = Opening.Of(chance.Id<OpeningId>(), therapist, local, weeks.Zone, minutes, way, bookedAt).Value;
            var session = new Appointment(chance.Id<AppointmentId>(), therapist, person, start, minutes, weeks.Zone.Id, way, bookedAt);
            DemoFounding.Must(opening.Take(session.Id, bookedAt, kept: false));
            Happen(chance, opening, session);
            sessions.Add(new(opening, session));
            if (start < weeks.Now) bookedAt = Instant.Min(start + Duration.FromHours(1), weeks.Now - Duration.FromMinutes(1));
        }
        for (var half = 0; half < rhythm.Halves; half++) freeFrom[(place & ~(rhythm.Halves - 1)) + half] = week;
        return sessions;
    }

    // The first hour that is free from their first week on, looked for from anywhere; else the one that is free the soonest.
    private (int Place, int Week) Find(Chance chance, Rhythm rhythm)
    {
        var from = chance.Between(0, (freeFrom.Length / 2) - 1) * 2;
        var places = Enumerable.Range(0, freeFrom.Length / rhythm.Halves).Select(i => ((i * rhythm.Halves) + from) % freeFrom.Length).ToList();
        int FreeFrom(int place) => rhythm.Halves == 1 ? freeFrom[place] : Math.Max(freeFrom[place], freeFrom[place + 1]);
        var place = places.FindIndex(p => FreeFrom(p) <= rhythm.From) is >= 0 and var found ? places[found] : places.MinBy(FreeFrom);
        var week = Math.Max(rhythm.From, FreeFrom(place));
        return (place, rhythm.Halves == 1 && week % 2 != place % 2 ? week + 1 : week);
    }

    private bool IsAway(int week) => weeks.First.PlusWeeks(week) is var monday
        && NodaTime.Calendars.WeekYearRules.Iso.GetWeekOfWeekYear(monday) - holidays is >= 0 and < 3;

    private void Happen(Chance chance, Opening opening, Appointment session)
    {
        var ahead = session.Start - Duration.FromHours(chance.Between(3, 70));
        var calledOff = chance.Of((6, session.Client), (2, session.Therapist), (92, default(PersonId)));
        if (calledOff != default && ahead > session.BookedAt && ahead < weeks.Now)
        {
            DemoFounding.Must(session.CallOff(calledOff, ahead));
            if (calledOff == session.Client) opening.BeFreeAgain();
            else opening.FallAway();
        }
        else if (session.End + Duration.FromMinutes(20) < weeks.Now) DemoFounding.Must(session.TakePlace(therapist, session.End + chance.Minutes(1, 20)));
    }

    private Met Afterwards(Chance chance, Met met, Instant? takenBack, Instant? goneAt)
    {
        var (wrote, beside, looked, paid, asked) = (chance.In100(88), chance.In100(3), chance.In100(55), chance.In100(35), chance.In100(10));
        var (noteAfter, paidAfter, askedAfter) = (chance.Minutes(5, 30 * 60), chance.Minutes(600, 6 * 24 * 60), chance.Minutes(60, 5 * 24 * 60));
        if (met.Session.TookPlace is not { } took) return met;
        Instant? Until(Instant at, Instant? end) => at < weeks.Now && !(at >= end) ? at : null;
        var notesEnd = takenBack is { } back && !(goneAt < back) ? back : goneAt;
        var noteAt = wrote ? Until(took.At + noteAfter, notesEnd) : null;
        var paidAt = paid ? Until(took.At + paidAfter, null) : null;
        return met with
        {
            NoteAt = noteAt,
            AsideAt = beside && noteAt is { } written ? Until(written + Duration.FromHours(30), null) : null,
            LookedUp = looked && !(met.Session.Start >= notesEnd),
            PaidAt = paidAt,
            ReceiptAt = asked && paidAt is { } settled ? Until(settled + askedAfter, null) : null,
        };
    }

    private List<(Instant At, string Tier, int Months)> Choose(Chance chance, Instant cameAt, Instant until)
    {
        var tiers = FeeScale.Offered.Tiers;
        var tier = chance.Of((6, 0), (9, 1), (16, 2), (22, 3), (33, 4), (14, 5));
        var chosen = new List<(Instant, string, int)>();
        for (var at = cameAt + Duration.FromMinutes(30); at < until || chosen.Count == 0;)
        {
            var months = chance.Of((60, 12), (30, 6), (10, 3));
            chosen.Add((at, tiers[tier].Key, months));
            at = (at.InZone(weeks.Zone).Date.PlusMonths(months).PlusDays(chance.Between(0, 20)) + new LocalTime(20, chance.Between(0, 59))).InZoneLeniently(weeks.Zone).ToInstant();
            if (chance.In100(25)) tier = Math.Clamp(tier + (chance.In100(50) ? 1 : -1), 0, tiers.Count - 1);
        }
        return chosen;
    }
}
