using Alongside.Features.Circle;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using CsCheck;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

public class RulesTests
{
    private static readonly FeeScale scale = FeeScale.Offered;

    [Fact]
    public void What_is_offered_can_be_agreed_on_and_survives_being_written()
    {
        Assert.Null(scale.Check());
        Assert.Null(FundShare.Offered.Check());
        var read = (FeeScale)Agreement.Read(typeof(FeeScale), scale.Write());
        Assert.Equal(scale.Write(), read.Write());
        Assert.Equal(0, read.Tiers[0].Minor);
    }

    public static TheoryData<FeeScale> Below =>
    [
        scale with { Tiers = [.. scale.Tiers.Skip(1)] },
        scale with { Tiers = [] },
        scale with { Tiers = [scale.Tiers[0], scale.Tiers[2], scale.Tiers[1]] },
        scale with { Tiers = [scale.Tiers[0], scale.Tiers[1] with { Name = " " }] },
        scale with { Tiers = [scale.Tiers[0], scale.Tiers[1] with { Words = "" }] },
        scale with { Tiers = [scale.Tiers[0], scale.Tiers[1] with { Key = "nothing" }] },
        scale with { Full = [] },
        scale with { Full = [new(50, 0)] },
        scale with { Full = [new(50, 100), new(50, 200)] },
        scale with { Currency = "dollars" },
        scale with { Currency = "DOL" },
    ];

    [Theory, MemberData(nameof(Below))]
    public void A_scale_that_does_not_begin_at_nothing_or_does_not_make_sense_is_refused(FeeScale below) => Assert.NotNull(below.Check());

    [Theory]
    [InlineData(-1, 0, "", 6)]
    [InlineData(5000, 1, "them", 6)]
    [InlineData(600, 100, "", 6)]
    [InlineData(600, 0, "", 0)]
    public void A_share_below_its_floors_is_refused(int fund, int onward, string to, int promised) => Assert.NotNull(new FundShare(fund, promised) { OnwardBasisPoints = onward, Onward = to }.Check());

    [Fact]
    public void Another_length_costs_the_same_part_of_its_own_full_fee()
    {
        Assert.Equal((Dollars(160), Dollars(85), Dollars(240)), (scale.FullFor(50), scale.FullFor(25), scale.FullFor(80)));
        Assert.Equal(Dollars(90), scale.PriceFor(60_00, 80));
        Assert.Equal(Dollars(150), scale.FundPart(60_00, 80));
        Assert.Equal(Dollars(96), scale.FullFor(30));
        Assert.Equal(Dollars(0), scale.FundPart(200_00, 50));
    }

    [Fact]
    public void No_fee_rises_because_the_scale_was_changed()
    {
        var dearer = scale with { Tiers = [.. scale.Tiers.Select(t => t.Minor == 0 ? t : t with { Minor = t.Minor + 10_00 })] };
        Assert.Equal("a-little", dearer.Kept("some", 60_00).Key);
        Assert.Equal("nothing", dearer.Kept("gone", 20_00).Key);
        var cheaper = scale with { Tiers = [.. scale.Tiers.Select(t => t.Minor == 0 ? t : t with { Minor = t.Minor - 10_00 })] };
        Assert.Equal(("some", 50_00), (cheaper.Kept("some", 60_00).Key, cheaper.Kept("some", 60_00).Minor));
    }

    [Fact]
    public void Whatever_is_chosen_fee_fund_and_what_is_not_covered_make_up_the_full_fee() =>
        Gen.Select(Gen.Int[0, scale.Tiers.Count - 1], Gen.Int[5, 600], Gen.Long[0, 500_00]).Sample((tier, minutes, inFund) =>
        {
            var (full, price) = (scale.FullFor(minutes), scale.PriceFor(scale.Tiers[tier].Minor, minutes));
            var part = scale.FundPart(scale.Tiers[tier].Minor, minutes);
            var fromFund = part with { Minor = Math.Min(part.Minor, inFund) };
            if (full.Minor == 0) return true;
            var entry = Posting.Charge(Id<EntryId>(), [1], full, price, fromFund, new(2026, 6, 1), Purse, Accounts(0, 0));
            return entry.IsBalanced && entry.Lines.Where(l => l.Account == Purse.Work.Id).Sum(l => l.Minor) == -full.Minor
                && entry.Lines.Where(l => l.Account == Purse.Fund.Id).Sum(l => l.Minor) == fromFund.Minor;
        });

    [Fact]
    public void A_payment_balances_whatever_is_owed_and_sharing_agrees_with_the_published_cases_and_its_negation() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[-500_00, 500_00], Gen.Long[0, 100_00], Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((paid, owed, top, fund, onward) =>
        {
            if (fund + onward > 5000) return true;
            var entry = Posting.Payment(Id<EntryId>(), new(paid, "CAD"), new(fund, 6), [new(Make(AccountKind.Onward), onward)], new(2026, 6, 1), Purse, Accounts(owed, top));
            var back = Entry.Reversing(Id<EntryId>(), entry, new(2026, 6, 2));
            return entry.IsBalanced && back.IsBalanced && entry.Lines.Zip(back.Lines).All(p => p.First.Minor == -p.Second.Minor && p.First.Account == p.Second.Account);
        });

    [Fact]
    public void An_entry_that_does_not_balance_is_never_made()
    {
        Assert.Throws<InvalidOperationException>(() => Entry.Of(Id<EntryId>(), EntryKind.Gift, new(2026, 6, 1), [(Purse.Till, Dollars(5)), (Purse.Fund, Dollars(-4))]));
        Assert.Throws<InvalidOperationException>(() => Entry.Of(Id<EntryId>(), EntryKind.Gift, new(2026, 6, 1), [(Purse.Till, Dollars(0))]));
        Assert.Throws<InvalidOperationException>(() => Entry.Of(Id<EntryId>(), EntryKind.Gift, new(2026, 6, 1), [(Purse.Till, new(5, "USD")), (Purse.Fund, new(-5, "USD"))]));
    }

    [Fact]
    public void Public_figures_come_a_quarter_late_rounded_and_never_of_a_few_people()
    {
        FundQuarter Of(int year, int quarter, int people) => new(year, quarter, new(1_234_56, "CAD"), new(987_65, "CAD"), people);
        var runs = PublicFigures.Of([Of(2025, 1, 3), Of(2025, 2, 12), Of(2025, 3, 4), Of(2025, 4, 5), Of(2026, 1, 11), Of(2026, 2, 40), Of(2026, 3, 40)], new(2026, 9, 30), _ => FewestPeople.Offered.People);
        Assert.Equal([(2025, 1, 2), (2026, 1, 1)], runs.Select(r => (r.Year, r.FirstQuarter, r.LastQuarter)));
        Assert.Equal((Dollars(2500), Dollars(2000)), (runs[0].In, runs[0].Out));
        Assert.All(runs, r => Assert.Equal(0, r.In.Minor % 100_00));
    }

    [Fact]
    public void The_same_code_stands_for_the_same_payer_and_shows_nothing_of_whom()
    {
        var (house, other) = (Features.Sealing.House.New(new Sealing.FixedRandom(1)), Features.Sealing.House.New(new Sealing.FixedRandom(2)));
        var subject = new SubjectId(new("11111111-2222-4333-8444-555555555555"));
        Assert.Equal(Payer.Of(house, subject), Payer.Of(house, subject));
        Assert.NotEqual(Payer.Of(house, subject), Payer.Of(other, subject));
        Assert.NotEqual(Payer.Of(house, subject), Payer.SessionOf(house, subject.Value));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", Payer.CodeOf(Payer.Of(house, subject)));
    }

    private static readonly Purse Purse = new(Make(AccountKind.Fund), Make(AccountKind.Till), Make(AccountKind.Work), Make(AccountKind.Pledged), Make(AccountKind.Uncovered));

    private static PayerAccounts Accounts(long owed, long topUp) => new(Make(AccountKind.Owed), Make(AccountKind.TopUp), new(owed, "CAD"), new(topUp, "CAD"));

    private static Account Make(AccountKind kind) => new(Id<AccountId>(), kind, "CAD", []);

    private static T Id<T>() where T : struct, IId<T> => T.From(Guid.NewGuid());
}
