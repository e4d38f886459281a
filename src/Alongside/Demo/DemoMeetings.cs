using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Meetings;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>Two meetings of the three: one a week ago, with what came of it, and one ahead, whose facilitator a lot will say.</summary>
internal sealed class DemoMeetings(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members)
{
    private const string Source = "Numbers that each of us writes down and then reads out together, at the start.";

    public void Tell(DemoDays days)
    {
        var (nkechi, amina, sione) = (members[0], members[1], members[2]);
        days.Then(15, () => Ready(nkechi, "With the neighbourhood assembly, three winters."));
        days.Then(15, () => Ready(amina, "From my aunt, who chaired the women’s savings circle."));
        days.Then(15, () => Ready(sione, "A weekend with the housing co-op, and many meetings since."));
        days.Then(14, () => Call(amina, days.Today.PlusDays(-7) + new LocalTime(8, 0), "The front room, with tea", new("What the quiet week should be for", 20, 1), new("The lamp in the hallway", 10, null)));
        days.Then(13, () => Announce(amina, 1, days.Today.PlusDays(-12) + LocalTime.Noon));
        days.Then(7, Hold);
        days.Then(2, () => Call(sione, days.Today.PlusDays(5) + new LocalTime(12, 30), "The front room, with soup", new("Lower “A little” from $25 to $15", 25, 2), new("Who waters the plants in January", 5, null)));
        days.Then(2, () => Announce(sione, 2, days.Today.PlusDays(5) + new LocalTime(12, 30)));
    }

    private async Task Hold()
    {
        var (nkechi, amina, sione) = (members[0], members[1], members[2]);
        await request(async s => Must(await s.GetRequiredService<MeetingBook>().Draw(sione, 1, "17 from Nkechi, 4 from Amina, 33 from Sione")));
        await Act(nkechi, "We sleep, first of all. Whoever still has sessions that week gives one away to somebody who covers. Nobody has to say what they did with it.", (g, at) => g.WriteMinutes(1, 0, at));
        await Act(amina, "It flickers, and somebody who came last week could not sit under it.", (g, at) => g.WriteMinutes(2, 0, at));
        await Act(amina, "Ask the landlord for a warmer lamp in the hallway", (g, at) => g.GiveTask(2, sione.Person, Due(at, 10), Due(at, 0), at));
        await Act(nkechi, "Write down who covers whom in the first week of January", (g, at) => g.GiveTask(1, nkechi.Person, Due(at, 14), Due(at, 0), at));
    }

    private static LocalDate Due(Instant at, int days) => at.InUtc().Date.PlusDays(days);

    private Task Ready(Keyring who, string words) => request(async s => Must(await s.GetRequiredService<Facilitating>().Say(who, willing: true, learnt: true, words)));

    private Task Call(Keyring by, LocalDateTime start, string where, params PointDraft[] points) => request(async s => Must((await s.GetRequiredService<MeetingBook>().Call(by, new(start, 60, where, points))).Refusal));

    private Task Announce(Keyring by, int meeting, LocalDateTime from) => request(async s =>
    {
        var book = s.GetRequiredService<MeetingBook>();
        var zone = await book.Clock(s.GetRequiredService<IClock>().GetCurrentInstant());
        Must(await book.Announce(by, meeting, Source, from.InZoneLeniently(zone).ToInstant()));
    });

    private Task Act(Keyring by, string words, Func<Gathering, Instant, Outcome<Happening[]>> act) =>
        request(async s => Must(await s.GetRequiredService<MeetingBook>().Act(by, 1, words, act)));
}
