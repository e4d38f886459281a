using System.Text;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Storage;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>From a draft to what is in effect, by the doors through which people go.</summary>
[Trait("Kind", "Unhurried")]
public class EnactingTests
{
    private static readonly FeeScale Cheaper = FeeScale.Offered with { Full = [new(50, 150_00), new(25, 80_00), new(80, 230_00)], Tiers = [.. FeeScale.Offered.Tiers.Take(2), new("yours", "Yours", "It fits.", 150_00)] };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_change_of_the_fee_scale_takes_effect_by_itself_after_its_window_and_only_then(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Lower fees", "", Cheaper)).Value;
        await story.Agree(number);
        story.Later(days: 14, minutes: -5);
        Assert.Equal((Stage.Open, 0), (await story.StageOf(number), await story.Enacts()));
        story.Later(days: 7);
        Assert.Equal((Stage.Waiting, 0), (await story.StageOf(number), await story.Enacts()));
        Assert.Equal(1, (await story.InForce<FeeScale>())!.Number);
        story.Later(minutes: 10);
        Assert.Equal((Stage.Due, 1, 0), (await story.StageOf(number), await story.Enacts(), await story.Enacts()));
        var now = (await story.InForce<FeeScale>())!;
        Assert.Equal((Cheaper.Write(), 2, 1), (now.Value.Write(), now.Number, now.Decision));
        var read = (await story.Reads(story.Members[1], number))!;
        Assert.Equal((Stage.InEffect, 1), (await story.StageOf(number), read.Deliberation.Effect!.Value.Decision));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Several_changes_in_one_proposal_take_effect_together_by_one_decision(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(new Zone("Europe/Lisbon"), new Retention(12));
        Assert.Equal((1, 1), ((await story.InForce<Zone>())!.Decision, (await story.InForce<Retention>())!.Decision));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_servers_that_look_at_once_one_enacts(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Another clock", "", new Zone("Europe/Lisbon"))).Value;
        await story.Agree(number);
        story.Later(days: 13);
        var settled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var queue = new WriterQueue();
            await using var visit = story.Practice.Visit();
            var gate = new Gate(visit.Db, story.Practice.Premises, story.Practice.Time, story.Practice.Random, queue, visit.Gate.Vault);
            return await new Enacting(visit.Db, story.Practice.Premises, story.Practice.Time, gate, visit.Mandating).EnactDue();
        })));
        Assert.Equal(1, settled.Sum());
        await using var after = story.Practice.Visit();
        Assert.Equal((2, 2), (await after.Db.Decisions.CountAsync(), await after.Db.AgreementVersions.CountAsync(v => v.Kind == "zone")));
        Assert.Single((await story.Reads(story.Members[0], number))!.Facts, f => f.Fact is TookEffect);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_as_many_questions_are_open_as_was_agreed_the_next_waits_for_one_to_end_and_is_kept(string database)
    {
        await using var story = await CircleStory.Begin(database);
        for (var i = 0; i < 3; i++) Assert.Null((await story.Puts(i, "Tea", $"Tea, the {i + 1}th kind.")).Refusal);
        var draft = await story.Keeps(1, await story.Draft("Coffee", "And coffee."));
        Assert.StartsWith("3 questions are open already", (await story.Puts(1, draft)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Acts(0, 1, (d, by, _, at) => d.TakeBack(by, at)));
        Assert.Equal(4, (await story.Puts(1, draft)).Value);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_proposals_on_one_kind_the_second_is_overtaken_and_can_be_written_anew(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (first, second) = ((await story.Puts(0, "Lisbon", "", new Zone("Europe/Lisbon"))).Value, (await story.Puts(1, "Tokyo", "", new Zone("Asia/Tokyo"))).Value);
        await story.Agree(first);
        await story.Agree(second);
        story.Later(days: 13);
        Assert.Equal(2, await story.Enacts());
        Assert.Equal((Stage.InEffect, Stage.Stale), (await story.StageOf(first), await story.StageOf(second)));
        Assert.Equal(("Europe/Lisbon", 2), ((await story.InForce<Zone>())!.Value.Id, (await story.InForce<Zone>())!.Number));
        Assert.Equal(0, await story.Enacts());
        var anew = await story.Draft("Tokyo all the same", "", new Zone("Asia/Tokyo"));
        Assert.Equal(second, (await story.Puts(1, await story.Keeps(1, anew with { Amends = second, BasedOn = 1 }))).Value);
        await story.Agree(second);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal(("Asia/Tokyo", 3, 2), ((await story.InForce<Zone>())!.Value.Id, (await story.InForce<Zone>())!.Number, (await story.InForce<Zone>())!.Decision));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_a_long_sleep_all_that_fell_due_takes_effect_once_in_its_order_and_from_now_on(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (zone, kept) = ((await story.Puts(0, "Lisbon", "", new Zone("Europe/Lisbon"))).Value, (await story.Puts(1, "Longer", "", new Retention(12))).Value);
        await story.Agree(zone);
        await story.Agree(kept);
        story.Later(days: 200);
        Assert.Equal(2, await story.Enacts());
        var (one, other) = ((await story.InForce<Zone>())!, (await story.InForce<Retention>())!);
        Assert.Equal((1, 2), (one.Decision, other.Decision));
        Assert.True(one.Since >= story.Practice.Clock.Now);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_agreement_that_is_the_first_of_its_kind_takes_effect_too(string database)
    {
        await using var story = await CircleStory.Begin(database);
        // As in a practice that was founded before there was such a kind.
        await story.Practice.Tamper("""DELETE FROM "AgreementVersions" WHERE "Kind" = 'retention'""");
        await story.Decides(new Retention(12));
        Assert.Equal((12, 1), ((await story.InForce<Retention>())!.Value.Years, (await story.InForce<Retention>())!.Number));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_proposal_that_somebody_tampered_with_is_not_enacted_and_holds_up_no_other(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (zone, kept) = ((await story.Puts(0, "Lisbon", "", new Zone("Europe/Lisbon"))).Value, (await story.Puts(1, "Longer", "", new Retention(12))).Value);
        await story.Agree(zone);
        await story.Agree(kept);
        var forged = new Zone("Asia/Tokyo").Write();
        await story.Practice.Tamper("UPDATE \"ProposedChanges\" SET \"Value\" = {0}, \"ValueHash\" = {1} WHERE \"Kind\" = 'zone'", forged, AgreementVersion.HashOf("zone", forged));
        story.Later(days: 13);
        await Assert.ThrowsAsync<AggregateException>(story.Enacts);
        Assert.Equal("America/Toronto", (await story.InForce<Zone>())!.Value.Id);
        Assert.Equal(12, (await story.InForce<Retention>())!.Value.Years);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_word_lies_sealed(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var draft = (await story.Draft("Quetzalberg", "Marzipanbrook")) with { Need = "Tamarillowood" };
        var number = (await story.Puts(0, await story.Keeps(0, draft))).Value;
        Assert.Null(await story.Takes(1, number, Position.Objection, "Peppercornhill"));
        await story.Keeps(1, draft with { Title = "Salamanderlake" });
        string[] words = ["Quetzalberg", "Marzipanbrook", "Tamarillowood", "Peppercornhill", "Salamanderlake"];
        await using var visit = story.Practice.Visit();
        var values = await Stored.Values(visit.Db);
        Assert.All(words, word => Assert.DoesNotContain(values, v => v.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0));
        if (database == "sqlite")
            foreach (var word in words) await OnDisk.HoldsNothing(story.Practice, word);
        var read = (await story.Reads(story.Members[2], number))!;
        Assert.Equal(("Quetzalberg", "Tamarillowood", "Marzipanbrook"), (read.Latest.Words.Title, read.Latest.Words.Need, read.Latest.Words.Text));
        Assert.Equal("Peppercornhill", read.SaidAt(Assert.Single(read.Deliberation.Objections).Fact));
        Assert.Equal("Quetzalberg", Assert.Single(await story.Book(visit).All(CircleStory.Fresh(story.Members[2]))).Title);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_leaves_reads_nothing_that_is_sealed_afterwards_and_who_joins_reads_all_once_a_holder_came_by(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Before", "Said before")).Value;
        var (leaver, joiner) = (story.Members[2], await story.Practice.Person());
        Assert.NotNull(await story.Reads(leaver, number));
        Assert.Null(await story.Reads(joiner, number));
        await story.Does(async (visit, work) =>
        {
            var circle = (await story.Keys(visit).Find(work.At))!.Value;
            Assert.Null(await visit.Mandating.End(work, circle, leaver.Person, leaver.Person.Actor));
            Assert.Null(await visit.Mandating.Add(work, circle, joiner.Person, new(work.At, null), joiner.Person.Actor));
        });
        Assert.Null(await story.Takes(1, number, Position.Objection, "Said afterwards"));
        Assert.Null(await story.Reads(leaver, number));
        await using (var visit = story.Practice.Visit())
        {
            // Not even with all wraps there are, whoever was asked: none of the newest key leads to them.
            var folder = await visit.Db.Folders.AsNoTracking().SingleAsync(f => f.Category == Category.Circle && f.Part != Guid.Empty);
            var newest = await visit.Db.SealedRecords.AsNoTracking().Where(r => r.Folder == folder.Id).MaxAsync(r => r.Generation);
            Assert.True(newest > 1);
            var old = CircleStory.Fresh(leaver);
            await visit.Gate.LoadMandates(old, story.Practice.Clock.Now);
            Assert.Null(await visit.Gate.Vault.DataKey(folder.Id, newest, old));
            await visit.Gate.Settle(CircleStory.Fresh(story.Members[0]));
        }
        var read = (await story.Reads(joiner, number))!;
        Assert.Equal(("Before", "Said afterwards"), (read.Latest.Words.Title, Assert.Single(read.Said).Value));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_is_its_authors_alone_and_gone_once_it_is_put(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var id = await story.Keeps(0, await story.Draft("Mine", "Not yet"));
        await story.Keeps(0, await story.Draft("Mine, said again", "Not yet"), id);
        await using (var visit = story.Practice.Visit())
        {
            Assert.Equal("Mine, said again", Assert.Single(await story.Drafts(visit).Of(CircleStory.Fresh(story.Members[0]))).Draft.Title);
            Assert.Empty(await story.Drafts(visit).Of(CircleStory.Fresh(story.Members[1])));
            Assert.Null(await story.Drafts(visit).Find(CircleStory.Fresh(story.Members[1]), id));
            var folder = await visit.Db.Folders.AsNoTracking().SingleAsync(f => f.Category == Category.Draft);
            Assert.Equal([story.Members[0].Person.Actor], await visit.Db.Wraps.Where(w => w.Folder == folder.Id).Select(w => w.Actor).ToListAsync());
        }
        Assert.Contains("isn’t there any more", (await story.Puts(1, id)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await story.Puts(0, id)).Value);
        Assert.Contains("isn’t there any more", (await story.Puts(0, id)).Refusal!.ToString(), StringComparison.Ordinal);
        await using var after = story.Practice.Visit();
        Assert.False(await after.Db.Folders.AnyAsync(f => f.Category == Category.Draft));
        Assert.Null(await story.Drafts(after).LetGo(CircleStory.Fresh(story.Members[0]), id));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_that_is_put_twice_at_once_is_put_once(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var id = await story.Keeps(0, await story.Draft("Once", "and no more"));
        var put = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => story.Puts(0, id))));
        Assert.Single(put, p => p.Refusal is null);
        await using var visit = story.Practice.Visit();
        Assert.Equal(1, await visit.Db.Proposals.CountAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_cant_be_put_as_it_is_is_refused_in_a_sentence_and_stays_a_draft(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "A question", "Shall we?")).Value;
        Assert.Equal(number, (await story.Puts(0, await story.Keeps(0, await story.Draft("A question", "Shall we now?") with { Amends = number, BasedOn = 1 }))).Value);
        var zone = await story.Draft("A zone", "", new Zone("Europe/Lisbon"));
        (ProposalDraft Draft, string Why)[] wrong =
        [
            (await story.Draft("On old words", "Shall we?") with { Amends = number, BasedOn = 1 }, "new words since you read them"),
            (await story.Draft("", "Shall we?"), "give it a title"),
            (await story.Draft("Nothing", ""), "what is to be decided"),
            (await story.Draft("As it is", "", Zone.Offered), "what holds already"),
            (await story.Draft("No city", "", new Zone("Atlantis")), "no zone called"),
            (zone with { Changes = [zone.Changes[0] with { BasedOn = 7 }] }, "has changed since you wrote it"),
            (zone with { Changes = [zone.Changes[0] with { Kind = "mandates" }] }, "no such agreement"),
            (zone with { Minutes = 0 }, "how many minutes"),
        ];
        foreach (var (draft, why) in wrong)
        {
            var id = await story.Keeps(0, draft);
            Assert.Contains(why, (await story.Puts(0, id)).Refusal!.ToString(), StringComparison.Ordinal);
            await using var visit = story.Practice.Visit();
            Assert.Equal(draft.Title, (await story.Drafts(visit).Find(CircleStory.Fresh(story.Members[0]), id))!.Title);
        }
        Assert.Contains("Only whoever put it forward", (await story.Puts(1, await story.Keeps(1, wrong[0].Draft with { BasedOn = 2 }))).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await story.Reads(story.Members[1], number))!.Versions.Count);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_objection_without_its_reason_is_not_counted(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "A question", "Shall we?")).Value;
        Assert.Contains("what would harm", (await story.Takes(1, number, Position.Objection, " "))!.ToString(), StringComparison.Ordinal);
        Assert.Empty((await story.Reads(story.Members[1], number))!.Deliberation.Objections);
        Assert.Null(await story.Takes(1, number, Position.Objection, "It is too early."));
        Assert.Null(await story.Takes(1, number, Position.Objection, "It is too early."));
        Assert.Single((await story.Reads(story.Members[1], number))!.Said);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Somebody_outside_the_circle_puts_answers_and_reads_nothing(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "A question", "Shall we?")).Value;
        story.Members.Add(await story.Practice.Person());
        Assert.Contains("Only members", (await story.Puts(3, "Mine", "Let me in")).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(await story.Takes(3, number));
        Assert.Null(await story.Reads(story.Members[3], number));
        Assert.Equal(Gate.NotYours, await story.Takes(1, 99));
    }
}
