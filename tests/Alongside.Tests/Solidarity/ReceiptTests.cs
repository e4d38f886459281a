using System.Text.Json;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Solidarity;
using Alongside.Tests.Sealing;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

public class ReceiptTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_receipt_is_there_only_when_asked_for_and_says_what_was_paid_to_whom_for_what(string database)
    {
        await using var story = await Paid("some", 60, database);
        Assert.Empty(await story.Receipts(r => r.Own(story.Client)));
        var receipt = await Ask(story);
        Assert.Equal(("Jo Okafor", Dollars(60), "2026-06-01"), (receipt.PaidBy, receipt.Paid, receipt.PaidOn));
        var line = Assert.Single(receipt.Lines);
        Assert.Equal((50, "Amara E. Osei, RP, 4711, CRPO"), (line.Minutes, line.Therapist));
        Assert.Equal("2026-06-08", line.On);
        Assert.Equal(receipt.Number, (await Ask(story)).Number);
        var (id, kept) = Assert.Single(await story.Receipts(r => r.Own(story.Client)));
        Assert.Equal(kept.Number, (await story.Receipts(async r => await r.Find(story.Client, id)))!.Number);
    }

    [Theory]
    [InlineData("a-little", 25)]
    [InlineData("some", 60)]
    [InlineData("yours-and-more", 200)]
    public async Task It_names_neither_tier_nor_fund(string tier, long pays)
    {
        await using var story = await Paid(tier, pays);
        var receipt = await Ask(story);
        var all = JsonSerializer.Serialize(receipt);
        foreach (var word in FeeScale.Offered.Tiers.SelectMany(t => new[] { t.Key, t.Name, t.Words }).Where(w => w is not ("Some" or "some" or "nothing" or "Nothing" or "yours" or "Yours")).Concat(["fund", "tier", "solidarity", "hold", "scale"]))
            Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
        // Nor the full fee where they paid less, nor what they gave beyond it.
        Assert.Equal(Dollars(Math.Min(pays, 160)), receipt.Paid);
        Assert.DoesNotContain(pays < 160 ? "16000" : "20000", all, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_asks_for_a_receipt_of_anothers_payment(string database)
    {
        await using var story = await Paid("some", 60, database);
        var payment = (await story.Statement()).Payments.Single().Entry;
        var stranger = await story.Another();
        Assert.NotNull((await story.Receipts(r => r.Ask(stranger, payment))).Refusal);
        await Ask(story);
        var id = (await story.Receipts(r => r.Own(story.Client)))[0].Id;
        Assert.Null(await story.Receipts(async r => await r.Find(stranger, id) ?? null!));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_receipt_whose_payment_is_taken_back_is_cancelled_and_the_others_never_say_more_than_was_paid(string database)
    {
        await using var story = await Paid("some", 60, database);
        var receipt = await Ask(story);
        Assert.Empty(await story.Receipts(r => r.Cancelled([receipt])));
        Assert.Null(await story.Books(b => b.Reverse(story.Bookkeeper, new(receipt.Payment))));
        Assert.Equal(story.Today, (await story.Receipts(r => r.Cancelled([receipt])))[receipt.Payment]);
        Assert.Null(await story.Pays(60));
        var other = await Ask(story);
        Assert.NotEqual(receipt.Number, other.Number);
        var all = (await story.Receipts(r => r.Own(story.Client))).Select(r => r.Receipt).ToList();
        var cancelled = await story.Receipts(r => r.Cancelled(all));
        Assert.Equal(Dollars(60), all.Where(r => !cancelled.ContainsKey(r.Payment)).Aggregate(Dollars(0), (sum, r) => sum + r.Paid));
    }

    [Fact]
    public async Task A_payment_settles_the_oldest_first_and_says_what_was_ahead()
    {
        await using var story = await Paid("some", 100);
        await story.TakesPlace(await story.Books());
        await story.Pays(50);
        var statement = await story.Statement();
        var payments = statement.Payments.Select(p => p.Entry).ToList();
        Assert.Equal([Dollars(60), Dollars(40)], statement.Settles(payments[0]).Select(s => s.Amount));
        Assert.Equal([Dollars(20), Dollars(30)], statement.Settles(payments[1]).Select(s => s.Amount));
        Assert.Null(statement.Settles(payments[1])[1].Session);
    }

    [Fact]
    public async Task No_name_that_stands_on_a_receipt_or_a_transfer_stands_on_the_disk()
    {
        await using var story = await Begin(inTheFund: 1000);
        await using (var visit = story.Practice.Visit())
            Assert.Null(await new NameBook(visit.Db, visit.Gate).Keep(story.Client, new Names { Used = "tangerine", Receipt = "tangerine receipt", Envelope = "tangerine envelope" }));
        await story.Does(async (visit, work) => Assert.Null(await BookkeepingTests.Book(story, visit).KeepName(work, story.Client, "tangerine payer", new(story.Client.Person))));
        await story.Chooses("some");
        await story.TakesPlace(await story.Books());
        Assert.Null(await story.Pays(40));
        Assert.Equal("tangerine receipt", (await Ask(story)).PaidBy);
        Assert.Equal("tangerine payer", Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency))).Name);
        await story.Does(async (visit, work) => Assert.Null(await BookkeepingTests.Book(story, visit).KeepName(work, story.Client, "tangerine changed", new(story.Client.Person))));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
    }

    private static async Task<MoneyStory> Paid(string tier, long pays, string database = "sqlite")
    {
        var story = await Begin(database, inTheFund: 1000);
        await story.Does(async (visit, work) =>
        {
            visit.Db.Profiles.Add(new(story.Therapist.Person, "Amara"));
            var details = new ReceiptDetails(story.Therapist.Person);
            Assert.Null(details.Write(story.Therapist.Person, "Amara E. Osei", "RP", "4711", "CRPO"));
            visit.Db.ReceiptDetails.Add(details);
            await visit.Db.SaveChangesAsync();
        });
        await using (var visit = story.Practice.Visit())
            Assert.Null(await new NameBook(visit.Db, visit.Gate).Keep(story.Client, new Names { Used = "Jo", Receipt = "Jo Okafor" }));
        await story.Chooses(tier);
        await story.TakesPlace(await story.Books());
        Assert.Null(await story.Pays(pays));
        return story;
    }

    private static async Task<Receipt> Ask(MoneyStory story)
    {
        var payment = (await story.Statement()).Payments.First().Entry;
        return (await story.Receipts(r => r.Ask(story.Client, payment))).Value;
    }
}
