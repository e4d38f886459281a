using Alongside.Features.Post;
using Alongside.Tests.Browser;
using Alongside.Tests.Post;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>Appointments and what is written about them, by people who see nothing of the page.</summary>
public sealed class ListeningCareJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string MailPage = "E-mail about your appointments";

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_chooses_mail_in_French_gets_it_hears_who_read_their_address_and_stops_it_by_ear()
    {
        await using var post = new PostServer();
        var practice = await Serve(demo: true, adjust: services => services.AddSingleton(new Mailing(post.Mail)));
        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await Turns(zaynab, "How to reach me");
        await zaynab.Hears("StaticText", "^You get none.");
        await zaynab.Press("link", "Choose what we may e-mail");
        await ChoosesMail(zaynab);
        await zaynab.Hears("StaticText", "Votre rendez-vous");

        await CallsOffTheLast(practice, zaynab);
        await practice.Sends();
        var mail = Assert.Single(post.Received);
        Assert.Equal(("zaynab@inbox.example", "Votre rendez-vous"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.StartsWith("La bibliothèque ferme.", mail.TextBody, StringComparison.Ordinal);

        await zaynab.Press("link", "Who looked");
        await zaynab.Hears("StaticText", "^The practice’s mail sender opened how to reach you.$");
        await zaynab.Press("link", "My consents");
        await zaynab.Hears("StaticText", "^the practice’s mail sender: Your e-mail address, and how to write to it$");
        await Turns(zaynab, "How to reach me");
        await zaynab.Press("link", "Look at it, or stop it");
        await zaynab.Arrives(MailPage);
        await zaynab.Press("button", "Stop all e-mail");
        await zaynab.HearsThatItIsDone("Stopped. What was waiting to be sent is gone, too.");
        await Turns(zaynab, "How to reach me");
        await zaynab.Hears("StaticText", "^You get none.");
        await zaynab.Press("link", "Who looked");
        await zaynab.Press("DisclosureTriangle", "What you did yourself");
        await zaynab.Hears("StaticText", "^You took back what you had opened to the practice’s mail sender: Your e-mail address, and how to write to it.$");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task What_one_calls_off_the_other_hears_on_their_first_page_and_both_know_what_comes_next()
    {
        var practice = await Serve(demo: true);
        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await zaynab.Press("link", "Look at it, or call it off");
        await zaynab.Arrives("A session with Nkechi Adeyemi");
        await zaynab.Press("button", "Call it off");
        await zaynab.HearsThatItIsDone("It is called off. Nkechi Adeyemi reads it here.");

        var (_, nkechi) = await SignsIn(practice, "nkechi");
        await nkechi.Hears("heading", "^Called off by them$");
        await nkechi.Press("link", "Zaynab, ");
        await nkechi.Arrives("A session with Zaynab");
        await nkechi.Hears("StaticText", "^Zaynab called it off on");
        Assert.Empty(await nkechi.Every("link", "Write a note about it"));

        for (var week = 0; week < 4; week++) await CallsOffIn(nkechi, week);
        await zaynab.Press("link", "My care");
        await zaynab.Hears("StaticText", "^Nothing is booked at present.$");
        await zaynab.Hears("StaticText", "^Nkechi Adeyemi books the next time with you.");
        await zaynab.Press("link", "Open a way to reach you");
        await zaynab.Arrives("What Nkechi Adeyemi may see");
        await zaynab.Press("link", "My appointments");
        await zaynab.Hears("StaticText", "called off$");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Who_is_kept_out_while_a_session_stands_leaves_a_word_about_it_by_ear()
    {
        var practice = await Serve(demo: true);
        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await zaynab.Press("link", "My consents");
        await zaynab.Arrives("What I share, and with whom");
        await zaynab.Press("link", "Nkechi Adeyemi");
        await zaynab.Arrives("What Nkechi Adeyemi may see");
        await zaynab.Press("button", "Keep them out");
        await zaynab.HearsThatItIsDone("What you booked with them stands until you call it off");
        await zaynab.Press("link", "All my appointments");
        await zaynab.Arrives("When we meet");
        await zaynab.Hears("StaticText", "^Nkechi Adeyemi$");
    }

    private static async Task ChoosesMail(Listener client)
    {
        await client.Arrives(MailPage);
        await client.Write("Your e-mail address", "zaynab@inbox.example");
        await client.Choose("The language", "fran");
        await client.Choose("Not before", "0:00");
        await client.Choose("Not after", "midnight");
        await client.Write("The first words when something is called off", "La bibliothèque ferme.");
        await client.Press("button", "Yes, send me these");
        await client.HearsThatItIsRefused();
        await client.Write("The name you sign in with", "zaynab");
        await client.Write("Your passphrase", PassphraseOf("zaynab"));
        await client.Press("button", "Yes, send me these");
        await client.HearsThatItIsDone("Kept. From now on we write to you as you chose.");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_therapist_says_that_an_hour_took_place_and_both_find_it_behind_them_by_ear()
    {
        var practice = await Serve(demo: true);
        await practice.Passes(Duration.FromDays(8));
        var (_, nkechi) = await SignsIn(practice, "nkechi");
        await nkechi.Press("link", "Calendar");
        await nkechi.Arrives("Your week");
        for (var weeks = 0; weeks < 3 && (await nkechi.Every("link", "Did you meet? Zaynab")).Count == 0; weeks++) await AWeek(nkechi, "The week before");
        var asked = (await nkechi.Every("link", "Did you meet? Zaynab"))[0].Name;
        await nkechi.Press("link", asked);
        await nkechi.Arrives("A session with Zaynab");
        await nkechi.Press("button", "Yes, it took place");
        await nkechi.HearsThatItIsDone("Kept: it took place");
        await nkechi.HearsNoMore("button", "Yes, it took place");

        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await zaynab.Press("link", "My appointments");
        await zaynab.Arrives("When we meet");
        await zaynab.Hears("heading", "^Before$");
    }

    private async Task CallsOffTheLast(ServedPractice practice, Listener client)
    {
        await client.Press("link", "My appointments");
        await client.Arrives("When we meet");
        var when = (await client.Every("link", "Open: "))[^1].Name["Open: ".Length..];
        var (_, nkechi) = await SignsIn(practice, "nkechi");
        await nkechi.Press("link", "Calendar");
        await nkechi.Arrives("Your week");
        var session = $"Open: Zaynab, {when}";
        for (var weeks = 0; weeks < 6 && (await nkechi.Every("link", session)).Count == 0; weeks++) await AWeek(nkechi, "The week after");
        await nkechi.Press("link", session);
        await nkechi.Arrives("A session with Zaynab");
        await nkechi.Press("button", "Call it off");
        await nkechi.HearsThatItIsDone("It is called off.");
    }

    private static async Task CallsOffIn(Listener therapist, int week)
    {
        await therapist.Press("link", "Calendar");
        await therapist.Arrives("Your week");
        for (var weeks = 0; weeks < week; weeks++) await AWeek(therapist, "The week after");
        if ((await therapist.Every("link", "Open: Zaynab")).Count == 0) return;
        await therapist.Press("link", "Open: Zaynab");
        await therapist.Arrives("A session with Zaynab");
        if ((await therapist.Every("button", "Call it off")).Count == 0) return;
        await therapist.Press("button", "Call it off");
        await therapist.HearsThatItIsDone("It is called off.");
    }

    private static async Task AWeek(Listener therapist, string link)
    {
        var now = (await therapist.Hears("StaticText", "^From .* to ")).Name;
        await therapist.Press("link", link);
        await therapist.Hears("StaticText", "^From .* to ", told => told.Name != now);
    }
}
