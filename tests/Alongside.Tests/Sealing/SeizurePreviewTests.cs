using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class SeizurePreviewTests
{
    private static readonly Guid Mail = RandomConsents.Mail;

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
            var model = await RandomConsents.Begin(practice, new(seed));
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

    private static async Task Agrees(RandomConsents model)
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

    private static IEnumerable<KeyPair> Keys(Seizure seizure, RandomConsents model, Keyring? of) => seizure switch
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
}
