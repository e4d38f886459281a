using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>
/// How somebody looks at a page: the width in CSS pixels (360 is a small phone, 1280 a small laptop), the language as a
/// BCP 47 tag, the time zone by its IANA name, whether the system forces its own few colours on it, and the address of the
/// site that paths such as "/welcome" are under.
/// Script is off unless a test says that it is about script.
/// </summary>
public sealed record View(
    int Width = 1280, bool Dark = false, bool Script = false, string Language = "en-CA", string? Site = null,
    string Zone = "America/Toronto", int? Height = null, bool Forced = false)
{
    /// <summary>Where each page is looked at first; <see cref="Everybody"/> looks at it as wide, and by night, too.</summary>
    internal static View Phone { get; } = new(360, Script: true);

    internal BrowserNewContextOptions Options => new()
    {
        BaseURL = Site,
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        ForcedColors = Forced ? ForcedColors.Active : ForcedColors.None,
        JavaScriptEnabled = Script,
        Locale = Language,
        ReducedMotion = ReducedMotion.Reduce,
        TimezoneId = Zone,
        ViewportSize = new() { Width = Width, Height = Height ?? (Width < 600 ? 740 : 800) },
    };

    public override string ToString() =>
        $"{Width} px, {(Dark ? "dark" : "light")}, {(Script ? "script" : "no script")}, {Language}";
}
