using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class ConsentReceiptJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Somebody_opens_what_comes_from_now_on_takes_the_receipt_along_and_takes_it_back()
    {
        var practice = await Serve(demo: true);
        var wren = await Open(new(Site: practice.Address, Width: 360));
        var passphrase = DemoPractice.People.Single(p => p.SignIn == "wren").Passphrase;
        await wren.SignIn("wren", passphrase);
        await wren.GotoAsync("/my-consents");
        await wren.Follow("Sione Taufa");
        await wren.GetByLabel("Of which time", new() { Exact = true }).SelectOptionAsync("now");
        await wren.GetByLabel("For how long", new() { Exact = true }).SelectOptionAsync("day");
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", passphrase);
        await wren.Press("Yes, open these");
        await wren.Reads("We can’t read that day.");
        await wren.GetByLabel("Until which day, if you choose one").FillAsync("2199-05-03");
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", passphrase);
        await wren.Press("Yes, open these");
        await wren.Reads("until 3 May 2199.");
        await wren.Reads("Nothing that was written before");

        await wren.Follow("Receipts of what you said yes to");
        await wren.GetByRole(AriaRole.Link, new() { Name = "To Sione Taufa" }).First.ClickAsync();
        await wren.Reads("It holds.");
        await wren.Reads("Of which time: what is written from now on");
        var address = new Uri(wren.Url).AbsolutePath;
        Assert.StartsWith("%PDF", await (await wren.Context.APIRequest.GetAsync(practice.Address + address + "/receipt.pdf")).TextAsync(), StringComparison.Ordinal);
        Assert.Contains("\"state\": \"holds\"", await (await wren.Context.APIRequest.GetAsync(practice.Address + address + "/receipt.json")).TextAsync(), StringComparison.Ordinal);

        await wren.GotoAsync("/my-consents");
        await wren.Follow("Try what somebody would see");
        await wren.Follow("Sione Taufa");
        await wren.Reads("What Sione Taufa would see today");
        await wren.Reads("Would open. Nothing is written there yet.");
        await wren.GotoAsync(practice.Address + address);

        await wren.Follow("Take something back");
        await wren.GetByRole(AriaRole.Button, new() { Name = "Take back: Sione" }).First.ClickAsync();
        await wren.Reads("Taken back.");
        await wren.GotoAsync(address);
        await wren.Reads("You took it back on");
    }
}
