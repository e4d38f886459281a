using System.Net;
using System.Text.RegularExpressions;
using Alongside.Commands;
using Alongside.Features.Records.Pages;
using Alongside.Features.Sealing;
using Alongside.Tests.Journeys;
using Alongside.Tests.Sealing;

namespace Alongside.Tests.Records;

[Trait("Kind", "Unhurried")]
public sealed partial class IfTakenPagesTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    [Fact]
    public void Each_kind_of_data_and_each_seizure_has_a_name_of_its_own()
    {
        var asked = Kept.All.Where(k => k.Aspect != Aspect.OfTheCircle).ToList();
        Assert.Equal(asked.Count, asked.Select(SeizureTitles.OfOnes).Distinct().Count());
        var told = Kept.All.Where(k => k.Aspect != Aspect.ByOthers).ToList();
        Assert.Equal(told.Count, told.Select(SeizureTitles.OfAll).Distinct().Count());
        foreach (Func<Seizure, string> title in new[] { SeizureTitles.Short, SeizureTitles.Long })
            Assert.Equal(Enum.GetValues<Seizure>().Length, Enum.GetValues<Seizure>().Select(title).Distinct().Count());
    }

    [Fact]
    public async Task Somebody_reads_who_could_learn_what_and_it_follows_when_they_take_a_yes_back()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        Assert.Contains("/my-if-taken", await zaynab.Page("/my-consents"), StringComparison.Ordinal);
        Assert.Matches("<dt[^>]*>Nkechi[^<]*</dt><dd>[^<]*The notes of your sessions", await zaynab.Page("/my-if-taken"));
        var consents = await PlainBrowser.Raw(await zaynab.Get("/my-consents"));
        foreach (Match back in Back().Matches(consents))
        {
            using var taken = await zaynab.Fill("/my-consents", back.Groups["form"].Value);
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        }
        Assert.DoesNotMatch("<dt[^>]*>Nkechi", await zaynab.Page("/my-if-taken"));
    }

    [Fact]
    public async Task Members_read_how_many_and_no_name_and_nobody_else_reads_it()
    {
        using var nkechi = await demo.SignedIn("nkechi");
        var page = await nkechi.Page("/if-taken");
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
        Assert.Matches("alone they open the notes of (one person|\\d+ people) at most", main);
        Assert.Contains("What the circle says among itself", main, StringComparison.Ordinal);
        foreach (var name in new[] { "Nkechi", "Amina", "Sione", "Zaynab", "Wren" }) Assert.DoesNotContain(name, main, StringComparison.Ordinal);
        using var zaynab = await demo.SignedIn("zaynab");
        Assert.Equal(HttpStatusCode.NotFound, (await zaynab.Get("/if-taken")).StatusCode);
        Assert.Contains("lies open on the server", main, StringComparison.Ordinal);
        using var visitor = demo.Visitor();
        Assert.StartsWith("/sign-in", (await visitor.Get("/if-taken")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_twelve_words_lock_the_file_with_the_servers_keys_members_read_so()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true, set: Seal);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        Assert.Contains("Twelve words on paper lock the file with those keys.", await nkechi.Page("/if-taken"), StringComparison.Ordinal);
    }

    private static Settings Seal(Settings settings)
    {
        var (random, house) = (new FixedRandom(12), House.Read(File.ReadAllBytes(settings.HouseFile)).Value);
        var words = TwelveWords.New(random);
        File.WriteAllBytes(settings.HouseFile, SealedHouse.Seal(house, words, random));
        var paper = settings.HouseFile + ".words";
        File.WriteAllText(paper, string.Join(' ', words.Words));
        return settings with { HouseWords = paper };
    }

    [GeneratedRegex("\"(?<form>back-[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Back();
}
