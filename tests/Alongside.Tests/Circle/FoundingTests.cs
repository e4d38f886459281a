using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

public class FoundingTests
{
    private static readonly Instant Founded = TestPractice.Start + Duration.FromMinutes(1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Three_people_found_a_practice_and_everything_it_needs_is_there_at_once(string database)
    {
        await using var story = await FoundingStory.BeginWith(3, database);
        Assert.False((await story.Sign(story.Founders[0])).Value);
        Assert.False((await story.Sign(story.Founders[1])).Value);
        Assert.True((await story.Sign(story.Founders[2])).Value);

        await using var visit = story.Practice.Visit();
        var house = story.Practice.Premises.House;
        var decision = await visit.Db.Decisions.SingleAsync();
        Assert.True(decision is { Number: 0 } && decision.IsGenuine(house));
        foreach (var kind in AgreementQueries.Kinds.Where(k => !k.NotAtFounding)) Assert.Equal(0, (await visit.Db.InForce(kind, house, Founded))!.Decision);
        Assert.Equal("Tamarind Street", (await visit.Db.InForce<PracticeName>(house, Founded))!.Value.Name);
        Assert.Equal(story.Founders.Select(f => f.Person).Order(ById), (await visit.Db.Members.ToListAsync()).Where(m => m.IsGenuine(house)).Select(m => m.Person).Order(ById));
        Assert.Equal(3, await visit.Db.Signatures.CountAsync(s => s.ContentHash == decision.ContentHash));
        Assert.True(await visit.Db.PublicKeys.AnyAsync(k => k.Actor == story.Practice.Premises.Escrow && k.Kind == ActorKind.Escrow));
    }

    [Fact]
    public async Task The_first_mandates_are_held_by_the_founders_for_a_year_and_no_longer()
    {
        await using var story = await FoundingStory.Founded();
        await using var visit = story.Practice.Visit();
        var mandates = await visit.Gate.Vault.Mandates();
        // What all hold as members is no mandate for a time.
        var circle = mandates.Single(m => m.Name == MandateNames.Circle);
        Assert.Equal(3, circle.Holders(Instant.FromUtc(2096, 1, 1, 0, 0)).Count());
        mandates.Remove(circle);
        Assert.Equal(MandateNames.All.Order(), mandates.Select(m => m.Name).Order());
        Assert.All(mandates, m => Assert.Equal(3, m.Holders(Founded).Count()));
        Assert.All(mandates, m => Assert.Equal(3, m.Holders(Instant.FromUtc(2027, 6, 1, 8, 59)).Count()));
        Assert.All(mandates, m => Assert.Empty(m.Holders(Instant.FromUtc(2027, 6, 1, 9, 1))));
        Assert.All(mandates, m => Assert.Contains(visit.Db.MandateKeys.ToList(), k => k.Mandate == m.Id && k.Holder == story.Practice.Premises.Escrow));
    }

    [Fact]
    public async Task Mandates_go_to_those_whom_the_text_names()
    {
        await using var story = await FoundingStory.BeginWith(4);
        var two = story.Founders.Take(2).Select(f => f.Person.Value).ToList();
        Assert.Null(await story.Change(FirstMandates.Offered with
        {
            Holders = [.. FirstMandates.Offered.Holders.Select(h => h.Mandate == MandateNames.Bookkeeping ? h with { Holders = two } : h)],
        }));
        foreach (var founder in story.Founders) Assert.Null((await story.Sign(founder)).Refusal);
        await using var visit = story.Practice.Visit();
        var mandates = await visit.Gate.Vault.Mandates();
        Assert.Equal(two.Order(), mandates.Single(m => m.Name == MandateNames.Bookkeeping).Holders(Founded).Select(p => p.Value).Order());
        Assert.Equal(4, mandates.Single(m => m.Name == MandateNames.Welcome).Holders(Founded).Count());
    }

    [Fact]
    public async Task The_founding_link_opens_once()
    {
        await using var story = await FoundingStory.Begin();
        var link = await story.Link();
        await story.Joins(link);
        Assert.NotNull(await story.Join(await story.Practice.Person(), link));
        Assert.Null(await story.Asks((f, _) => f.Link("http://localhost")));
    }

    [Fact]
    public async Task A_newer_founding_link_ends_the_one_before()
    {
        await using var story = await FoundingStory.Begin();
        var (first, second) = (await story.Link(), await story.Link());
        Assert.NotNull(await story.Join(await story.Practice.Person(), first));
        await story.Joins(second);
    }

    [Fact]
    public async Task The_database_holds_no_link_that_could_be_used()
    {
        await using var story = await FoundingStory.Begin();
        var link = await story.Link();
        await using var visit = story.Practice.Visit();
        var kept = (await visit.Db.Invitations.SingleAsync()).TokenHash;
        Assert.NotNull(await story.Join(await story.Practice.Person(), System.Buffers.Text.Base64Url.EncodeToString(kept)));
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(link).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../founding")]
    public async Task Nobody_joins_without_a_link(string token)
    {
        await using var story = await FoundingStory.BeginWith(3);
        Assert.NotNull(await story.Join(await story.Practice.Person(), token));
        Assert.Equal(3, (await story.Circle()).Founders.Count);
    }

    [Fact]
    public async Task An_invitation_opens_once_and_one_taken_back_never()
    {
        await using var story = await FoundingStory.BeginWith(3);
        var (used, back) = (await story.Invited(), await story.Invited());
        await story.Joins(used);
        Assert.NotNull(await story.Join(await story.Practice.Person(), used));
        Assert.Null(await story.Asks(async (f, _) => await f.TakeBack(story.Founders[1], (await f.Load()).Open.Single().Id)));
        Assert.NotNull(await story.Join(await story.Practice.Person(), back));
    }

    [Fact]
    public async Task Nobody_joins_twice()
    {
        await using var story = await FoundingStory.BeginWith(3);
        Assert.NotNull(await story.Join(story.Founders[1], await story.Invited()));
    }

    [Fact]
    public async Task There_is_no_thirteenth_founder()
    {
        await using var story = await FoundingStory.BeginWith(11);
        var last = await story.Invited();
        Assert.NotNull((await story.Asks((f, _) => f.Invite(story.Founders[0]))).Refusal);
        await story.Joins(last);
        Assert.NotNull((await story.Asks((f, _) => f.Invite(story.Founders[0]))).Refusal);
        Assert.Equal(12, (await story.Circle()).Founders.Count);
    }

    [Fact]
    public async Task Two_are_too_few_to_sign()
    {
        await using var story = await FoundingStory.BeginWith(2);
        Assert.NotNull((await story.Sign(story.Founders[0])).Refusal);
    }

    [Fact]
    public async Task Nobody_signs_twice()
    {
        await using var story = await FoundingStory.BeginWith(3);
        Assert.Null((await story.Sign(story.Founders[0])).Refusal);
        Assert.NotNull((await story.Sign(story.Founders[0])).Refusal);
        Assert.Equal(1, (await story.Circle()).Signed);
    }

    [Fact]
    public async Task Nobody_else_signs_invites_or_changes_the_text()
    {
        await using var story = await FoundingStory.BeginWith(3);
        var stranger = await story.Practice.Person();
        Assert.NotNull((await story.Sign(stranger)).Refusal);
        Assert.NotNull((await story.Asks((f, _) => f.Invite(stranger))).Refusal);
        Assert.NotNull(await story.Change(new Zone("Europe/Lisbon"), stranger));
    }

    [Fact]
    public async Task A_change_voids_every_signature_under_the_text_before()
    {
        await using var story = await FoundingStory.BeginWith(3);
        await story.Sign(story.Founders[0]);
        await story.Sign(story.Founders[1]);
        Assert.Null(await story.Change(new Zone("Europe/Lisbon"), story.Founders[2]));
        Assert.Equal(0, (await story.Circle()).Signed);
        Assert.False((await story.Sign(story.Founders[2])).Value);
        Assert.False((await story.Sign(story.Founders[0])).Value);
        Assert.True((await story.Sign(story.Founders[1])).Value);
    }

    [Fact]
    public async Task Whoever_joins_late_is_signed_for_by_everybody_anew()
    {
        await using var story = await FoundingStory.BeginWith(3);
        await story.Sign(story.Founders[0]);
        await story.Joins(await story.Invited());
        Assert.Equal(0, (await story.Circle()).Signed);
    }

    [Fact]
    public async Task Nobody_signs_a_text_that_changed_while_they_were_reading()
    {
        await using var story = await FoundingStory.BeginWith(3);
        var read = (await story.Circle()).TextHash;
        await story.Change(new Zone("Europe/Lisbon"));
        Assert.NotNull((await story.Asks((f, _) => f.Sign(story.Founders[1], read))).Refusal);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_agreement_the_second_sees_that_it_changed()
    {
        await using var story = await FoundingStory.BeginWith(3);
        var read = (await story.Circle()).Text.Of("zone")!.Hash;
        Assert.Null(await story.Asks((f, _) => f.Change(story.Founders[0], "zone", read, new Zone("Europe/Lisbon"))));
        Assert.NotNull(await story.Asks((f, _) => f.Change(story.Founders[1], "zone", read, new Zone("Africa/Accra"))));
        Assert.Equal("Europe/Lisbon", ((Zone)(await story.Circle()).Text.Of("zone")!.Value).Id);
    }

    [Fact]
    public async Task Nobody_signs_while_the_practice_has_no_name_or_the_law_no_custodian()
    {
        await using var story = await FoundingStory.Begin();
        await story.Joins(await story.Link());
        await story.Joins(await story.Invited());
        await story.Joins(await story.Invited());
        Assert.NotNull((await story.Sign(story.Founders[0])).Refusal);
        await story.Change(new PracticeName("Tamarind Street", "", ""));
        Assert.NotNull((await story.Sign(story.Founders[0])).Refusal);
        await story.Change(new Custodian("Amara", "Amara, by letter", "Bea"));
        Assert.Null((await story.Sign(story.Founders[0])).Refusal);
    }

    [Fact]
    public async Task After_the_last_signature_every_link_is_dead_and_nothing_of_the_founding_moves()
    {
        await using var story = await FoundingStory.BeginWith(3);
        var open = await story.Invited();
        foreach (var founder in story.Founders) await story.Sign(founder);
        Assert.NotNull(await story.Join(await story.Practice.Person(), open));
        Assert.False(await story.Asks((f, _) => f.IsAlive(open)));
        Assert.Null(await story.Asks((f, _) => f.Link("http://localhost")));
        Assert.NotNull((await story.Asks((f, _) => f.Invite(story.Founders[0]))).Refusal);
        Assert.NotNull((await story.Sign(story.Founders[0])).Refusal);
        Assert.NotNull(await story.Change(new Zone("Europe/Lisbon")));
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.Invitations.ToListAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_founder_sealed_before_waits_for_escrow_until_their_next_request(string database)
    {
        await using var story = await FoundingStory.BeginWith(3, database);
        var mine = await GateTests.Seal(story.Practice, story.Founders[1], Category.Name, "said before there was an escrow");
        foreach (var founder in story.Founders) Assert.Null((await story.Sign(founder)).Refusal);
        var escrow = story.Practice.Premises.Escrow;
        await using (var visit = story.Practice.Visit())
        {
            Assert.True(await visit.Db.Pendings.AnyAsync(p => p.Folder == mine.Id && p.Actor == escrow && p.Generation == 1));
            Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == mine.Id && w.Generation == 1 && w.Actor == escrow));
            Assert.True(await visit.Db.Wraps.AnyAsync(w => w.Folder == mine.Id && w.Generation == 2 && w.Actor == escrow));
            await visit.Gate.Settle(story.Founders[1]);
        }
        await using var after = story.Practice.Visit();
        Assert.False(await after.Db.Pendings.AnyAsync());
        Assert.True(await after.Db.Wraps.AnyAsync(w => w.Folder == mine.Id && w.Generation == 1 && w.Actor == escrow));
    }

    [Fact]
    public async Task Every_step_stands_in_the_access_log()
    {
        await using var story = await FoundingStory.Founded();
        await using var visit = story.Practice.Visit();
        var acts = (await visit.Db.LogEntries.ToListAsync()).Select(e => LogLeaf.Read(e.Leaf)!.Act).ToHashSet();
        Assert.Superset(new HashSet<string> { "founder joins", "invite", "founding text changed", "sign", "enact", "grant", "found" }, acts);
    }

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    [Theory, InlineData(-5, "at least a month"), InlineData(0, "at least a month"), InlineData(13, "a year at most")]
    public void A_mandate_that_lasts_too_short_or_too_long_is_refused_for_what_it_is(int months, string why) =>
        Assert.Contains(why, (FirstMandates.Offered with { Months = months }).Check()!.ToString(), StringComparison.Ordinal);
}
