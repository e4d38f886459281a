using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>One thing in the accessibility tree: what a screen reader is told of it.</summary>
internal sealed record Told(string Role, string Name, string Value, bool Focused, bool Checked, int Element)
{
    /// <summary>All that stands in it, one after the other: how a message is read out.</summary>
    public string Whole { get; init; } = "";
}

/// <summary>
/// Somebody who has nothing but what a screen reader is told: finds things by role and name in the browser's accessibility tree,
/// and acts by the keyboard on what was found. It never looks at the page.
/// </summary>
internal sealed class Listener(ICDPSession line, IPage page)
{
    private static readonly string[] Acted = ["button", "link", "textbox", "spinbutton", "checkbox", "radio", "combobox", "listbox", "DisclosureTriangle", "DisclosureTriangleGrouped"];

    public static async Task<Listener> To(IPage page)
    {
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Accessibility.enable");
        await line.SendAsync("DOM.enable");
        return new(line, page);
    }

    /// <summary>Waits until this is told, and of it this as well, and says what it was.</summary>
    public async Task<Told> Hears(string role, string name, Func<Told, bool>? with = null)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if ((await All()).Find(told => told.Role == role && Regex.IsMatch(told.Name, name, RegexOptions.None, TimeSpan.FromSeconds(1)) && (with is null || with(told))) is { } found) return found;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"No {role} called “{name}” is told of. What is:\n{string.Join('\n', (await All()).Select(t => $"{t.Role} {t.Name}"))}");
        return null!;
    }

    /// <summary>Waits until nothing of this is told any more.</summary>
    public async Task HearsNoMore(string role, string name)
    {
        // While a page is exchanged for the next one nothing is told at all.
        for (var tries = 0; await All() is var all && (all.Count == 0 || all.Exists(told => told.Role == role && told.Name.StartsWith(name, StringComparison.Ordinal))); tries++)
        {
            Assert.True(tries < 300, $"A {role} called “{name}” is still told of.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>That something was done is heard at once, and one is where it is said.</summary>
    public Task HearsThatItIsDone(string said = "") => HearsAtOnce("status", said);

    /// <summary>A no is heard at once as well.</summary>
    public Task HearsThatItIsRefused(string said = "") => HearsAtOnce("alert", said);

    /// <summary>What is told of this at present, without waiting for it.</summary>
    public async Task<IReadOnlyList<Told>> Every(string role, string name) => (await All()).FindAll(told => told.Role == role && told.Name.StartsWith(name, StringComparison.Ordinal));

    public async Task Press(string role, string name)
    {
        await Goes(role, name);
        await page.Keyboard.PressAsync(role is "checkbox" or "radio" ? "Space" : "Enter");
    }

    public async Task Write(string name, string text, string role = "textbox")
    {
        await Goes(role, name);
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Types the beginning of what is chosen into a list, which goes there.</summary>
    public async Task Choose(string name, string option)
    {
        await Goes("combobox", name);
        await page.Keyboard.TypeAsync(option);
        await Hears("combobox", $"^{Regex.Escape(name)}", told => told.Value.StartsWith(option, StringComparison.CurrentCultureIgnoreCase));
    }

    /// <summary>A new page says what it is, and of everything that can be used what it does.</summary>
    public async Task Arrives(string heading)
    {
        await Hears("heading", $"^{heading}$");
        // The foot comes last: with it, a long page is there to its end.
        await Hears("contentinfo", "");
        var all = await All();
        foreach (var landmark in new[] { "main", "banner", "contentinfo" }) Assert.Single(all, told => told.Role == landmark);
        Assert.DoesNotContain(all, told => Acted.Contains(told.Role) && told.Name.Trim().Length == 0);
    }

    private Task<Told> HearsAtOnce(string role, string said) => Hears(role, "", told => told.Focused && told.Whole.Contains(said, StringComparison.Ordinal));

    private async Task Goes(string role, string name)
    {
        for (var tries = 0; ; tries++)
        {
            var told = await Hears(role, $"^{Regex.Escape(name)}");
            // Of two buttons that are called the same, nobody who only hears them knows which does what.
            if (role == "button") Assert.True((await Every(role, told.Name)).Count(other => other.Name == told.Name) <= 1, $"There are several buttons called “{told.Name}”.");
            try
            {
                await line.SendAsync("DOM.focus", new() { ["backendNodeId"] = told.Element });
                return;
            }
            catch (PlaywrightException) when (tries < 40)
            {
                // The page was exchanged for the next one between hearing of it and going there.
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task<List<Told>> All()
    {
        try
        {
            var tree = await line.SendAsync("Accessibility.getFullAXTree");
            var nodes = tree!.Value.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("nodeId").GetString()!);
            return [.. nodes.Values.Where(node => !node.GetProperty("ignored").GetBoolean()).Select(node => Read(node) is { Role: "status" or "alert" } told ? told with { Whole = Whole(node, nodes) } : Read(node))];
        }
        catch (PlaywrightException)
        {
            return []; // The page is being exchanged for the next one.
        }
    }

    private static Told Read(JsonElement node)
    {
        var properties = node.TryGetProperty("properties", out var all) ? all.EnumerateArray().ToList() : [];
        return new(Text(node, "role"), Text(node, "name"), Text(node, "value"), Has("focused"), Has("checked"), node.TryGetProperty("backendDOMNodeId", out var id) ? id.GetInt32() : 0);

        bool Has(string name) => properties.Exists(p => p.GetProperty("name").GetString() == name && p.GetProperty("value").GetProperty("value").ToString() is "True" or "true");
    }

    private static string Whole(JsonElement node, Dictionary<string, JsonElement> nodes) =>
        Text(node, "role") == "StaticText" ? Text(node, "name")
        : node.TryGetProperty("childIds", out var inner) ? string.Join(' ', inner.EnumerateArray().Select(id => id.GetString()!).Where(nodes.ContainsKey).Select(id => Whole(nodes[id], nodes)))
        : "";

    private static string Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var said) && said.TryGetProperty("value", out var value) ? value.ToString() : "";
}
