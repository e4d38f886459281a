using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Backups;

/// <summary>A practice that is backed up, and restored into places of its own.</summary>
internal sealed class BackupStory : IAsyncDisposable
{
    private readonly bool ownsPractice;

    public BackupStory(TestPractice practice, bool ownsPractice = true) => (Practice, this.ownsPractice) = (practice, ownsPractice);

    public TestPractice Practice { get; }

    /// <summary>Where its backups lie.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("alongside-backups").FullName;

    public static async Task<BackupStory> Begin(string database = "sqlite", int seed = 1) => new(await TestPractice.Begin(database, seed: seed));

    public BackupPlaces Places(string name) => BackupPlaces.At(Path.Combine(Root, "data", name), Path.Combine(Root, "keys", name)).Value;

    public Task<Outcome<MadeBackup>> Asks(BackupPlaces to) =>
        new BackupMaking(Practice.Place, Practice.Premises, Practice.Clock, Practice.Random).Make(to, TestContext.Current.CancellationToken);

    /// <summary>Makes a backup of this name.</summary>
    public async Task<MadeBackup> BacksUp(string name = "first") => (await Asks(Places(name))).Value;

    public Outcome<FoundBackup> Looks(BackupPlaces at) => FoundBackup.Look(at, Steps(), Practice.Clock.Now);

    public Outcome<OpenedBackup> Opens(BackupPlaces at, TwelveWords passphrase)
    {
        var found = Looks(at);
        return found.Refusal is { } refusal ? refusal : found.Value.Open(passphrase);
    }

    /// <summary>A practice of somebody who can sign in, with something sealed about them.</summary>
    public async Task<Keyring> SomebodyWith(string name, string passphrase, string said = "plums in the rain")
    {
        var person = await Practice.Person();
        await GateTests.Seal(Practice, person, Category.Notes, said);
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        var derived = Argon.Derive(Passphrase.Typed(passphrase).Bytes.ToArray(), visit.Credentials.SaltForName(name));
        visit.Credentials.Add(work, person.Person, 1, person.Own, Shown.Slow(CredentialKind.Passphrase, derived));
        await work.Commit();
        return person;
    }

    private static IReadOnlyList<string> Steps()
    {
        using var db = DatabasePlace.Sqlite("never.db").Open(null);
        return Snapshot.Steps(db);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        if (ownsPractice) await Practice.DisposeAsync();
    }
}

/// <summary>The rows of a database, table by table, as a backup holds them.</summary>
internal static class Rows
{
    public static async Task<Dictionary<string, byte[]>> Of(DatabasePlace place, params string[] but)
    {
        await using var db = place.Open(null);
        await Snapshot.Hold(db, TestContext.Current.CancellationToken);
        var rows = new Dictionary<string, byte[]>();
        foreach (var table in BackupTables.Of(db, [.. BackupTables.WithTheData, .. BackupTables.WithTheKeys]).Where(t => !but.Contains(t.Name)))
        {
            using var bytes = new MemoryStream();
            await TableCopy.Write(db, table, bytes, TestContext.Current.CancellationToken);
            rows[table.Name] = bytes.ToArray();
        }
        return rows;
    }
}
