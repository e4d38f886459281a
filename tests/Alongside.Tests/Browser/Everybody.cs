using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>What each page owes whoever comes to it, with whatever they see, hear and type.</summary>
internal static class Everybody
{
    /// <summary>Fails unless axe finds nothing and the keyboard reaches all: on a phone by day, then on a laptop by night. The page is open on the phone, with script, and is so again afterwards.</summary>
    public static async Task CanUse(IPage page)
    {
        await Axe.Check(page);
        await Keyboard.ReachesAll(page);
        await page.SetViewportSizeAsync(1280, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.CheckAsShown(page);
        await Keyboard.ReachesAll(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(View.Phone.Width, View.Phone.Options.ViewportSize!.Height);
    }
}
