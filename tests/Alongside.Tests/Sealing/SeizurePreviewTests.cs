using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class SeizurePreviewTests
{
    private static readonly Guid Mail = new("6d61696c-0000-4000-8000-000000000001");

    [Fact]
    public void Each_category_of_the_code_stands_in_the_preview_once()
    {
        Assert.Equal(Enum.GetValues<Category>().Order(), Kept.All.Select(k => k.Category).Distinct().Order());
        Assert.Equal(Kept.All.Count, Kept.All.Distinct().Count());
    }

    [Fact]
    public async Task What_nobody_wrote_does_not_exist_and_what_is_erased_is_gone_from_it()
    {
        await using var practice = await TestPractice.Begin();
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        var request = new Kept(Category.Request, Aspect.Plain);
        Assert.Equal([request], (await Preview(practice, client)).There);
        await using (var visit = practice.Visit())
        await using (var work = await visit.Gate.BeginPower())
        {
            Assert.Null(await visit.Gate.Erase(work, client, folder));
            await work.Commit();
        }
        Assert.Equal(Yield.DoesNotExist, (await Preview(practice, client)).Of(request, Seizure.OwnSession));
    }

    [Fact]
    public async Task The_file_with_the_servers_keys_opens_nothing_while_twelve_words_lock_it_but_the_running_mail_sender_does()
    {
        await using var practice = await TestPractice.Begin();
        var client = await practice.Person();
        await GateTests.Seal(practice, client, Category.Channel, "a@example.org", Mail);
        await GateTests.Permit(practice, client, practice.Premises.PostBox, Category.Channel);
        var (mail, phone) = (new Kept(Category.Channel, Aspect.Apart), new Kept(Category.Channel, Aspect.Plain));
        await using var visit = practice.Visit();
        foreach (var (locked, expected) in new[] { (false, Yield.Readable), (true, Yield.Sealed) })
        {
            var preview = await visit.Db.WouldBeRead(practice.Premises with { HouseIsSealed = locked }, client.Person);
            Assert.Equal(expected, preview.Of(mail, Seizure.DiskAndHouse));
            Assert.Equal(Yield.Readable, preview.Of(mail, Seizure.PostBox));
            Assert.Equal(Yield.Sealed, preview.Of(mail, Seizure.Disk));
            Assert.Equal(Yield.DoesNotExist, preview.Of(phone, Seizure.PostBox));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_it_calls_readable_is_what_the_keys_open_when_somebody_tries_them(string database)
    {
        foreach (var seed in new[] { 3, 4 })
        {
            await using var practice = await TestPractice.Begin(database, seed: seed);
            var model = await Model.Begin(practice, new(seed));
            for (var round = 0; round < 3; round++)
            {
                for (var step = 0; step < 10; step++) await model.Event();
                await Agrees(model);
            }
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Five_people_take_as_many_statements_as_one_and_none_of_them_writes(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var members = new List<PersonId> { (await practice.Person()).Person };
        var (one, before) = (await Reads(1), await Size());
        var five = await Reads(4);
        Assert.Equal(one, five);
        Assert.Equal(before + 8, await Size());

        async Task<int> Reads(int clients)
        {
            for (var i = 0; i < clients; i++)
            {
                var client = await practice.Person();
                await GateTests.Seal(practice, client, Category.Notes, "then");
            }
            await using var visit = practice.Visit();
            using var heard = new StatementCount();
            var preview = await visit.Db.WouldBeRead(practice.Premises, members);
            Assert.True(preview.There(new(Category.Notes, Aspect.Plain)) >= clients);
            return heard.Reads;
        }

        // Each client made is an entry, and each note sealed; a look at the preview is none.
        async Task<long> Size()
        {
            await using var visit = practice.Visit();
            return (await visit.Db.LogHeads.SingleAsync()).Size;
        }
    }

    private static async Task Agrees(Model model)
    {
        var practice = model.Practice;
        await using var visit = practice.Visit();
        var folders = await visit.Db.Folders.AsNoTracking().Where(f => visit.Db.SealedRecords.Any(r => r.Folder == f.Id)).ToListAsync();
        var opens = new Dictionary<KeyPair, HashSet<FolderId>>();
        foreach (var key in Keys(Seizure.Demand, model, null).Concat(model.Clients.Select(c => c.Own))) opens[key] = await SeizureOracle.Opens(practice, key);
        var circle = (await visit.Db.Mandates.Select(m => m.Id).ToListAsync()).ToHashSet();
        foreach (var client in model.Clients)
        {
            var preview = await visit.Db.WouldBeRead(practice.Premises, client.Person);
            foreach (var seizure in Enum.GetValues<Seizure>())
            {
                var opened = Keys(seizure, model, client).SelectMany(k => opens[k]).ToHashSet();
                foreach (var kept in Kept.All)
                {
                    var there = folders.Where(f => Told(f, client.Person) == kept).ToList();
                    var expected = there.Count == 0 ? Yield.DoesNotExist : there.Exists(f => opened.Contains(f.Id)) ? Yield.Readable : Yield.Sealed;
                    Assert.True(expected == preview.Of(kept, seizure), $"{seizure}, {kept}: {expected} by trying the keys, {preview.Of(kept, seizure)} by the preview");
                }
            }
        }
        var all = await visit.Db.WouldBeRead(practice.Premises, [.. model.Members.Select(m => m.Person)]);
        foreach (var seizure in PracticePreview.Asked)
        {
            var opened = seizure == Seizure.OneMember ? model.Members.ConvertAll(m => opens[m.Own]) : [[.. Keys(seizure, model, null).SelectMany(k => opens[k])]];
            foreach (var kept in Kept.All)
            {
                var there = folders.Where(f => PracticePreview.Told(new(f.Subject, f.Category, IsApart(f)), circle) == kept).ToList();
                Assert.Equal(there.Select(f => f.Subject).Distinct().Count(), all.There(kept));
                Assert.Equal(opened.Max(o => there.Where(f => o.Contains(f.Id)).Select(f => f.Subject).Distinct().Count()), all.Read(kept, seizure));
            }
        }
    }

    private static IEnumerable<KeyPair> Keys(Seizure seizure, Model model, Keyring? of) => seizure switch
    {
        Seizure.Disk => [],
        Seizure.DiskAndHouse or Seizure.PostBox => [model.Practice.Premises.House.PostBox],
        Seizure.Keepers => [model.Practice.EscrowKey],
        Seizure.OwnSession => [of!.Own],
        Seizure.OneMember => model.Members.Select(m => m.Own),
        _ => [.. model.Members.Select(m => m.Own), model.Practice.Premises.House.PostBox, model.Practice.EscrowKey],
    };

    private static Kept? Told(Folder folder, PersonId me) =>
        folder.Category == Category.Draft && folder.Part == me.Value ? new(Category.Draft, Aspect.ByOthers)
        : folder.Subject != me.Subject ? null
        : new(folder.Category, IsApart(folder) ? Aspect.Apart : Aspect.Plain);

    private static bool IsApart(Folder folder) => folder.Category is Category.Channel or Category.Money && folder.Part != Guid.Empty;

    private static async Task<PersonPreview> Preview(TestPractice practice, Keyring of)
    {
        await using var visit = practice.Visit();
        return await visit.Db.WouldBeRead(practice.Premises, of.Person);
    }

    /// <summary>Two clients, three members, a mandate that also owns what the circle says; random yes, no, withdrawals, joining and leaving.</summary>
    private sealed class Model(TestPractice practice, Random dice)
    {
        private static readonly Category[] Shared = [Category.Notes, Category.Request, Category.Channel, Category.Crisis];
        private readonly List<(Keyring By, PermissionId Id)> said = [];
        private ActorId circle;

        public TestPractice Practice => practice;
        public List<Keyring> Clients { get; } = [];
        public List<Keyring> Members { get; } = [];

        public static async Task<Model> Begin(TestPractice practice, Random dice)
        {
            var model = new Model(practice, dice);
            for (var i = 0; i < 2; i++) model.Clients.Add(await practice.Person());
            for (var i = 0; i < 3; i++) model.Members.Add(await practice.Person());
            await model.Decide(async (visit, work) =>
            {
                var forever = new Window(work.At, work.At + Duration.FromDays(3650));
                model.circle = (await visit.Mandating.Grant(work, "circle", forever, 0, [model.Members[0].Person, model.Members[1].Person], model.Members[0].Person.Actor)).Value.Id;
            });
            await model.Decide(async (visit, work) =>
            {
                var folder = await visit.Gate.Vault.FolderOf(new(model.circle.Value), Category.Circle, Guid.Empty, work.At);
                Assert.Null(await visit.Gate.Seal(work, Fresh(model.Members[0]), folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
            });
            foreach (var client in model.Clients)
            {
                await GateTests.Seal(practice, client, Category.Notes, "then", model.Members[0].Person.Value);
                await GateTests.Seal(practice, client, Category.Channel, "ring me");
                await GateTests.Seal(practice, client, Category.Draft, "not yet");
            }
            await GateTests.Seal(practice, model.Members[1], Category.Draft, "about them", model.Clients[0].Person.Value);
            return model;
        }

        public async Task Event()
        {
            practice.Clock.Now += Duration.FromMinutes(dice.Next(1, 2000));
            var (client, member) = (Clients[dice.Next(2)], Members[dice.Next(3)]);
            switch (dice.Next(9))
            {
                case 0 or 1:
                    await Say(client, (id, from) => Permission.Permit(id, client.Person, dice.Next(3) == 0 ? circle : member.Person.Actor, Shared[dice.Next(4)],
                        null, Purpose.Care, false, new(from, from + Duration.FromDays(dice.Next(1, 30))), dice.Next(2) == 0 ? from : null).Value);
                    break;
                case 2:
                    await Say(client, (id, from) => Permission.Permit(id, client.Person, practice.Premises.PostBox, Category.Channel,
                        null, Purpose.Contact, false, new(from, from + Duration.FromDays(30)), null).Value);
                    break;
                case 3:
                    await Say(client, (id, from) => Permission.Deny(id, client.Person, member.Person.Actor, dice.Next(2) == 0 ? null : Category.Notes, from));
                    break;
                case 4 when said.Count > 0:
                    var one = said[dice.Next(said.Count)];
                    said.Remove(one);
                    await Decide(async (visit, work) => Assert.Null(await visit.Gate.Withdraw(work, Fresh(one.By), one.Id)));
                    break;
                case 5:
                    await Decide((visit, work) => visit.Mandating.Add(work, circle, member.Person, new(work.At), member.Person.Actor));
                    break;
                case 6:
                    await Decide((visit, work) => visit.Mandating.End(work, circle, member.Person, member.Person.Actor));
                    break;
                case 7:
                    await using (var visit = practice.Visit()) await visit.Gate.Settle(Fresh(dice.Next(2) == 0 ? client : member));
                    break;
                default:
                    var category = Shared[dice.Next(4)];
                    await GateTests.Seal(practice, Fresh(client), category, "more", category == Category.Channel && dice.Next(2) == 0 ? Mail : default);
                    break;
            }
        }

        private async Task Say(Keyring by, Func<PermissionId, Instant, Permission> rule)
        {
            var id = practice.Random.Id<PermissionId>();
            await Decide(async (visit, work) => Assert.Null(await visit.Gate.Permit(work, Fresh(by), rule(id, work.At))));
            said.Add((by, id));
        }

        private async Task Decide(Func<Visitor, Work, Task> change)
        {
            await using var visit = practice.Visit();
            await using var work = await visit.Gate.BeginPower();
            await change(visit, work);
            await work.Commit();
        }

        private static Keyring Fresh(Keyring who) => new(who.Person, who.KeyNumber, who.Own, who.Session);
    }
}
