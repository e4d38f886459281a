using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Every page of the demo, by who reads it. What stands in braces is the first link of that kind on the page named after it.</summary>
internal static class RealPages
{
    private const string Session = "{/appointments/ on /calendar}", MySession = "{/appointments/ on /my-appointments}";

    public static IReadOnlyList<(string Who, string[] Paths)> ByReader { get; } =
    [
        ("", ["/", "/limits", "/fund", "/sign-in", "/sign-up", "/recovery", "/return", "/ask", "/seized-disk", "/later", "/accessibility", "/protection", "/what-we-keep", "/members/left", "/in-a-crisis"]),
        ("zaynab",
        [
            "/my-care", "/my-record", "/my-consents", "/my-if-taken", "/my-erasure", "{/my-consents/ on /my-consents}", "{/my-consents/no/ on /my-consents}", "/my-contact", "/my-mail", "/who-looked", "/my-names", "/my-account", "/my-appointments",
            MySession, "/my-fees", "/my-receipts", "/my-request", "/my-crisis-plan", "/my-crisis-plan/write", "/my-crisis-plan/card", "/my-crisis-plan/keep", "/my-crisis-plan/erase", "/ask", "/my-council", "/guest", "{/guest/ on /guest}", "/my-consents/receipts", "{/my-consents/receipts/ on /my-consents/receipts}", "/my-passkey", "/who-looked?who=me&what=Notes&from=2026-01-01", "{/who-looked/ on /who-looked}", "/my-consents/try", "/my-supporters", "/my-supporters/new", "/with", "{/my-consents/try?who= on /my-consents/try}",
        ]),
        ("wren", ["/my-request", "/my-care", "/ask/1", "/ask/2", "/ask/3", "/ask/4", "/ask/5"]),
        ("nkechi",
        [
            "/today", "/people", "{/people/ on /people}", "{/people/ on /people}/note", "{/people/ on /people}/crisis-plan", "/calendar", Session, "/openings", "/waiting", "{/waiting/ on /waiting}",
            "/circle", "/circle/1", "/circle/2", "/circle/draft", "/circle/book", "/circle/ways", "/circle/ways/consensus", "/circle/ways/schulze", "/circle/ways/lot", "/circle/meetings", "/circle/meetings/1", "/circle/meetings/1/points/1", "/circle/meetings/1/paper", "/circle/meetings/call", "/circle/meetings/facilitating", "/circle/stand-ins", "/agreements", "/reporting-aid", "/reporting-aid/1", "/mandates", "/members", "/if-taken", "/members/leave", "/fund", "/bookkeeping", "/undelivered", "/my-profile", "/my-escrow-share", "/my-receipt-details", "/my-names", "/my-account", "/escrow", "/demands", "/demands/new", "/demands/1",
        ]),
    ];

    public static async Task<IReadOnlyList<string>> Find(IPage page, IEnumerable<string> paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (!path.StartsWith('{'))
            {
                found.Add(path);
                continue;
            }
            var (kind, rest) = (path[1..path.IndexOf('}', StringComparison.Ordinal)].Split(" on "), path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..]);
            await page.GotoAsync(kind[1]);
            var shorter = kind[0] == "/my-consents/" ? ":not([href*='/no/']):not([href*='/receipts']):not([href*='/try'])" : "";
            found.Add(await page.Locator($"main a[href^='{kind[0]}']{shorter}").First.GetAttributeAsync("href") + rest);
        }
        return found;
    }
}
