using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

public class GateTests
{
    private sealed record Said(string Text);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_person_sealed_opens_for_them_and_for_nobody_else(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await Seal(practice, client, Category.Request, "it is heavy");
        Assert.Equal("it is heavy", await Read(practice, client, folder));
        Assert.Null(await Read(practice, therapist, folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_opens_it_and_taking_it_back_closes_it_from_the_very_next_request(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await Seal(practice, client, Category.Request, "it is heavy");
        var yes = await Permit(practice, client, therapist.Person.Actor, Category.Request);
        Assert.Equal("it is heavy", await Read(practice, therapist, folder));
        await Withdraw(practice, client, yes);
        Assert.Null(await Read(practice, therapist, folder));
        await using var visit = practice.Visit();
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Actor == therapist.Person.Actor));
        Assert.Equal(2, await visit.Db.Generations.CountAsync(g => g.Folder == folder.Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_stands_in_the_log_already_closes_from_the_very_next_request_as_well(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await Seal(practice, client, Category.Request, "it is heavy");
        var yes = await Permit(practice, client, therapist.Person.Actor, Category.Request);
        for (var i = 0; i < 2; i++) Assert.Null(await Look());
        await Withdraw(practice, client, yes);
        Assert.Equal(Gate.NotYours, await Look());

        async Task<Refusal?> Look()
        {
            await using var visit = practice.Visit();
            return (await visit.Gate.Open(therapist, folder.Id, Purpose.Care, Logged.OnceADay)).Refusal;
        }
    }

    [Fact]
    public async Task On_SQLite_only_an_opening_that_adds_to_the_log_waits_for_whoever_writes()
    {
        await using var practice = await TestPractice.Begin();
        var client = await practice.Person();
        var folder = await Seal(practice, client, Category.Name, "Zaynab");
        Assert.True(await Opens(Logged.OnceADay));
        await using var writer = practice.Visit();
        await using var work = await writer.Gate.Begin();
        Assert.True(await Opens(Logged.OnceADay));
        Assert.False(await Opens(Logged.EachTime));

        async Task<bool> Opens(Logged logged)
        {
            await using var visit = practice.Visit();
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            try
            {
                return (await visit.Gate.Open(client, folder.Id, Purpose.Own, logged, patience.Token)).Refusal is null;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_begun_to_read_commits_nothing(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await using var visit = practice.Visit();
        await using var work = await Work.Begin(visit.Db, practice.Premises, practice.Time, practice.Random, practice.Queue, Aim.Read, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.Commit());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_sealed_after_a_permission_ran_out_is_out_of_reach_before_any_job_came_by(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await Seal(practice, client, Category.Notes, "then");
        await Permit(practice, client, therapist.Person.Actor, Category.Notes, TestPractice.Start + Duration.FromHours(1));
        practice.Clock.Now += Duration.FromHours(2);
        await Seal(practice, client, Category.Notes, "now");
        await using var visit = practice.Visit();
        var last = await visit.Db.SealedRecords.Where(r => r.Folder == folder.Id).MaxAsync(r => r.Generation);
        Assert.Equal(2, last);
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == therapist.Person.Actor));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Many_folders_are_opened_by_as_many_statements_as_one_but_for_their_entries_in_the_log(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (therapist, folders) = (await practice.Person(), new List<FolderId>());
        for (var i = 0; i < 5; i++)
        {
            var client = await practice.Person();
            folders.Add((await Seal(practice, client, Category.Request, $"it is heavy {i}")).Id);
            await Permit(practice, client, therapist.Person.Actor, Category.Request);
        }
        await Statements(practice, therapist, folders); // a first opening also turns wraps into those of the ring
        var (one, five) = (await Statements(practice, therapist, folders[..1]), await Statements(practice, therapist, folders));
        Assert.Equal((1, 5), (one.Opened, five.Opened));
        Assert.Equal(one.Reads, five.Reads);
    }

    private static async Task<(int Opened, int Reads)> Statements(TestPractice practice, Keyring by, IReadOnlyList<FolderId> folders)
    {
        using var heard = new StatementCount();
        await using var visit = practice.Visit();
        var opened = await visit.Gate.OpenAll(by, folders, Purpose.Care);
        return (opened.Count, heard.Reads);
    }

    internal static async Task<Folder> Seal(TestPractice practice, Keyring by, Category category, string text, Guid part = default)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.Begin();
        var folder = await visit.Gate.Vault.FolderOf(by.Person.Subject, category, part, work.At);
        Assert.Null(await visit.Gate.Seal(work, by, folder, "said", practice.Random.Id(), new Said(text)));
        await work.Commit();
        return folder;
    }

    internal static async Task<string?> Read(TestPractice practice, Keyring by, Folder folder)
    {
        await using var visit = practice.Visit();
        var purpose = by.Person.Subject == folder.Subject ? Purpose.Own : Purpose.Care;
        var opened = await visit.Gate.Open(by, folder.Id, purpose);
        return opened.Refusal is null ? opened.Value.One<Said>("said")?.Text : null;
    }

    /// <summary>Every version that opens, whichever generation it lies under.</summary>
    internal static async Task<string[]> ReadAll(TestPractice practice, Keyring by, Folder folder)
    {
        await using var visit = practice.Visit();
        var purpose = by.Person.Subject == folder.Subject ? Purpose.Own : Purpose.Care;
        var opened = await visit.Gate.Open(by, folder.Id, purpose);
        return opened.Refusal is null ? [.. opened.Value.Versions<Said>("said").Select(o => o.Content.Text).Order(StringComparer.Ordinal)] : [];
    }

    internal static async Task<PermissionId> Permit(TestPractice practice, Keyring by, ActorId actor, Category category, Instant? until = null)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        var id = practice.Random.Id<PermissionId>();
        if (!category.IsCoreCare()) until ??= work.At + Permission.Longest;
        var permission = Permission.Permit(id, by.Person, actor, category, null, Purpose.Care, mayWrite: false, new(work.At, until), null).Value;
        Assert.Null(await visit.Gate.Permit(work, by, permission));
        await work.Commit();
        return id;
    }

    internal static async Task Withdraw(TestPractice practice, Keyring by, PermissionId id)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Gate.Withdraw(work, by, id));
        await work.Commit();
    }
}
