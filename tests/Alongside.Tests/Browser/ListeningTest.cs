using Alongside.Demo;
using Alongside.Tests.Journeys;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Journeys of people who see nothing of the page: what a screen reader tells them is enough.</summary>
public abstract class ListeningTest(Chromium chromium) : BrowserTest(chromium)
{
    private protected static string PassphraseOf(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;

    /// <summary>Signs in where one was asked to.</summary>
    private protected static async Task GoesIn(Listener listener, string name)
    {
        await listener.Arrives("Good to see you again");
        await listener.Write("The name you sign in with", name);
        await listener.Write("Your passphrase", PassphraseOf(name));
        await listener.Press("button", "Sign in");
        await listener.HearsNoMore("heading", "Good to see you again");
    }

    /// <summary>Opens the menu of what is one's own, and goes to one of its pages.</summary>
    private protected static async Task Turns(Listener listener, string link)
    {
        await listener.Press("DisclosureTriangleGrouped", "You");
        await listener.Press("link", link);
    }

    private protected async Task<(IPage Page, Listener Listener)> Comes(ServedPractice practice, bool script = false)
    {
        var page = await Open(new(Script: script, Site: practice.Address));
        return (page, await Listener.To(page));
    }

    private protected async Task<(IPage Page, Listener Listener)> SignsIn(ServedPractice practice, string name, bool script = false)
    {
        var (page, listener) = await Comes(practice, script);
        await page.GotoAsync("/sign-in");
        await GoesIn(listener, name);
        return (page, listener);
    }
}
