using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Crisis.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Records;
using Alongside.Features.Records.Doors;
using Alongside.Features.Sealing;
using NodaTime;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>Zaynab is in care with Nkechi, and Luis with Amina: what they opened, what was written, what stands beside it.</summary>
internal static class DemoCare
{
    public static async Task Open(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members, IReadOnlyList<Keyring> clients)
    {
        var (nkechi, amina) = (members[0], members[1]);
        var (zaynab, luis) = (clients[0], clients[1]);
        await request(async s => Must(await s.GetRequiredService<NameBook>().Keep(zaynab, new()
        {
            Used = "Zaynab",
            Pronouns = "she/they",
            Languages = "Urdu, English",
            Access = "Time to think before I answer.",
            Voicemail = "Z. Khan",
        })));
        await request(async s => Must(await s.GetRequiredService<ChannelBook>().Keep(zaynab, new()
        {
            Text = "416 555 0188",
            Hours = "Weekdays, before four",
            SafeWords = "It’s about the library book.",
            Not = "Never ring in the evening.",
        })));
        await request(async s => Must(await s.GetRequiredService<CrisisBook>().Keep(zaynab, new()
        {
            Called = "Zaynab",
            Helps = "Sit on the floor with me. Put the kettle on. Speak Urdu if you can, and slowly.",
            HelpsNot = "Don’t hold my hands. Don’t ask me to rate anything from one to ten.",
            Shows = "I stop answering messages and walk a lot at night. Sleeping all day is only being tired.",
            Call = "My aunt Saira, 416 555 0162, after six. Say: the kettle is on.",
            CallNot = "Police. My brother. No ambulance while I can still talk with you.",
            Minds = "The cat: Ines next door has a key.",
            Needs = "I can’t take ibuprofen. My glasses are in the blue case.",
            Directive = "With my aunt, in the tin under the sewing machine.",
        })));
        await Opens(request, zaynab, "zaynab", nkechi, "name", "notes", "channel", "crisis");
        await Opens(request, luis, "luis", amina, "name", "notes");
    }

    public static async Task Write(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members, IReadOnlyList<Keyring> clients, LocalDate today)
    {
        var (nkechi, amina, zaynab, luis) = (members[0], members[1], clients[0], clients[1]);
        await Writes(request, nkechi, zaynab, today.PlusDays(-7),
            "We spoke about the letter from the landlord, and that the body reads it before the eyes do. Zaynab wants to answer it in their own time. Next time: who could sit beside them while they write.");
        await request(async s =>
        {
            var notes = s.GetRequiredService<NoteBook>();
            var note = (await notes.Own(zaynab)).Notes[0];
            Must(await notes.WriteBeside(zaynab, note.Row, "I would say it was my aunt who read it first. That matters to me."));
        });
        await Writes(request, amina, luis, today.PlusDays(-7), "A quiet session. Luis brought oranges. We agreed that he says when it is time to speak about work.");
    }

    private static Task Opens(Func<Func<IServiceProvider, Task>, Task> request, Keyring client, string signIn, Keyring therapist, params string[] keys) => request(async s => Must(
        await s.GetRequiredService<Consenting>().Give(client, await DemoPractice.Proves(s, client, signIn), therapist.Person, [.. Sharing.All.Where(x => keys.Contains(x.Key))], Bounds.For(Duration.FromDays(365)),
            [.. Sharing.All.Select(x => x.Title)], "en")));

    private static Task Writes(Func<Func<IServiceProvider, Task>, Task> request, Keyring therapist, Keyring client, LocalDate day, string text) => request(async s => Must(
        await s.GetRequiredService<NoteBook>().Share(therapist, client.Person, new Note(NodaTime.Text.LocalDatePattern.Iso.Format(day), text), day)));
}
