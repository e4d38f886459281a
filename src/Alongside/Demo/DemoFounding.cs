using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Demo;

/// <summary>How the three members founded the practice, by the same steps as anybody.</summary>
internal static class DemoFounding
{
    private static readonly Land land = new(
        "We work on the land of the Mississaugas of the Credit, the Anishinaabe, the Haudenosaunee and the Wendat.",
        "Two per cent of what people pay for sessions goes to an Indigenous-led healing centre each season. We know that this is little.");

    private const string Rooms = "14 Tamarind Street, at the back of the yard. One step, and a ramp; the door opens by itself. The toilet is for everybody.";

    public static async Task Tell(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members)
    {
        string token = "";
        await request(async s => token = (await s.GetRequiredService<Founding>().Link("http://localhost"))!.Split('/')[^1]);
        foreach (var (member, (name, _, _, _)) in members.Zip(Members))
        {
            await request(async s => Must(await s.GetRequiredService<Founding>().Join(member, token, name)));
            if (member != members[^1]) await request(async s => token = (await s.GetRequiredService<Founding>().Invite(member)).Value);
        }
        await Change(request, members[0], new PracticeName("Tamarind Street", PracticeName.Offered.Greeting, PracticeName.Offered.About));
        await Change(request, members[1], new Custodian("Tamarind Street", "Sione Taufa, by letter to the practice", "A collective across the river"));
        await Change(request, members[2], land);
        await Change(request, members[1], new Reach("416 555 0100, weekdays from 10:00 to 16:00", "hello@tamarind.example", Rooms, "Tamarind Street, account 000 0000"));
        await Change(request, members[0], Redistribution.Offered with { To = [new("An Indigenous-led healing centre", 200, "for the land that we work on")] });
        await Change(request, members[2], new Cancellation(24, 5_000, 2));
        foreach (var member in members)
            await request(async s =>
            {
                var founding = s.GetRequiredService<Founding>();
                Must((await founding.Sign(member, (await founding.Load()).TextHash)).Refusal);
            });
        foreach (var (member, about) in members.Zip(Members))
            await request(async s => await Publish(s, member, about));
    }

    /// <summary>The names they work under.</summary>
    internal static IEnumerable<string> Names => Members.Select(m => m.Name);

    private static readonly (string Name, string Pronouns, string Words, string Languages)[] Members =
    [
        ("Nkechi Adeyemi", "she/her", "I sit with people who were told they were too much. I have never met anyone who was.", "English, Igbo, Pidgin"),
        ("Amina Warsame", "she/they", "We begin with what got you through so far. It usually knows more than I do.", "Somali, English, French"),
        ("Sione Taufa", "he/him", "Slow is fine. Silence is fine. Bring your auntie if it helps.", "Tongan, English"),
    ];

    private static Task Change(Func<Func<IServiceProvider, Task>, Task> request, Keyring by, Agreement value) => request(async s =>
    {
        var founding = s.GetRequiredService<Founding>();
        var line = (await founding.Load()).Text.Lines.Single(l => l.Value.GetType() == value.GetType());
        Must(await founding.Change(by, line.Kind.Name, line.Hash, value));
    });

    private static async Task Publish(IServiceProvider services, Keyring member, (string Name, string Pronouns, string Words, string Languages) about)
    {
        await using var work = await services.GetRequiredService<Features.Sealing.Gate.Gate>().Begin();
        var profile = await services.GetRequiredService<Database>().Profiles.SingleAsync(p => p.Person == member.Person);
        Must(profile.Write(member.Person, about.Name, about.Pronouns, about.Words, about.Languages, published: true, work.At));
        await work.Commit();
    }

    internal static void Must(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException(refusal.ToString());
    }
}
