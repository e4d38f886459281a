using System.Text.RegularExpressions;
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

    /// <summary>All of them agree to a question.</summary>
    private protected static async Task AllAgree(string title, params IReadOnlyList<Listener> all)
    {
        foreach (var member in all)
        {
            await ComesTo(member, title);
            await Takes(member, "Agree It is good enough", "", "Give my stance");
            await member.HearsThatItIsDone("Your stance is kept.");
        }
    }

    /// <summary>Takes a stance where a question is open.</summary>
    private protected static async Task Takes(Listener member, string position, string words, string button)
    {
        await member.Press("radio", position);
        if (words.Length > 0) await member.Write("In your words", words);
        await member.Press("button", button);
    }

    /// <summary>Goes to a question by the pages that lead there.</summary>
    private protected static async Task ComesTo(Listener member, string title)
    {
        await member.Press("link", "Circle");
        await member.Arrives("What we decide together");
        await member.Press("link", title);
        await member.Arrives(Regex.Escape(title));
    }

    private protected async Task<Listener> Member(ServedPractice practice, string name) => (await SignsIn(practice, name)).Listener;
}
