using Alongside.Features.Circle;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using CsCheck;
using NodaTime;
using static Alongside.Tests.Solidarity.PassingOnStory;

namespace Alongside.Tests.Solidarity;

public class RedistributionTests
{
    private static readonly IReadOnlyList<InForce<Zone>> utc = [];

    [Fact]
    public void A_version_of_the_funds_share_from_before_is_read_says_what_it_said_and_shares_as_it_did()
    {
        const string Before = """{"FundBasisPoints":600,"OnwardBasisPoints":200,"Onward":"a healing centre","PromisedSessions":6}""";
        var share = (FundShare)Agreement.Read(typeof(FundShare), Before);
        Assert.Equal(new FundShare(600, 6) { OnwardBasisPoints = 200, Onward = "a healing centre" }, share);
        Assert.Null(share.Check());
        Assert.Contains(share.InWords(), s => s.ToString().Contains("2% of what people pay for sessions is passed on: a healing centre", StringComparison.Ordinal));
        Assert.Equal([(0, 200)], Redistribution.Shares(null, share).Select(s => (s.Code.Length, s.BasisPoints)));
        Assert.Empty(Redistribution.Shares(Redistribution.Offered, share));
        Assert.DoesNotContain("Onward", FundShare.Offered.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_offered_passes_nothing_on_and_what_is_written_reads_back()
    {
        Assert.Null(Redistribution.Offered.Check());
        Assert.Equal((0, 30), (Redistribution.Offered.To.Count, Redistribution.Offered.WithinDays));
        var agreed = Of(("a centre", 200), ("a neighbour’s fund", 50));
        var read = (Redistribution)Agreement.Read(typeof(Redistribution), agreed.Write());
        Assert.Equal(agreed.To, read.To);
        Assert.Equal([32, 32], read.To.Select(t => t.Code.Length));
        Assert.DoesNotContain("Code", agreed.Write(), StringComparison.Ordinal);
        Assert.Equal(new Receives(" a centre", 1, "").Code, read.To[0].Code);
        Assert.NotEqual(read.To[0].Code, read.To[1].Code);
    }

    public static TheoryData<Redistribution> Below =>
    [
        Of(("", 200)),
        Of(("a centre", 0)),
        Of(("a centre", -1)),
        Of(("a centre", 5001)),
        Of(("a centre", 2500), ("a fund", 2501)),
        Of(("a centre", 100), (" a centre ", 100)),
        Of([.. Enumerable.Range(0, 13).Select(i => ($"a fund {i}", 1))]),
        Of((new string('x', 121), 1)),
        new Redistribution([new("a centre", 1, new string('x', 401))], 30),
        new Redistribution([], 0),
        new Redistribution([], 93),
    ];

    [Theory, MemberData(nameof(Below))]
    public void What_does_not_make_sense_or_leaves_less_than_half_is_refused(Redistribution below) => Assert.NotNull(below.Check());

    [Theory, InlineData(2500, 2500, true), InlineData(2501, 2500, false), InlineData(2500, 2501, false), InlineData(5000, 0, true)]
    public void Both_agreements_together_leave_at_least_half_for_the_work(int fund, int onward, bool fits)
    {
        var (share, passing) = (new FundShare(fund, 6), onward == 0 ? Redistribution.Offered : Of(("a centre", onward)));
        Assert.Null(share.Check() ?? passing.Check());
        Assert.Equal((fits, fits), (share.CheckBeside(passing) is null, passing.CheckBeside(share) is null));
    }

    [Fact]
    public void Beside_the_new_agreement_the_funds_share_says_nothing_more_of_others()
    {
        var before = FundShare.Offered with { OnwardBasisPoints = 200, Onward = "a centre" };
        Assert.Equal("Onward", before.CheckBeside(Redistribution.Offered)!.Field);
        Assert.Null(Redistribution.Offered.CheckBeside(before));
    }

    /// <summary>Beside the rule: each cent that is left goes to whoever is furthest below their exact part, the first among equals.</summary>
    [Fact]
    public void Each_payment_is_shared_by_largest_remainder_in_the_agreed_order_and_taken_back_line_by_line() =>
        Gen.Select(Gen.Long[1, 3_000_00], Gen.Long[-50_00, 500_00], Gen.Long[0, 50_00], Gen.Int[0, 2000], Gen.Int[1, 999].Array[0, 3]).Sample((paid, owed, top, fund, points) =>
        {
            var accounts = points.Select(_ => Make(AccountKind.Onward)).ToList();
            var entry = Posting.Payment(Id<EntryId>(), Cad(paid), new(fund, 6), [.. accounts.Zip(points, (a, p) => new ShareOn(a, p))], new(2026, 6, 1), purse,
                new(Make(AccountKind.Owed), Make(AccountKind.TopUp), Cad(owed), Cad(top)));
            var back = Entry.Reversing(Id<EntryId>(), entry, new(2026, 6, 2));
            var topUp = Math.Min(paid - Math.Min(paid, Math.Max(0, owed)), top);
            var parts = OnPaper(paid - topUp, [fund, .. points, 10_000 - fund - points.Sum()]);
            return entry.IsBalanced && back.IsBalanced
                && accounts.Select((a, i) => (a, i)).All(a => -Sum(entry, a.a) == parts[a.i + 1] && Sum(back, a.a) == parts[a.i + 1])
                && -Sum(entry, purse.Fund) == parts[0] + topUp;
        });

    [Fact]
    public void What_the_fund_pays_and_what_is_given_to_it_is_not_shared_again()
    {
        var payer = new PayerAccounts(Make(AccountKind.Owed), Make(AccountKind.TopUp), Cad(0), Cad(0));
        var charge = Posting.Charge(Id<EntryId>(), [1], Cad(160_00), Cad(60_00), Cad(100_00), new(2026, 6, 1), purse, payer);
        var gift = Posting.Gift(Id<EntryId>(), Cad(500_00), new(2026, 6, 1), purse);
        AccountId[] own = [purse.Fund.Id, purse.Till.Id, purse.Work.Id, purse.Pledged.Id, purse.Uncovered.Id, payer.Owed.Id, payer.TopUp.Id];
        Assert.All(charge.Lines.Concat(gift.Lines), l => Assert.Contains(l.Account, own));
    }

    [Fact]
    public void It_is_due_so_many_days_after_a_quarter_as_held_when_that_quarter_ended()
    {
        InForce<Redistribution>[] agreed =
        [
            new(new([], 10), Instant.FromUtc(2026, 8, 1, 0, 0), 2, 2),
            new(new([], 30), Instant.FromUtc(2026, 5, 1, 0, 0), 1, 1),
        ];
        LocalDate? Due(int quarter) => Redistribution.DueFor(new(2026, quarter), agreed, utc, new(2026, 4));
        Assert.Equal([new(2026, 7, 30), new(2026, 7, 30), new LocalDate(2026, 10, 10)], [Due(1), Due(2), Due(3)]);
        Assert.Null(Redistribution.DueFor(new(2026, 1), [], utc, new(2026, 4)));
        Assert.Equal(new(2026, 9, 30), Redistribution.DueFor(new(2026, 3), agreed, utc, new(2026, 4))!.Value.PlusDays(-10));
    }

    /// <summary>Beside the rule walks a drawer of dollars, each with the quarter it is from; the oldest are paid first.</summary>
    [Fact]
    public void What_anybody_reads_is_of_published_quarters_alone_and_what_was_paid_settles_the_oldest_first() =>
        Gen.Select(Gen.Int[0, 30], Gen.Bool).Array[1, 8].SelectMany(q => Gen.Int[0, q.Sum(x => x.Item1)].Select(paid => (q, paid))).Sample(one =>
        {
            var (all, paid) = one;
            var quarters = all.Select((q, i) => new FundQuarter(2020 + (i / 4), (i % 4) + 1, Cad(q.Item1 * 100_00), Cad(0), 0)).ToList();
            var drawer = all.SelectMany((q, i) => Enumerable.Repeat(i, q.Item1)).ToList();
            var due = new LocalDate(2026, 1, 1);
            var read = PublishedPassing.Of(new(new(Guid.Empty), "them", false, Cad(0), Cad(paid * 100_00), Cad(0), due), quarters, q => all[quarters.IndexOf(q)].Item2);
            var (promised, settled) = (drawer.Count(i => all[i].Item2), drawer.Take(paid).Count(i => all[i].Item2));
            return promised == 0 ? read is null
                : read == new PublishedPassing("them", false, Cad(promised * 100_00), Cad(settled * 100_00), Cad((promised - settled) * 100_00), settled < promised ? due : null);
        });

    [Fact]
    public void How_something_was_proven_is_under_its_stamp_and_entries_of_before_keep_their_hash()
    {
        var (id, there) = (Id<EntryId>(), Make(AccountKind.Onward));
        byte[] Hash(string? proof) => Entry.Of(id, EntryKind.PassedOn, new(2026, 6, 1), [(there, Cad(1)), (purse.Till, Cad(-1))], proof: proof).Hash();
        Assert.NotEqual(Hash("receipt 7"), Hash("receipt 8"));
        Assert.NotEqual(Hash(null), Hash(""));
        var known = Entry.Of(new(new("11111111-2222-4333-8444-555555555555")), EntryKind.Gift, new(2026, 6, 1),
            [(new(new(new("11111111-2222-4333-8444-666666666666")), AccountKind.Till, "CAD", []), Cad(5)), (new(new(new("11111111-2222-4333-8444-777777777777")), AccountKind.Fund, "CAD", []), Cad(-5))]);
        Assert.Equal("c7d8c41e2fb5c13796924e230a78fdf51d174653e30135f9ec1e5f35859c044b", Convert.ToHexStringLower(known.Hash()));
    }

    internal static long[] OnPaper(long amount, int[] weights)
    {
        var parts = new long[weights.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = amount * weights[i] / 10_000;
        while (parts.Sum() < amount)
        {
            var furthest = 0;
            for (var i = 1; i < parts.Length; i++)
                if ((amount * weights[i]) - (parts[i] * 10_000) > (amount * weights[furthest]) - (parts[furthest] * 10_000)) furthest = i;
            parts[furthest]++;
        }
        return parts;
    }

    private static readonly Purse purse = new(Make(AccountKind.Fund), Make(AccountKind.Till), Make(AccountKind.Work), Make(AccountKind.Pledged), Make(AccountKind.Uncovered));

    private static long Sum(Entry entry, Account account) => entry.Lines.Where(l => l.Account == account.Id).Sum(l => l.Minor);

    private static Account Make(AccountKind kind) => new(Id<AccountId>(), kind, "CAD", []);

    private static T Id<T>() where T : struct, IId<T> => T.From(Guid.NewGuid());
}
