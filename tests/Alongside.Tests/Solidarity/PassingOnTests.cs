using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage.Guards;
using Alongside.Tests.Circle;
using Microsoft.EntityFrameworkCore;
using static Alongside.Tests.Solidarity.PassingOnStory;

namespace Alongside.Tests.Solidarity;

[Trait("Kind", "Unhurried")]
public class PassingOnTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_share_gathers_by_itself_is_due_once_its_quarter_is_over_and_is_passed_on_with_proof_and_never_twice(string database)
    {
        await using var story = await Begin(database, ("a centre", 200), ("a fund", 50));
        await story.Pays(1, 1_000_00);
        Assert.Null(await story.Books(b => b.RecordGift(story.Ada, Cad(5_000_00), story.Today)));
        Assert.All(await story.Stands(), s => Assert.Equal((0, 0, null), (s.Promised.Minor, s.Due.Minor, s.DueOn)));
        Refused("more than the", await story.PassesOn("a centre", 1));

        story.NextQuarter();
        var due = story.Today.PlusDays(29);
        Assert.Equal([("a centre", 20_00, 20_00, due), ("a fund", 5_00, 5_00, due)], (await story.Stands()).Select(s => (s.Name, s.Promised.Minor, s.Due.Minor, s.DueOn!.Value)));
        Refused("how it can be checked", await story.PassesOn("a centre", 20_00, proof: " "));
        Refused("at most 200", await story.PassesOn("a centre", 20_00, proof: new('x', 201)));
        Refused("more than nothing", await story.PassesOn("a centre", 0));
        Refused("mandate of bookkeeping", await story.PassesOn("a centre", 20_00, by: CircleStory.Fresh(story.Circle.Members[2])));
        Refused("more than the", await story.PassesOn("a centre", 20_01));
        var once = story.Circle.Practice.Random.Id<EntryId>();
        Assert.Null(await story.PassesOn("a centre", 12_00, once));
        Assert.Null(await story.PassesOn("a centre", 12_00, once));
        Refused("more than the", await story.PassesOn("a centre", 12_00));
        var part = await story.Stands("a centre");
        Assert.Equal((Cad(12_00), Cad(8_00)), (part.Paid, part.Due));
        var line = Assert.Single(await story.Books(b => b.PassedOn("CAD")));
        Assert.Equal(("a centre", "receipt 7", Cad(12_00), null), (line.Name, line.Proof, line.Amount, line.TakenBackOn));

        story.Circle.Later(days: 40);
        Assert.Equal(11, (await story.Stands("a centre")).DaysLate(story.Today));
        Assert.Null(await story.Books(b => b.Reverse(story.Ada, line.Entry)));
        Assert.Equal(20_00, (await story.Stands("a centre")).Due.Minor);
        Assert.Equal(story.Today, Assert.Single(await story.Books(b => b.PassedOn("CAD"))).TakenBackOn);
        Assert.Null(await story.PassesOn("a centre", 20_00));
        Assert.Equal(Cad(0), (await story.Stands("a centre")).Due);
        Assert.Null((await story.Stands("a centre")).DueOn);
        Assert.Empty(await story.Troubles());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_funds_share_said_before_holds_until_the_first_version_and_stays_due(string database)
    {
        await using var story = await Begin(database);
        await story.Circle.Practice.Tamper($"""DELETE FROM "AgreementVersions" WHERE "Kind" = '{Redistribution.KindName}'""");
        await story.Reads(async (db, _) =>
        {
            await DatabaseGuards.Restore(db);
            return true;
        });
        await story.Circle.Decides(FundShare.Offered with { OnwardBasisPoints = 200, Onward = "a centre, each season" });
        await story.Pays(1, 100_00);
        story.NextQuarter();
        var before = Assert.Single(await story.Stands());
        Assert.Equal(("a centre, each season", true, Cad(2_00), null), (before.Name, before.IsFromBefore, before.Due, before.DueOn));

        Refused("More than half", (await story.Circle.Puts(0, "Too much", "", Of(("a fund", 4401)))).Refusal);
        await story.Circle.Decides(Of(("a fund", 4400)));
        await story.Pays(1, 100_00);
        story.NextQuarter();
        Assert.Equal([("a fund", 44_00), ("a centre, each season", 2_00)], (await story.Stands()).Select(s => (s.Name, s.Due.Minor)));
        Assert.All(await story.Stands(), s => Assert.Equal(story.Today.PlusDays(29), s.DueOn));
        Assert.Null(await story.PassesOn("a centre, each season", 2_00));

        Refused("agreement of its own", (await story.Circle.Puts(0, "As before", "", FundShare.Offered with { OnwardBasisPoints = 1, Onward = "a centre" })).Refusal);
        Refused("More than half", (await story.Circle.Puts(0, "More", "", FundShare.Offered with { FundBasisPoints = 601 })).Refusal);
        Assert.Null((await story.Circle.Puts(0, "More, and less", "", FundShare.Offered with { FundBasisPoints = 700 }, Of(("a fund", 4300)))).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_questions_that_fit_one_by_one_and_not_together_do_not_both_take_effect(string database)
    {
        await using var story = await Begin(database);
        Assert.Null((await story.Circle.Puts(0, "The fund", "", FundShare.Offered with { FundBasisPoints = 3000 })).Refusal);
        Assert.Null((await story.Circle.Puts(0, "Others", "", Of(("a centre", 3000)))).Refusal);
        await story.Circle.Agree(1);
        await story.Circle.Agree(2);
        story.Circle.Later(days: 36);
        await story.Circle.Enacts();
        Assert.Equal((3000, 0), ((await story.Circle.InForce<FundShare>())!.Value.FundBasisPoints, (await story.Circle.InForce<Redistribution>())!.Value.BasisPoints));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Anybody_reads_rounded_sums_of_quarters_in_which_enough_paid_towards_each_a_quarter_late(string database)
    {
        await using var story = await Begin(database, ("a centre", 500));
        for (byte who = 1; who <= 11; who++) await story.Pays(who, 500_00);
        await story.Circle.Decides(Of(("a centre", 500), ("a fund", 1000)));
        for (byte who = 1; who <= 10; who++) await story.Pays(who, 500_00);
        story.NextQuarter();
        Assert.Empty(await story.Published());
        var due = (await story.Stands("a centre")).DueOn;
        story.NextQuarter();
        Assert.Equal([new PublishedPassing("a centre", false, Cad(500_00), Cad(0), Cad(500_00), due)], await story.Published());
        Assert.Null(await story.PassesOn("a fund", 500_00));
        Assert.Null(await story.PassesOn("a centre", 525_00));
        Assert.Equal([new PublishedPassing("a centre", false, Cad(500_00), Cad(500_00), Cad(0), null)], await story.Published());
        story.NextQuarter();
        Assert.Equal([new PublishedPassing("a centre", false, Cad(500_00), Cad(500_00), Cad(0), null)], await story.Published());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whatever_is_paid_corrected_agreed_and_passed_on_it_is_what_one_would_count_on_paper(string database)
    {
        await using var story = await Begin(database, ("a centre", 200));
        var run = new Run(story, new(database.Length));
        for (var step = 0; step < 45; step++) await run.Step();
        await run.Agrees();
        Assert.True(run.PassedOn > 2, "hardly anything was passed on");
    }

    private sealed class Run(PassingOnStory story, Random dice)
    {
        private static readonly string[] names = ["a centre", "a fund", "a neighbour"];

        private readonly List<(string Name, long Minor, Quarter In)> gathered = [];
        private readonly List<(string Name, long Minor, EntryId Entry)> paid = [];
        private readonly List<(EntryId Entry, long[] Parts, string[] To)> payments = [];
        private (string Name, int BasisPoints)[] agreed = [("a centre", 200)];

        public int PassedOn { get; private set; }

        private Quarter Now => Quarter.Of(story.Today);

        public async Task Step()
        {
            switch (dice.Next(9))
            {
                case < 4: await Pays(); break;
                case 4 when payments.Count > 0: await TakesBack(payments[dice.Next(payments.Count)]); break;
                case 5: story.NextQuarter(); break;
                case 6 or 7: await PassesOn(); break;
                case 8 when dice.Next(3) == 0: await Decides(); break;
            }
            if (dice.Next(3) == 0) await Agrees();
        }

        private async Task Pays()
        {
            var minor = dice.Next(1, 900_00);
            await story.Pays((byte)dice.Next(1, 4), minor);
            var entry = await story.Reads((db, _) => db.Entries.AsNoTracking().Where(e => e.Kind == EntryKind.Payment).Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { e.Id, s.At }).OrderByDescending(e => e.At).FirstAsync());
            var parts = RedistributionTests.OnPaper(minor, [600, .. agreed.Select(a => a.BasisPoints), 9400 - agreed.Sum(a => a.BasisPoints)])[1..^1];
            payments.Add((entry.Id, parts, [.. agreed.Select(a => a.Name)]));
            gathered.AddRange(agreed.Zip(parts, (a, p) => (a.Name, p, Now)));
        }

        private async Task TakesBack((EntryId Entry, long[] Parts, string[] To) payment)
        {
            Assert.Null(await story.Books(b => b.Reverse(story.Bo, payment.Entry)));
            payments.Remove(payment);
            gathered.AddRange(payment.To.Zip(payment.Parts, (name, part) => (name, -part, Now)));
        }

        private async Task PassesOn()
        {
            if (paid.Count > 0 && dice.Next(4) == 0)
            {
                var back = paid[dice.Next(paid.Count)];
                Assert.Null(await story.Books(b => b.Reverse(story.Bo, back.Entry)));
                paid.Remove(back);
                return;
            }
            var stands = await story.Stands();
            if (stands.Count == 0) return;
            var name = stands[dice.Next(stands.Count)].Name;
            var (due, id) = (Due(name), story.Circle.Practice.Random.Id<EntryId>());
            var minor = due > 0 && dice.Next(3) > 0 ? dice.NextInt64(1, due + 1) : due + dice.Next(1, 5);
            var refusal = await story.PassesOn(name, minor, id);
            Assert.Equal(minor > due, refusal is not null);
            if (refusal is not null) return;
            paid.Add((name, minor, id));
            PassedOn++;
            Assert.True(Sum(gathered.Select(g => (g.Name, g.Minor)), name) >= Sum(paid.Select(p => (p.Name, p.Minor)), name));
        }

        private async Task Decides()
        {
            agreed = [.. names.Where(_ => dice.Next(2) == 0).Select(n => (n, dice.Next(1, 900)))];
            if ((await story.Circle.InForce<Redistribution>())!.Value.Write() != Of(agreed).Write()) await story.Circle.Decides(Of(agreed));
        }

        private long Due(string name)
        {
            var (gone, all) = (Sum(paid.Select(p => (p.Name, p.Minor)), name), Sum(gathered.Select(g => (g.Name, g.Minor)), name));
            return Math.Max(0, Math.Min(Over(name), all) - gone);
        }

        private long Over(string name) => Sum(gathered.Where(g => g.In != Now).Select(g => (g.Name, g.Minor)), name);

        public async Task Agrees()
        {
            foreach (var stand in await story.Stands())
                Assert.Equal((Over(stand.Name), Sum(paid.Select(p => (p.Name, p.Minor)), stand.Name), Due(stand.Name)), (stand.Promised.Minor, stand.Paid.Minor, stand.Due.Minor));
            var entries = await story.Reads((db, _) => db.Entries.AsNoTracking().ToListAsync());
            Assert.Equal(0, entries.SelectMany(e => e.Lines).Sum(l => l.Minor));
            Assert.Empty(await story.Troubles());
        }

        private static long Sum(IEnumerable<(string Name, long Minor)> of, string name) => of.Where(o => o.Name == name).Sum(o => o.Minor);
    }

    private static void Refused(string because, Refusal? refusal) => Assert.Contains(because, refusal?.ToString(), StringComparison.Ordinal);
}
