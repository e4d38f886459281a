using Alongside.Features.Circle.Counting;
using Alongside.Tests.Browser;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>A circle takes up the lot, consents to draw while nobody can know what is drawn, and draws.</summary>
public sealed class LotJourney(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] options = ["Herbs", "A bench", "A pond"];

    [Fact, Trait("Kind", "Slow")]
    public async Task All_consent_to_draw_wait_for_the_source_and_what_it_says_is_decided()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = await Three(practice);
        await amina.GotoAsync("/circle/draft");
        await Assertions.Expect(amina.GetByText("By lot")).ToHaveCountAsync(0);
        await amina.Write("What shall we call it?", "Lots, too");
        await amina.GetByLabel("greement that it changes").SelectOptionAsync(new SelectOptionValue { Label = "Decision chart" });
        await amina.Press("Write this change");
        await amina.GetByLabel("By lot", new() { Exact = true }).CheckAsync();
        await amina.Press("Keep this in the draft");
        await amina.Press("Put it to the circle");
        await amina.Reads("It is put.");
        await Walking.AllAgree(new Uri(amina.Url).AbsolutePath, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(36));
        Assert.Equal(1, await practice.Enacts());

        (amina, sione, nkechi) = await Three(practice);
        await amina.GotoAsync("/circle/draft");
        await amina.Write("What shall we call it?", "What grows in the yard");
        await amina.Write("What can be chosen, one a line", string.Join('\n', options));
        await amina.Reads("ask each of them first");
        await amina.GetByLabel("How we choose").SelectOptionAsync(new SelectOptionValue { Label = "By lot" });
        await amina.Write("Where will the numbers come from?", "The river gauge at noon");
        await Everybody.CanUse(amina);
        await amina.Write("How many are chosen", "3");
        await amina.Press("Put it to the circle");
        await amina.Reads("Please draw fewer than there are options");
        await amina.Write("How many are chosen", "1");
        await amina.Press("Put it to the circle");
        await amina.Reads("It is put.");
        await amina.Reads("nobody can know before that what is drawn");
        var question = new Uri(amina.Url).AbsolutePath;
        await Walking.AllAgree(question, amina, sione, nkechi);

        await practice.Passes(Duration.FromDays(13));
        sione = await SignedIn(practice, "sione", View.Phone);
        await sione.GotoAsync("/today");
        await sione.Reads("Waits for a lot");
        await sione.GotoAsync(question);
        await sione.Reads("We agreed to draw. This waits until");
        await Assertions.Expect(sione.GetByLabel("Why should it come back?")).ToHaveCountAsync(0);

        await practice.Passes(Duration.FromDays(3));
        nkechi = await SignedIn(practice, "nkechi", View.Phone);
        await nkechi.GotoAsync("/today");
        await nkechi.Reads("can be drawn since");
        await nkechi.GotoAsync(question);
        await nkechi.Write("What the source said", "2.31 m");
        await nkechi.Press("Draw");
        await nkechi.Reads("It is drawn, and stays so.");
        await Everybody.CanUse(nkechi);
        var file = SortitionFile.Read(await (await nkechi.Context.APIRequest.GetAsync($"{practice.Address}{question}/lot.json")).BodyAsync()).Value;
        Assert.Equal(("The river gauge at noon", "2.31 m"), (file.Source, file.Randomness));
        Assert.True(file.Agrees(file.Order().Value));
        Assert.Equal(1, await practice.Enacts());
        await nkechi.GotoAsync("/circle/book");
        await nkechi.Reads("What was drawn");
        await Assertions.Expect(nkechi.Locator("#d-3")).ToContainTextAsync(file.Drawn[0]);
    }

    private async Task<(IPage Amina, IPage Sione, IPage Nkechi)> Three(ServedPractice practice) =>
        (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone), await SignedIn(practice, "nkechi", View.Phone));
}
