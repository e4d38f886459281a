using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alongside.Features.Consents;
using Alongside.Features.Consents.Pages;
using Alongside.Features.Sealing;
using Alongside.Site.Paper;
using Alongside.Tests.Site;
using NodaTime;

namespace Alongside.Tests.Consents;

public class ConsentReceiptTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_ceremony_leaves_a_receipt_that_its_person_alone_finds(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "name", "notes");
        var receipt = Assert.Single(await story.Receipts(story.Client));
        Assert.Equal((Consent.PresentForm, "en", true), (receipt.Consent.Form, receipt.Consent.Language, receipt.Holds));
        Assert.NotNull(receipt.To);
        Assert.NotNull(receipt.Consent.Practice);
        Assert.NotNull(receipt.Consent.Custodian);
        Assert.Equal([Category.Name, Category.Notes], receipt.Things.Select(t => t.Permission.Category!.Value));
        Assert.True(Checkpoint.Read((await story.Receipt(story.Client, receipt.Id))!.Log!).Value.IsSigned);
        foreach (var other in new[] { story.Amara, story.Bea })
        {
            Assert.Empty(await story.Receipts(other));
            Assert.Null(await story.Receipt(other, receipt.Id));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_says_what_holds_today_and_how_the_rest_ended(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.OpensFor(Duration.FromDays(91), story.Amara, "name", "notes", "crisis");
        var id = Assert.Single(await story.Receipts(story.Client)).Id;
        Assert.Equal(Enumerable.Repeat(Standing.Holds, 3), await Stand());
        story.Practice.Clock.Now += Duration.FromDays(5);
        var name = Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Name);
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, name.Id)));
        Assert.Equal([Standing.TakenBack, Standing.Holds, Standing.Holds], await Stand());
        Assert.Null(await story.OpensWithin(Bounds.For(Duration.FromDays(365)), story.Amara, "notes", "crisis"));
        Assert.Equal([Standing.TakenBack, Standing.Replaced, Standing.Replaced], await Stand());
        Assert.False((await story.Receipt(story.Client, id))!.Holds);
        var next = (await story.Receipts(story.Client))[0];
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        Assert.Equal([Standing.Closed, Standing.Closed], (await story.Receipt(story.Client, next.Id))!.Things.Select(t => t.Standing));

        async Task<IEnumerable<Standing>> Stand() => (await story.Receipt(story.Client, id))!.Things.Select(t => t.Standing);
    }

    [Fact]
    public async Task What_runs_out_by_its_date_and_what_stayed_as_it_was_say_so()
    {
        await using var story = await CareStory.Begin("sqlite");
        var year = Bounds.For(Duration.FromDays(365));
        await story.OpensWithin(year, story.Amara, "notes");
        await story.OpensWithin(year, story.Amara, "notes", "name");
        var latest = (await story.Receipts(story.Client))[0];
        Assert.Equal([(Category.Name, false), (Category.Notes, true)], latest.Things.Select(t => (t.Permission.Category!.Value, t.Kept)));
        story.Practice.Clock.Now += Duration.FromDays(366);
        Assert.All((await story.Receipts(story.Client))[0].Things, t => Assert.Equal(Standing.RanOut, t.Standing));
    }

    [Fact]
    public async Task One_that_was_kept_before_receipts_had_a_form_still_opens()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        var yes = Assert.Single(await story.Said(story.Amara));
        var old = JsonNode.Parse($$"""{"To":"{{story.Amara.Person.Value}}","Asked":["May they?"],"Yes":["notes"],"Language":"fr","Permissions":["{{yes.Id.Value}}"]}""")!;
        var id = Guid.NewGuid();
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            var papers = await visit.Gate.Vault.FolderOf(story.Client.Person.Subject, Category.Papers, Guid.Empty, work.At);
            Assert.Null(await visit.Gate.Seal(work, story.Client, papers, Consent.Kind, id, old));
            await work.Commit();
        }
        var receipt = (await story.Receipt(story.Client, id))!;
        Assert.Equal((0, "fr", Standing.Holds), (receipt.Consent.Form, receipt.Consent.Language, Assert.Single(receipt.Things).Standing));
        Assert.NotNull(receipt.To);
        Assert.NotNull(receipt.Consent.Contact);
    }

    [Fact]
    public async Task Its_paper_is_in_the_language_of_the_ceremony_and_its_hash_can_be_made_again()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.OpensWithin(new() { Since = Since.Now }, story.Amara, "notes");
        var receipt = Assert.Single(await story.Receipts(story.Client));
        receipt = receipt with { Consent = receipt.Consent with { Language = "fr", Asked = ["Peuvent-ils lire ?", "Vos notes."] } };
        var sheet = ConsentReceiptPaper.Of(receipt, new() { NameShown = "Zaynab" }, new(), Speaking.In("en"));
        Assert.Equal("fr", sheet.Language.TwoLetterISOLanguageName);
        var said = sheet.Blocks.SelectMany(b => b.Phrases).Select(p => p.Text).ToList();
        foreach (var expected in new[] { "Zaynab", "Cela vaut.", "Vos notes.", "Votre suivi n’en dépend pas.", receipt.Id.ToString() }) Assert.Contains(expected, said);
        Assert.Contains(said, s => s.StartsWith("Rien de ce qui a été écrit avant le 1er juin 2026.", StringComparison.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("fr\nPeuvent-ils lire ?\nVos notes."))), said);
        Assert.Null(Press.Print(sheet).Refusal);
    }

    [Fact]
    public async Task Its_file_names_each_field_as_it_is_documented()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.OpensWithin(new() { Since = Since.Now, Length = Duration.FromDays(91) }, story.Amara, "notes");
        var yes = Assert.Single(await story.Said(story.Amara));
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, yes.Id)));
        var receipt = (await story.Receipt(story.Client, Assert.Single(await story.Receipts(story.Client)).Id))!;
        using var file = JsonDocument.Parse(ConsentReceiptFile.Of(receipt, story.Soon, "Zaynab", "Tamarind", Speaking.In("en")).Write());
        var documented = await File.ReadAllTextAsync(Path.Combine(Floors.Repository.Root, "docs", "consent-receipt.md"), TestContext.Current.CancellationToken);
        var thing = file.RootElement.GetProperty("opened")[0];
        foreach (var field in file.RootElement.EnumerateObject().Concat(thing.EnumerateObject())) Assert.Contains($"`{field.Name}`", documented, StringComparison.Ordinal);
        Assert.Equal(("notes", "care", "takenBack"), (thing.GetProperty("category").GetString(), thing.GetProperty("purpose").GetString(), thing.GetProperty("state").GetString()));
        Assert.Equal("2026-06-01T09:00:00Z", thing.GetProperty("recordsSince").GetString());
        Assert.Equal(Convert.ToHexStringLower(yes.Hash()), thing.GetProperty("hashInLog").GetString());
    }
}
