using Alongside.Demo;
using Alongside.Features.Post;
using Alongside.Tests.Browser;
using Alongside.Tests.Post;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class MailJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Yes = "Yes, send me these";

    [Fact]
    public async Task Somebody_chooses_mail_in_French_gets_it_sees_who_read_their_address_and_stops_it()
    {
        await using var post = new PostServer();
        var practice = await Serve(demo: true, adjust: services => services.AddSingleton(new Mailing(post.Mail)));
        var client = await SignedIn(practice, "zaynab");
        await client.GotoAsync("/my-contact");
        await client.Reads("You get none.");
        await client.Follow("Choose what we may e-mail");
        await client.Reads("post@collective.example");
        await Chooses(client, "zaynab@inbox.example");
        await client.Reads("Kept. From now on we write to you as you chose.");
        await client.Reads("Votre rendez-vous");

        await CallsOff(practice, client);
        await practice.Sends();
        var mail = Assert.Single(post.Received);
        Assert.Equal(("zaynab@inbox.example", "Votre rendez-vous"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.StartsWith("La bibliothèque ferme.", mail.TextBody, StringComparison.Ordinal);

        await client.GotoAsync("/who-looked");
        await client.Reads("The practice’s mail sender opened how to reach you.");
        await client.GotoAsync("/my-consents");
        await client.Reads("the practice’s mail sender: Your e-mail address, and how to write to it");
        await client.GotoAsync("/my-mail");
        await client.Press("Stop all e-mail");
        await client.Reads("Stopped. What was waiting to be sent is gone, too.");
        await client.GotoAsync("/my-contact");
        await client.Reads("You get none.");
        await client.GotoAsync("/who-looked");
        await client.GetByText("What you did yourself").ClickAsync();
        await client.Reads("You took back what you had opened to the practice’s mail sender: Your e-mail address, and how to write to it.");
    }

    [Fact]
    public async Task Of_mail_that_did_not_arrive_each_member_reads_what_they_may_know_and_nobody_what_stood_in_it()
    {
        await using var post = new PostServer { Says = command => command == PostServer.Recipient ? "550 no such box" : null };
        var practice = await Serve(demo: true, adjust: services => services.AddSingleton(new Mailing(post.Mail)));
        var client = await SignedIn(practice, "zaynab");
        await client.GotoAsync("/my-mail");
        await Chooses(client, "nobody@inbox.example");
        await CallsOff(practice, client);
        await practice.Sends();
        Assert.Empty(post.Received);

        var therapist = await SignedIn(practice, "nkechi");
        await therapist.GotoAsync("/today");
        await therapist.Reads("One e-mail didn’t arrive. Please ring instead");
        await therapist.Follow("Which ones, as far as you may know");
        await therapist.Reads("Zaynab");
        await therapist.Reads("Something was called off · their side refused it for good");
        var other = await SignedIn(practice, "sione");
        await other.GotoAsync("/undelivered");
        await Assertions.Expect(other.Locator("main")).Not.ToContainTextAsync("Zaynab");
        foreach (var page in new[] { therapist, other })
            await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("inbox.example");
        await client.GotoAsync("/my-mail");
        await client.Reads("didn’t arrive. Please look whether the address is right.");
        await therapist.GetByRole(AriaRole.Button, new() { Name = "Put aside" }).ClickAsync();
        await therapist.Reads("Everything that you may know of has arrived.");
    }

    [Fact]
    public async Task A_practice_without_a_mail_server_says_so_and_asks_nothing()
    {
        var practice = await Serve(demo: true);
        var client = await SignedIn(practice, "zaynab");
        await client.GotoAsync("/my-contact");
        await client.Reads("This practice sends no e-mail by itself.");
        await client.GotoAsync("/my-mail");
        await client.Reads("This practice sends no e-mail by itself.");
        await Assertions.Expect(client.Locator("main form")).ToHaveCountAsync(0);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Every_page_of_mail_can_be_seen_and_used_by_everybody()
    {
        await using var post = new PostServer { Says = command => command == PostServer.Recipient ? "550 no such box" : null };
        var practice = await Serve(demo: true, adjust: services => services.AddSingleton(new Mailing(post.Mail)));
        var client = await SignedIn(practice, "zaynab", View.Phone);
        await Look(client, "/my-contact");
        await Look(client, "/my-mail");
        await Chooses(client, "nobody@inbox.example");
        await client.Reads("Kept.");
        await CallsOff(practice, client);
        await practice.Sends();
        await Look(client, "/my-contact");
        await Look(client, "/my-mail?kept=true");
        var member = await SignedIn(practice, "nkechi", View.Phone);
        await Look(member, "/today");
        await Look(member, "/undelivered");
    }

    private static async Task Look(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Everybody.CanUse(page);
    }

    private static async Task Chooses(IPage page, string address)
    {
        await page.Write("Your e-mail address", address);
        await page.GetByLabel("The language", new() { Exact = true }).SelectOptionAsync("fr");
        await page.GetByLabel("Not before", new() { Exact = true }).SelectOptionAsync("0");
        await page.GetByLabel("Not after", new() { Exact = true }).SelectOptionAsync("24");
        await page.Write("The first words when something is called off", "La bibliothèque ferme.");
        await page.Press(Yes);
        await page.Locator("#refused").WaitForAsync();
        await page.Write("The name you sign in with", "zaynab");
        await page.Write("Your passphrase", DemoPractice.People.Single(p => p.SignIn == "zaynab").Passphrase);
        await page.Press(Yes);
        await page.Arrives("**/my-mail?kept=true");
    }

    private async Task CallsOff(ServedPractice practice, IPage client)
    {
        await client.GotoAsync("/my-appointments");
        // The last, since nothing is said of one that has begun, as each week the first one has for a while.
        var session = await client.Locator("main a[href^='/appointments/']").Last.GetAttributeAsync("href");
        var therapist = await SignedIn(practice, "nkechi");
        await therapist.GotoAsync(session!);
        await therapist.Press("Call it off");
        await therapist.Reads("You called it off");
    }
}
