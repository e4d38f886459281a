using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

public sealed class FeesJourney(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly (string Name, string Passphrase) Nkechi = ("nkechi", "seven lanterns under one roof");
    private static readonly (string Name, string Passphrase) Amina = ("amina", "rain on the tin of tea");
    private static readonly (string Name, string Passphrase) Wren = ("wren", "quiet river behind the mill");

    [Fact]
    public async Task A_name_for_bookkeeping_asks_who_one_is_and_closes_nothing_else_to_a_therapist_who_keeps_the_books()
    {
        var practice = await Serve(demo: true);
        var client = await Open(new(Site: practice.Address, Script: true));
        await client.SignIn("zaynab", "the cat sleeps on my maps");
        await client.GotoAsync("/my-fees");
        await client.GetByRole(AriaRole.Radio, new() { Name = "Some · $60 for 50 minutes" }).CheckAsync();
        await client.Press("Keep this");
        await client.Reads("Kept. It holds for each session");
        await client.Write("The name on your transfers, if bookkeeping may know it", "Z. K.");
        await client.Press("Keep this");
        await client.Reads("we ask once more whether it is really you");
        await Axe.Check(client);
        await client.Write("The name you sign in with", "zaynab");
        await client.Write("Your passphrase", "the cat sleeps on my maps");
        await client.Press("Keep this");
        await client.Reads("Kept. It holds for each session");
        Assert.Equal("Z. K.", await client.GetByLabel("The name on your transfers, if bookkeeping may know it").InputValueAsync());
        await client.GotoAsync("/my-consents");
        await client.Reads("Nkechi Adeyemi: not the name under which you pay");

        var therapist = await Open(new(Site: practice.Address));
        await therapist.SignIn(Nkechi.Name, Nkechi.Passphrase);
        await therapist.GotoAsync("/people");
        await therapist.Follow("Open: Zaynab");
        await therapist.Reads("We spoke about the letter from the landlord");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Every_page_of_money_can_be_seen_and_used_by_everybody()
    {
        var practice = await Serve(demo: true);
        await Fill(practice);
        var visitor = await Open(View.Phone with { Site = practice.Address });
        foreach (var path in new[] { "/", "/fund" }) await Check(visitor, path);
        var client = await Open(View.Phone with { Site = practice.Address });
        await client.SignIn(Wren.Name, Wren.Passphrase);
        foreach (var path in new[] { "/my-care", "/my-fees", "/my-fees?kept=true", "/my-receipts", "/fund" }) await Check(client, path);
        await client.GotoAsync("/my-fees");
        await client.GetByRole(AriaRole.Button, new() { Name = "Receipt for what you paid on" }).First.ClickAsync();
        await client.Arrives("**/receipts/*");
        await Check(client, new Uri(client.Url).AbsolutePath);
        await Check(client, "/my-receipts");
        var member = await Open(View.Phone with { Site = practice.Address });
        await member.SignIn(Amina.Name, Amina.Passphrase);
        foreach (var path in new[] { "/today", "/bookkeeping", "/my-receipt-details", "/fund", "/agreements" }) await Check(member, path);
    }

    [Fact]
    public async Task Somebody_chooses_a_fee_without_proof_pays_and_asks_for_a_receipt()
    {
        var practice = await Serve(demo: true);
        await Does(practice, Amina, (s, by) => s.GetRequiredService<Bookkeeping>().RecordGift(by, new(2_000_00, "CAD"), Today(s)));
        var client = await Open(new(Site: practice.Address));
        await client.SignIn(Wren.Name, Wren.Passphrase);
        await client.GotoAsync("/my-fees");
        await client.Press("Keep this");
        await client.Reads("Please choose the line that fits you best.");
        await client.GetByRole(AriaRole.Radio, new() { Name = "Some · $60 for 50 minutes" }).CheckAsync();
        await client.Press("Keep this");
        await client.Reads("Kept. It holds for each session");
        var session = await Book(practice, daysAgo: 3);
        await TakesPlace(practice, session);
        await client.GotoAsync("/my-fees");
        await client.Reads("You owe $60.");
        var code = (await client.Locator(".code-card").InnerTextAsync()).Trim();

        var therapist = await Open(new(Site: practice.Address));
        await therapist.SignIn(Nkechi.Name, Nkechi.Passphrase);
        await therapist.GotoAsync("/bookkeeping");
        await therapist.Write("The code on it", code);
        await therapist.Write("How much", "60");
        await therapist.Press("Write it down");
        await therapist.Reads("This is somebody in your own care");
        Assert.Equal("60", await therapist.GetByLabel("How much", new() { Exact = true }).InputValueAsync());
        await Assertions.Expect(therapist.Locator("main")).Not.ToContainTextAsync(code);

        var bookkeeper = await Open(new(Site: practice.Address));
        await bookkeeper.SignIn(Amina.Name, Amina.Passphrase);
        await bookkeeper.GotoAsync("/bookkeeping");
        await bookkeeper.Write("The code on it", code.ToLowerInvariant());
        await bookkeeper.Write("How much", "60,00");
        await bookkeeper.Press("Write it down");
        await bookkeeper.Reads("Written down.");

        await client.GotoAsync("/my-fees");
        await client.Reads("All is paid. You owe nothing.");
        await client.GetByRole(AriaRole.Button, new() { Name = "Receipt for what you paid on" }).First.ClickAsync();
        await client.Reads("Paid in all");
        await client.Reads("Psychotherapy, 50 minutes");
        var receipt = await client.Locator(".receipt").InnerTextAsync();
        Assert.Contains("$60", receipt, StringComparison.Ordinal);
        foreach (var word in new[] { "fund", "tier", "160", "100", "Some", "scale" }) Assert.DoesNotContain(word, receipt, StringComparison.OrdinalIgnoreCase);
        await therapist.GotoAsync(client.Url);
        await therapist.Reads("There is nothing here");

        // Two of a hundred go on to others; it is due once the quarter is over.
        await practice.Passes(Duration.FromDays(95));
        bookkeeper = await Open(View.Phone with { Site = practice.Address });
        await bookkeeper.SignIn(Amina.Name, Amina.Passphrase);
        await bookkeeper.GotoAsync("/today");
        await bookkeeper.Reads("Money to pass on");
        await bookkeeper.GotoAsync("/bookkeeping");
        await bookkeeper.Write("How much was passed on", "1.20");
        await bookkeeper.Press("Write down what we passed on");
        await bookkeeper.Reads("Please say how it can be checked");
        await Everybody.CanUse(bookkeeper);
        await bookkeeper.Write("How it can be checked", "their receipt 7");
        await bookkeeper.Press("Write down what we passed on");
        await bookkeeper.Reads("Written down.");
        await Everybody.CanUse(bookkeeper);
        await bookkeeper.GotoAsync("/fund");
        await bookkeeper.Reads("No sums stand here yet");
        await bookkeeper.GetByText("How each can be checked").ClickAsync();
        await bookkeeper.Reads("their receipt 7");
        await Assertions.Expect(bookkeeper.Locator("main")).Not.ToContainTextAsync("$1.20");
        await Everybody.CanUse(bookkeeper);
    }

    private static async Task Check(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Everybody.CanUse(page);
    }

    private static async Task Fill(ServedPractice practice)
    {
        Assert.Null(await Does(practice, Amina, (s, by) => s.GetRequiredService<Bookkeeping>().RecordGift(by, new(3_500_00, "CAD"), Today(s))));
        await Does(practice, Wren, async (s, by) =>
        {
            await using var work = await s.GetRequiredService<Gate>().BeginPower();
            Assert.Null(await s.GetRequiredService<Fees>().Choose(work, by, "some", 6));
            Assert.Null(await s.GetRequiredService<ReceiptBook>().KeepName(work, by, "W. Osei", new(by.Person)));
            await work.Commit();
            return null;
        });
        foreach (var daysAgo in new[] { 20, 13, 6 }) await TakesPlace(practice, await Book(practice, daysAgo));
        foreach (var daysAgo in new[] { -1, -8 }) await Book(practice, daysAgo);
        var wren = (await Who(practice, Wren)).Person;
        Assert.Null(await Does(practice, Amina, (s, by) => s.GetRequiredService<Bookkeeping>()
            .RecordPayment(by, Payer.CodeOf(Payer.Of(s.GetRequiredService<Premises>().House, wren.Subject)), new(100_00, "CAD"), Today(s))));
    }

    private static LocalDate Today(IServiceProvider services) => services.GetRequiredService<NodaTime.IClock>().GetCurrentInstant().InUtc().Date.PlusDays(-1);

    private static async Task<AppointmentId> Book(ServedPractice practice, int daysAgo)
    {
        var id = new AppointmentId(Guid.NewGuid());
        var client = (await Who(practice, Wren)).Person;
        await Does(practice, Nkechi, async (s, by) =>
        {
            await using var work = await s.GetRequiredService<Gate>().Begin();
            var appointment = new Appointment(id, by.Person, client, work.At - Duration.FromDays(daysAgo), 50, "America/Toronto", "room", work.At);
            work.Db.Appointments.Add(appointment);
            await work.Db.SaveChangesAsync();
            foreach (var follower in s.GetServices<IFollowAppointments>()) Assert.Null(await follower.Booked(work, by, appointment));
            await work.Commit();
            return null;
        });
        return id;
    }

    private static Task<Refusal?> TakesPlace(ServedPractice practice, AppointmentId id) => Does(practice, Nkechi, async (s, by) =>
    {
        await using var work = await s.GetRequiredService<Gate>().Begin();
        var appointment = await work.Db.Appointments.SingleAsync(a => a.Id == id);
        work.Db.Add(new TookPlace(id, by.Person, work.At));
        await work.Db.SaveChangesAsync();
        foreach (var follower in s.GetServices<IFollowAppointments>()) Assert.Null(await follower.TookPlace(work, by, appointment));
        await work.Commit();
        return null;
    });

    private static async Task<Keyring> Who(ServedPractice practice, (string Name, string Passphrase) person)
    {
        await using var scope = practice.Services.CreateAsyncScope();
        var signedIn = await scope.ServiceProvider.GetRequiredService<Accounts>().SignIn(person.Name, person.Passphrase);
        return (await scope.ServiceProvider.GetRequiredService<Sessions>().Find(signedIn.Value.Cookie))!;
    }

    private static async Task<Refusal?> Does(ServedPractice practice, (string Name, string Passphrase) person, Func<IServiceProvider, Keyring, Task<Refusal?>> what)
    {
        var by = await Who(practice, person);
        await using var scope = practice.Services.CreateAsyncScope();
        return await what(scope.ServiceProvider, by);
    }
}
