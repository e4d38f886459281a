using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class GlimpseTests
{
    private static readonly Instant june = Instant.FromUtc(2026, 6, 1, 9, 0), may = june - Duration.FromDays(31);
    private static readonly PersonId river = new(new("11111111-0000-4000-8000-000000000001"));
    private static readonly ActorId amara = new(new("11111111-0000-4000-8000-000000000002"));
    private static readonly Folder notes = new(new(new("11111111-0000-4000-8000-000000000004")), river.Subject, Category.Notes, amara.Value);

    [Theory]
    [InlineData("OO", Seen.Opens)]
    [InlineData("O.", Seen.Opens)]
    [InlineData(".O", Seen.Opens)]
    [InlineData(".", Seen.Opens)]
    [InlineData("PO", Seen.InPart)]
    [InlineData("-O", Seen.InPart)]
    [InlineData("-.", Seen.InPart)]
    [InlineData("-PO", Seen.InPart)]
    [InlineData("PP", Seen.Waits)]
    [InlineData("P.", Seen.Waits)]
    [InlineData("-P", Seen.Waits)]
    [InlineData("-P.", Seen.Waits)]
    [InlineData("p", Seen.Waits)]
    public void Rules_and_keys_say_together_what_opens(string generations, Seen expected)
    {
        // Each generation, the oldest first: O opens, . does and nothing lies there, P is permitted and waits for a key, p as well and nothing lies there, - is kept closed.
        SeenGeneration[] there = [.. generations.Select((g, i) => new SeenGeneration(may + Duration.FromDays(i), g is 'O' or 'P' or '-' ? 2 : 0, g != '-', g is 'O' or '.'))];
        var seen = GlimpsedFolder.Of(notes, [new(Yes(), null, null)], there, [Yes()], june);
        Assert.Equal((expected, generations.Contains('P'), generations.Count(g => g == 'O') * 2), (seen.Seen, seen.Waits, seen.Opened));
        Assert.Equal(!generations.Any("OP-".Contains), seen.IsEmpty);
        if (generations.IndexOf('O') is >= 0 and var first) Assert.Equal(there[first].OpenedAt, seen.Since);
        Assert.Null(seen.No);
    }

    [Fact]
    public void Without_a_yes_it_says_what_closes_it_and_opens_nothing_by_a_key_that_was_left()
    {
        var (no, ended) = (Permission.Deny(new(Guid.Empty), river, amara, null, may), Yes());
        Assert.Null(ended.Withdraw(river, june));
        SeenGeneration[] left = [new(may, 1, false, true)];
        Assert.Equal((Seen.Closed, no), (GlimpsedFolder.Of(notes, [], left, [Yes(), no], june).Seen, GlimpsedFolder.Of(notes, [], left, [Yes(), no], june).No));
        Assert.Equal((Seen.Ended, june), (GlimpsedFolder.Of(notes, [], left, [ended], june).Seen, GlimpsedFolder.Of(notes, [], left, [ended], june).Ended));
        var never = GlimpsedFolder.Of(notes, [], left, [], june);
        Assert.Equal((Seen.Never, 0, true), (never.Seen, never.Opened, never.KeyIsLeft));
        Assert.Null(no.Withdraw(river, june));
        Assert.Equal(Seen.Never, GlimpsedFolder.Of(notes, [], left, [no], june).Seen);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_it_says_opens_is_what_the_gate_opens_to_them_and_nothing_else(string database)
    {
        foreach (var seed in new[] { 5, 6 })
        {
            await using var practice = await TestPractice.Begin(database, seed: seed);
            var model = await RandomConsents.Begin(practice, new(seed));
            for (var round = 0; round < 4; round++)
            {
                for (var step = 0; step < 8; step++) await model.Event();
                foreach (var client in model.Clients) await Agrees(model, client);
            }
        }
    }

    [Fact]
    public async Task As_if_somebody_held_a_mandate_is_what_they_see_once_they_do()
    {
        var asked = 0;
        foreach (var seed in new[] { 7, 8, 9 })
        {
            await using var practice = await TestPractice.Begin(seed: seed);
            var model = await RandomConsents.Begin(practice, new(seed));
            for (var step = 0; step < 14; step++) await model.Event();
            foreach (var member in model.Members)
            {
                await using var visit = practice.Visit();
                if ((await visit.Gate.Vault.Mandates()).Single().Holders(practice.Clock.Now).Contains(member.Person)) continue;
                var before = new List<Glimpse>();
                foreach (var client in model.Clients) before.Add(await visit.Gate.Try(client.Person, new(member.Person.Actor, model.Circle)));
                await model.Decide(async (joining, work) => Assert.Null(await joining.Mandating.Add(work, model.Circle, member.Person, new(work.At), member.Person.Actor)));
                foreach (var (client, told) in model.Clients.Zip(before))
                {
                    await using var after = practice.Visit();
                    var now = await after.Gate.Try(client.Person, new(member.Person.Actor));
                    Assert.Equal(told.Lines.Select(Told), now.Lines.Select(Told));
                    asked += now.Lines.Count(l => l.Seen == Seen.Waits);
                }
            }
        }
        Assert.NotEqual(0, asked);

        static string Told(GlimpsedFolder line) => $"{line.Folder.Category} {line.Folder.Id} {line.Seen} {line.Waits} {line.Opened} {line.Ways.Count}";
    }

    [Fact]
    public async Task Of_a_mandate_it_says_to_which_of_its_holders_something_opens_waits_or_is_closed()
    {
        await using var practice = await TestPractice.Begin();
        var model = await RandomConsents.Begin(practice, new(1));
        var (client, holder, shutOut, joins) = (model.Clients[0], model.Members[0].Person, model.Members[1].Person, model.Members[2].Person);
        await model.Say(client, (id, from) => Permission.Permit(id, client.Person, model.Circle, Category.Notes, null, Purpose.Placing, false, new(from, from + Duration.FromDays(9)), null).Value);
        Assert.Empty((await Notes()).Others);
        await model.Say(client, (id, from) => Permission.Deny(id, client.Person, shutOut.Actor, null, from));
        Assert.Equal([(shutOut, Seen.Closed)], (await Notes()).Others.Select(o => (o.Holder, o.Line.Seen)));
        // Where no yes opens it, a no to one of its holders isn't what closes it to the mandate.
        var request = (await Try(client, new(model.Circle))).Lines.Single(l => l.Folder.Category == Category.Request);
        Assert.Equal((Seen.Never, 0), (request.Seen, request.Others.Count));
        await model.Decide(async (visit, work) => Assert.Null(await visit.Mandating.Add(work, model.Circle, joins, new(work.At), joins.Actor)));
        Assert.Equal([(shutOut, Seen.Closed), (joins, Seen.Waits)], (await Notes()).Others.Select(o => (o.Holder, o.Line.Seen)).OrderBy(o => o.Seen == Seen.Waits));
        await using (var visit = practice.Visit()) await visit.Gate.Settle(RandomConsents.Fresh(client));
        Assert.Equal([shutOut], (await Notes()).Others.Select(o => o.Holder));
        foreach (var leaves in new[] { holder, joins, shutOut })
            await model.Decide(async (visit, work) => Assert.Null(await visit.Mandating.End(work, model.Circle, leaves, leaves.Actor)));
        Assert.Equal((Seen.Waits, 0), ((await Notes()).Seen, (await Try(client, new(model.Circle))).Holders));

        async Task<GlimpsedFolder> Notes()
        {
            var notes = (await Try(client, new(model.Circle))).Lines.Single(l => l.Folder.Category == Category.Notes);
            Assert.Equal(notes.Seen is Seen.Opens or Seen.Waits, notes.Ways.Count == 1);
            return notes;
        }

        async Task<Glimpse> Try(Keyring me, Tried tried)
        {
            await using var visit = practice.Visit();
            return await visit.Gate.Try(me.Person, tried);
        }
    }

    [Fact]
    public async Task Of_whom_the_sweep_stopped_it_says_that_nothing_opens_to_anybody()
    {
        await using var practice = await TestPractice.Begin();
        var (client, therapist) = (await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await practice.Tamper("DELETE FROM \"SealedRecords\"");
        Assert.Equal(1, await practice.Swept());
        await using var visit = practice.Visit();
        Assert.Equal(Seen.Stopped, (await visit.Gate.Try(client.Person, new(therapist.Person.Actor))).Lines.Single(l => l.Folder.Category == Category.Notes).Seen);
    }

    private static async Task Agrees(RandomConsents model, Keyring client)
    {
        var practice = model.Practice;
        var opensToThePostBox = await SeizureOracle.Opens(practice, practice.Premises.House.PostBox);
        var circle = new Dictionary<FolderId, bool>();
        foreach (var member in model.Members)
        {
            var glimpse = await Glimpsed(practice, client, new(member.Person.Actor));
            foreach (var line in glimpse.Lines.Where(l => l.Folder.Id != default))
            {
                var told = $"{line.Folder.Category} {line.Seen} of {member.Person.Value}";
                foreach (var purpose in Enum.GetValues<Purpose>())
                {
                    await using var visit = practice.Visit();
                    var opened = await visit.Gate.Open(RandomConsents.Fresh(member), line.Folder.Id, purpose);
                    var ways = line.Ways.Where(w => w.Permission.Purpose == purpose).ToList();
                    Assert.True(opened.Refusal is null == (line.Seen == Seen.Theirs || ways.Count > 0), told);
                    if (opened.Refusal is null && line.Seen != Seen.Theirs) Assert.Equal((told, line.Opened), (told, opened.Value.Versions<Said>("said").Count));
                    await using var work = await visit.Gate.Begin();
                    var mayWrite = await visit.Gate.BasisFor(RandomConsents.Fresh(member), line.Folder, purpose, work.At, toWrite: true) is not null;
                    Assert.Equal((told, line.Seen == Seen.Theirs || ways.Exists(w => w.Permission.MayWrite)), (told, mayWrite));
                }
                circle[line.Folder.Id] = circle.GetValueOrDefault(line.Folder.Id) || line.Opened > 0 && line.Ways.Any(w => w.Mandate == model.Circle);
                Assert.Equal(line.Seen is Seen.Opens or Seen.InPart or Seen.Waits, line.Ways.Count > 0);
            }
        }
        foreach (var line in (await Glimpsed(practice, client, new(model.Circle))).Lines.Where(l => circle.ContainsKey(l.Folder.Id)))
            if (line.Opened > 0) Assert.True(circle[line.Folder.Id], $"{line.Folder.Category} opens to whoever holds the mandate");
        foreach (var line in (await Glimpsed(practice, client, new(practice.Premises.PostBox))).Lines.Where(l => l.Folder.Id != default))
            Assert.Equal(opensToThePostBox.Contains(line.Folder.Id), line.Opened > 0);
    }

    private static async Task<Glimpse> Glimpsed(TestPractice practice, Keyring client, Tried tried)
    {
        await using var visit = practice.Visit();
        var before = (await visit.Db.LogHeads.AsNoTracking().SingleAsync()).Size;
        var glimpse = await visit.Gate.Try(client.Person, tried);
        Assert.Equal(before, (await visit.Db.LogHeads.AsNoTracking().SingleAsync()).Size);
        return glimpse;
    }

    private sealed record Said(string Text);

    private static Permission Yes() => Permission.Permit(new(Guid.Empty), river, amara, Category.Notes, null, Purpose.Care, false, new(may), null).Value;
}
