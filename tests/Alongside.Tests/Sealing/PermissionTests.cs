using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>What a yes or a no may be, where it begins and ends, and who can take it back: each boundary by itself.</summary>
public class PermissionTests
{
    private static readonly Instant now = Instant.FromUtc(2026, 6, 1, 9, 0), later = now + Duration.FromDays(30);
    private static readonly PersonId river = new(new("11111111-0000-4000-8000-000000000001")), amara = new(new("11111111-0000-4000-8000-000000000002"));
    private static readonly PermissionId id = new(new("11111111-0000-4000-8000-000000000003"));

    [Theory]
    [InlineData(Category.Draft, "This stays with the person alone")]
    [InlineData(Category.Process, "This stays with the person alone")]
    [InlineData(Category.Unknown, "This stays with the person alone")]
    public void What_is_the_persons_alone_cannot_be_opened(Category category, string why) => Assert.Contains(why, Refused(Made(category, later)), StringComparison.Ordinal);

    [Fact]
    public void What_is_ones_own_needs_no_permission() =>
        Assert.Contains("It needs no permission", Refused(Permission.Permit(id, river, river.Actor, Category.Notes, null, Purpose.Care, false, new(now), null)), StringComparison.Ordinal);

    [Fact]
    public void A_guardian_is_never_given_what_somebody_wrote_for_themself_and_always_has_an_end()
    {
        foreach (var category in Enum.GetValues<Category>().Where(c => c.CanBeShared()))
        {
            var yes = ToGuardian(category, Purpose.Support, later);
            Assert.Equal(category.MayReachGuardian(), yes.Refusal is null);
            if (yes.Refusal is { } why) Assert.Contains("never opens to a guardian", why.Format, StringComparison.Ordinal);
            // By word of mouth is the person's to say.
            Assert.Null(ToGuardian(category, Purpose.Disclosure, later).Refusal);
        }
        Assert.Contains("ends after a year at most", Refused(ToGuardian(Category.Name, Purpose.Care, null)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_rule_says_is_what_the_house_signs_and_one_from_before_is_signed_as_it_was()
    {
        var plain = Made(Category.Notes, later).Value;
        var before = new Binding("permission").Add(id.Value).Add(river.Value).Add(river.Subject.Value).Add(amara.Value).Add((int)Decision.Permit)
            .Add("Notes").Add((Guid?)null).Add((int)Purpose.Care).Add(0).Add(now.ToUnixTimeTicks()).Add((long?)later.ToUnixTimeTicks()).Add((long?)null);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(before.ToArray()), plain.Hash());
        Permission[] all =
        [
            plain, Permission.Permit(id, river, amara.Actor, Category.Notes, null, Purpose.Care, false, new(now, later), null, tellMe: true).Value,
            .. Enum.GetValues<GuardianBasis>().Select(g => ToGuardian(Category.Fit, Purpose.Support, later, g).Value), ToGuardian(Category.Fit, Purpose.Support, later, null).Value,
        ];
        Assert.Equal(all.Length, all.Select(p => Convert.ToHexString(p.Hash())).Distinct().Count());
    }

    private static Outcome<Permission> ToGuardian(Category category, Purpose purpose, Instant? until, GuardianBasis? basis = GuardianBasis.Parent) =>
        Permission.Permit(id, river, amara.Actor, category, null, purpose, false, new(now, until), null, guardian: basis);

    [Fact]
    public void It_ends_after_it_begins()
    {
        Assert.Contains("end before it begins", Refused(Made(Category.Notes, now)), StringComparison.Ordinal);
        Assert.Null(Made(Category.Notes, now + Duration.Epsilon).Refusal);
    }

    [Theory]
    [InlineData(Category.Name, Purpose.Care, true)]
    [InlineData(Category.Notes, Purpose.Care, true)]
    [InlineData(Category.Plan, Purpose.Care, true)]
    [InlineData(Category.Measures, Purpose.Care, true)]
    [InlineData(Category.Crisis, Purpose.Care, true)]
    [InlineData(Category.Name, Purpose.Placing, false)]
    [InlineData(Category.Notes, Purpose.Bookkeeping, false)]
    [InlineData(Category.Channel, Purpose.Care, false)]
    [InlineData(Category.Request, Purpose.Care, false)]
    [InlineData(Category.Money, Purpose.Bookkeeping, false)]
    public void Only_core_care_for_care_stays_open_until_it_is_taken_back(Category category, Purpose purpose, bool mayStay)
    {
        var refused = Made(category, null, purpose).Refusal;
        Assert.Equal(mayStay, refused is null);
        if (!mayStay) Assert.Contains("ends after a year at most", refused!.Format, StringComparison.Ordinal);
        // Also core care may be given an end, however far.
        Assert.Equal(mayStay, Made(category, now + Permission.Longest + Duration.FromDays(1), purpose).Refusal is null);
    }

    [Fact]
    public void What_has_to_end_is_open_for_a_year_at_most_to_the_instant()
    {
        Assert.Null(Made(Category.Channel, now + Permission.Longest).Refusal);
        Assert.NotNull(Made(Category.Channel, now + Permission.Longest + Duration.Epsilon).Refusal);
    }

    [Fact]
    public void A_yes_keeps_all_that_was_said()
    {
        var folder = new FolderId(new("11111111-0000-4000-8000-000000000004"));
        var yes = Permission.Permit(id, river, amara.Actor, Category.Notes, folder, Purpose.Covering, true, new(now, later), later).Value;
        Assert.Equal((id, river, river.Subject, amara.Actor), (yes.Id, yes.Person, yes.Subject, yes.Actor));
        Assert.Equal((Decision.Permit, Category.Notes, folder, Purpose.Covering), (yes.Decision, yes.Category, yes.Folder, yes.Purpose));
        Assert.Equal((true, now, later, later), (yes.MayWrite, yes.From, yes.Until, yes.RecordsFrom));
    }

    [Fact]
    public void A_no_reaches_what_it_says_and_one_without_a_category_everything()
    {
        var (all, one, yes) = (No(null), No(Category.Money), Made(Category.Money, later).Value);
        Assert.Equal((true, false, false), (all.ShutsOut, one.ShutsOut, yes.ShutsOut));
        Assert.Equal((true, true, false), (all.Refuses(Category.Notes), one.Refuses(Category.Money), one.Refuses(Category.Notes)));
        Assert.False(yes.Refuses(Category.Money));
        Assert.Equal((river, river.Subject, amara.Actor, now), (all.Person, all.Subject, all.Actor, all.From));
        Assert.Equal((Decision.Deny, id), (all.Decision, all.Id));
    }

    [Fact]
    public void Its_end_is_its_date_or_when_it_was_taken_back_whichever_came_first()
    {
        Assert.Null(Made(Category.Notes, null).Value.End);
        Assert.Equal(later, Made(Category.Notes, later).Value.End);
        foreach (var (back, end) in new[] { (later - Duration.Epsilon, later - Duration.Epsilon), (later, later), (later + Duration.Epsilon, later) })
        {
            var yes = Made(Category.Notes, later).Value;
            Assert.Null(yes.Withdraw(river, back));
            Assert.Equal(end, yes.End);
        }
        var open = Made(Category.Notes, null).Value;
        Assert.Null(open.Withdraw(river, now));
        Assert.Equal(now, open.End);
    }

    [Fact]
    public void Only_who_gave_it_takes_it_back_and_a_second_time_changes_nothing()
    {
        var yes = Made(Category.Notes, later).Value;
        Assert.NotNull(yes.Withdraw(amara, now));
        Assert.Null(yes.Withdrawal);
        Assert.Null(yes.Withdraw(river, now));
        Assert.Null(yes.Withdraw(river, later));
        Assert.Equal((id, now, false), (yes.Withdrawal!.Permission, yes.Withdrawal.At, yes.Withdrawal.HandedBack));
    }

    [Fact]
    public void Only_who_was_given_a_yes_hands_it_back_and_nobody_a_no()
    {
        var yes = Made(Category.Notes, later).Value;
        Assert.NotNull(yes.HandBack(river.Actor, now));
        Assert.NotNull(No(null).HandBack(amara.Actor, now));
        Assert.Null(yes.Withdrawal);
        Assert.Null(yes.HandBack(amara.Actor, now));
        Assert.Null(yes.HandBack(amara.Actor, later));
        Assert.Equal((id, now, true), (yes.Withdrawal!.Permission, yes.Withdrawal.At, yes.Withdrawal.HandedBack));
        Assert.Null(yes.Withdraw(river, later));
        Assert.True(yes.Withdrawal.HandedBack);
    }

    [Fact]
    public void A_withdrawal_that_this_house_did_not_write_counts_for_nothing()
    {
        var no = No(null);
        Assert.Null(no.Withdraw(river, now));
        no.DisregardWithdrawal();
        Assert.True(no.IsActive(later));
    }

    [Fact]
    public void Two_that_differ_in_anything_have_different_codes()
    {
        var folder = new FolderId(new("11111111-0000-4000-8000-000000000004"));
        Permission[] all =
        [
            Made(Category.Notes, null).Value, Made(Category.Notes, later).Value, Made(Category.Plan, null).Value, No(null), No(Category.Notes),
            Permission.Permit(id, river, amara.Actor, Category.Notes, folder, Purpose.Care, false, new(now), null).Value,
            Permission.Permit(id, river, amara.Actor, Category.Notes, null, Purpose.Care, true, new(now), null).Value,
            Permission.Permit(id, river, amara.Actor, Category.Notes, null, Purpose.Care, false, new(now), now).Value,
            Permission.Permit(id, river, amara.Actor, Category.Notes, null, Purpose.Covering, false, new(now, later), null).Value,
            Permission.Permit(new(folder.Value), river, amara.Actor, Category.Notes, null, Purpose.Care, false, new(now), null).Value,
            Permission.Permit(id, amara, river.Actor, Category.Notes, null, Purpose.Care, false, new(now), null).Value,
            Permission.Permit(id, river, new(folder.Value), Category.Notes, null, Purpose.Care, false, new(now), null).Value,
            Permission.Permit(id, river, amara.Actor, Category.Notes, null, Purpose.Care, false, new(later), null).Value,
        ];
        Assert.Equal(all.Length, all.Select(p => Convert.ToHexString(p.Hash())).Distinct().Count());
        Withdrawal[] back = [new(id, now, false), new(id, now, true), new(id, later, false), new(new(folder.Value), now, false)];
        Assert.Equal(back.Length, back.Select(w => Convert.ToHexString(w.Hash())).Distinct().Count());
        Assert.Equal((id, now), (new Expiry(id, now).Permission, new Expiry(id, now).At));
    }

    // Whoever changed how these are written would make each row that is stored count as forged.
    [Fact]
    public void What_is_hashed_of_them_stays_as_it_was_when_the_first_were_stored()
    {
        Assert.Equal("41ff5e08e7bfb1a507c40296464e8bcce7cc5fe27c349047c21ef007f5cca409", Convert.ToHexStringLower(No(null).Hash()));
        Assert.Equal("26a267be1621ce23fab07f65b31bee392977a3ffb99d20fe52e6b293e6177a51", Convert.ToHexStringLower(Made(Category.Notes, later).Value.Hash()));
        Assert.Equal("f8d572b19dc9624dfc8115c77f30d0124c85eaa895a447842ce6a388a4f61f6b", Convert.ToHexStringLower(new Withdrawal(id, now, false).Hash()));
        Assert.Equal("e84401e5c86f137cd49afa3d1d129fba817b5593add7ef6997e1ab4bae6621b7", Convert.ToHexStringLower(new Withdrawal(id, now, true).Hash()));
    }

    private static Outcome<Permission> Made(Category category, Instant? until, Purpose purpose = Purpose.Care) =>
        Permission.Permit(id, river, amara.Actor, category, null, purpose, false, new(now, until), null);

    private static Permission No(Category? category) => Permission.Deny(id, river, amara.Actor, category, now);

    private static string Refused(Outcome<Permission> made) => made.Refusal!.Format;
}
