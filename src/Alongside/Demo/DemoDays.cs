using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>The practice's weeks until today: sessions, what they cost and who pays, and the people who wait.</summary>
internal sealed class DemoDays(Func<Func<IServiceProvider, Task>, Task> request, DemoClock clock, Instant latest, IReadOnlyList<Keyring> members, IReadOnlyList<Keyring> clients)
{
    public const int Weeks = 4;
    private static readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/Toronto"];
    private readonly LocalDate today = latest.InZone(zone).Date;
    private readonly List<(Keyring Therapist, AppointmentId Id, Instant Start)> booked = [];
    private readonly List<(Instant At, Func<Task> Happens)> tales = [];

    /// <summary>When the last of the stories ends: half past nine today or, before that hour, as today began. Nothing here is later than now.</summary>
    public static Instant Ending(Instant now)
    {
        var today = now.InZone(zone).Date;
        return MorningOf(today) <= now ? MorningOf(today) : today.AtStartOfDayInZone(zone).ToInstant();
    }

    /// <summary>Sessions in a row are booked for two people, and the fund begins with a gift.</summary>
    public async Task BookAndGive()
    {
        await request(async s => Must(await s.GetRequiredService<Bookkeeping>().RecordGift(members[1], new(3_500_00, "CAD"), Day().PlusDays(-1))));
        await request(async s =>
        {
            await using var work = await s.GetRequiredService<Gate>().BeginPower();
            Must(await s.GetRequiredService<Fees>().Choose(work, clients[0], "some", 6));
            await work.Commit();
        });
        await Series(members[0], clients[0], new(17, 0), "room");
        await Series(members[1], clients[1], new(10, 30), "video");
        // After the first session was booked: from whoever is somebody's therapist by then, the name is kept.
        await request(async s =>
        {
            var proven = await DemoPractice.Proves(s, clients[0], "zaynab");
            await using var work = await s.GetRequiredService<Gate>().BeginPower();
            Must(await s.GetRequiredService<ReceiptBook>().KeepName(work, clients[0], "Z. Khan", proven));
            await work.Commit();
        });
    }

    /// <summary>The day on which all of it ends.</summary>
    public LocalDate Today => today;

    /// <summary>Something is to happen so many days ago, in the morning.</summary>
    public void Then(int daysAgo, Func<Task> happens) => tales.Add((MorningOf(today.PlusDays(-daysAgo)) - Duration.FromHours(1), happens));

    /// <summary>Everything until a day: sessions are said to have taken place, and what else was to happen happens.</summary>
    public async Task Until(LocalDate day)
    {
        var sessions = booked.Where(b => b.Start.InZone(zone).Date < day)
            .Select(b => (At: b.Start + Duration.FromHours(1), Happens: (Func<Task>)(() => request(async s => Must(await s.GetRequiredService<Appointments>().TakePlace(b.Therapist, b.Id))))));
        var due = sessions.Concat(tales.Where(t => t.At <= Instant.Min(MorningOf(day), latest))).OrderBy(t => t.At).ToList();
        booked.RemoveAll(b => b.Start.InZone(zone).Date < day);
        tales.RemoveAll(due.Contains);
        foreach (var (at, happens) in due)
        {
            clock.GoTo(at);
            await happens();
        }
        clock.GoTo(Instant.Min(MorningOf(day), latest));
    }

    public async Task Pays(long dollars) => await request(async s =>
    {
        var code = Payer.CodeOf(Payer.Of(s.GetRequiredService<Premises>().House, clients[0].Person.Subject));
        Must(await s.GetRequiredService<Bookkeeping>().RecordPayment(members[1], code, new(dollars * 100, "CAD"), Day().PlusDays(-1)));
    });

    /// <summary>Some who ask for care, one of whom one can sign in as, and times for them.</summary>
    public async Task PeopleAsk(Func<Task<Keyring>> somebody)
    {
        var circumstances = OrderOfPlacing.Offered.Groups;
        (int DaysAgo, Keyring Who, AskDraft Draft)[] asked =
        [
            (24, await somebody(), new() { Used = "Ade", Brings = "Work has become a place where I hold my breath.", Languages = "Yoruba, English", Times = ["evenings"] }),
            (17, await somebody(), new() { Used = "M.", Brings = "I would rather say it than write it.", Phone = "416 555 0114", Hours = "Mornings", Ways = ["phone"], Circumstances = [circumstances[1].Circumstances[0]] }),
            (9, clients[2], new() { Used = "Wren", Pronouns = "they/them", Brings = "I left, and I don’t know yet where to. I want somebody who doesn’t hurry me.", Text = "416 555 0171", Not = "Never ring.", Circumstances = [circumstances[0].Circumstances[1]] }),
            (3, await somebody(), new() { Used = "Tala", Brings = "My mother is ill and far away.", Languages = "Tagalog, English", Times = ["weekends", "evenings"], Circumstances = [circumstances[1].Circumstances[2]] }),
        ];
        foreach (var (daysAgo, who, draft) in asked)
        {
            await Until(today.PlusDays(-daysAgo));
            await request(s => s.GetRequiredService<Asking>().BeginMine(who));
            CareRequest? begun = null;
            await request(async s => begun = await s.GetRequiredService<Database>().RequestOf(who.Person));
            await request(async s => Must(await s.GetRequiredService<Asking>().Keep(who, begun!, draft)));
            await request(async s => Must(await s.GetRequiredService<Asking>().Send(who, begun!)));
        }
        await Until(today.PlusDays(-1));
        foreach (var (therapist, days, hour, way) in new[] { (members[2], 6, 10, "room"), (members[2], 8, 18, "video"), (members[1], 7, 14, "phone") })
            await Offers(therapist, today.PlusDays(days) + new LocalTime(hour, 0), way, 1);
        // Places are reckoned when a holder of welcome has the list before them.
        await request(s => s.GetRequiredService<WaitingList>().All(members[0]));
    }

    private async Task Series(Keyring therapist, Keyring client, LocalTime hour, string way)
    {
        await Offers(therapist, today.PlusWeeks(1 - Weeks) + hour, way, Weeks + 2);
        var openings = new List<Opening>();
        await request(async s => openings = await s.GetRequiredService<Database>().Openings.AsNoTracking().Where(o => o.Therapist == therapist.Person).OrderBy(o => o.Start).ToListAsync());
        foreach (var opening in openings.SkipLast(1))
            await request(async s =>
            {
                var id = await s.GetRequiredService<Appointments>().BookFor(therapist, opening.Id, client.Person);
                Must(id.Refusal);
                booked.Add((therapist, id.Value, opening.Start));
            });
    }

    private Task Offers(Keyring therapist, LocalDateTime local, string way, int weeks) =>
        request(async s => Must(await s.GetRequiredService<Openings>().Offer(therapist, local, zone, 50, way, weeks)));

    private static Instant MorningOf(LocalDate day) => (day + new LocalTime(9, 30)).InZoneLeniently(zone).ToInstant();

    private LocalDate Day() => clock.GetCurrentInstant().InZone(zone).Date;
}
