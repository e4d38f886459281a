using System.Text;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Backups;

/// <summary>What whoever finds one folder of a backup reads in it.</summary>
[Trait("Kind", "Unhurried")]
public class SecretsInBackupsTests
{
    private const string Told = "tangerine";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Neither_folder_holds_a_word_and_the_data_holds_no_key_in_any_wrapping(string database)
    {
        await using var circle = await FoundingStory.Founded(database: database);
        await using var story = new BackupStory(circle.Practice, ownsPractice: false);
        var client = await story.SomebodyWith("wren", "copper kettles sing at dusk", Told);
        await GateTests.Permit(story.Practice, client, circle.Founders[0].Person.Actor, Category.Notes);
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            visit.Sessions.Start(work, client.Person, 1, client.Own);
            await work.Commit();
        }
        await story.BacksUp();
        var at = story.Places("first");
        var (data, keys) = (Bytes(at.Data), Bytes(at.Keys));
        await using var db = story.Practice.Place.Open(null);
        var ciphertext = (await db.SealedRecords.Select(r => r.Bytes).ToListAsync())[0];
        Assert.Contains(data, file => file.AsSpan().IndexOf(ciphertext) >= 0);

        Nowhere([.. data, .. keys], Encoding.UTF8.GetBytes(Told), Encoding.Unicode.GetBytes(Told), client.Own.Scalar.ToArray());
        Nowhere([.. data, .. keys], [.. (await db.Sessions.ToListAsync()).SelectMany(s => new[] { s.IdHash, s.SealedScalar })]);
        var secrets = await Secrets(db);
        Assert.True(secrets.Count > 20, $"Only {secrets.Count} secrets were looked for.");
        Nowhere([.. data, .. keys], [.. secrets]);
        var house = await File.ReadAllBytesAsync(story.Practice.HouseFile, TestContext.Current.CancellationToken);
        Nowhere([.. data, .. keys], house[1..33], house[33..65], house[65..]);
    }

    // All that a backup keeps of keys, as it lies in the database.
    private static async Task<List<byte[]>> Secrets(Database db)
    {
        List<byte[]> secrets =
        [
            .. await db.Wraps.Select(w => w.Bytes).ToListAsync(), .. await db.MandateKeys.Select(k => k.Bytes).ToListAsync(),
            .. (await db.Credentials.ToListAsync()).SelectMany(c => new[] { c.Locator, c.SealedScalar }), .. await db.EscrowShares.Select(s => s.Sealed).ToListAsync(),
        ];
        Assert.All(secrets, secret => Assert.True(secret.Length >= 32));
        return secrets;
    }

    private static List<byte[]> Bytes(string folder) => [.. Directory.EnumerateFiles(folder).Select(File.ReadAllBytes)];

    private static void Nowhere(List<byte[]> files, params byte[][] words)
    {
        Assert.NotEmpty(words);
        foreach (var file in files)
            foreach (var word in words) Assert.True(file.AsSpan().IndexOf(word) < 0, "A backup holds in the clear what it must not.");
    }
}
