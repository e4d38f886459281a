using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Backups;

/// <summary>What doesn't move is refused in a sentence, and both places are as they were.</summary>
[Trait("Kind", "Unhurried")]
public class MoveRefusalTests
{
    private static readonly Dictionary<string, Func<MoveStory, Task<IDisposable?>>> Troubles = new(StringComparer.Ordinal)
    {
        ["in use by another Alongside"] = story => Task.FromResult<IDisposable?>(FolderLock.Take(story.Here.DataFolder).Value),
        ["is under way"] = story => Task.FromResult<IDisposable?>(BackupTurn.Take(story.Here.DataFolder).Value),
        ["This is a demo"] = Harmed("UPDATE \"Practices\" SET \"IsDemo\" = 1"),
        ["the access log does not agree with itself"] = Harmed("UPDATE \"LogEntries\" SET \"Leaf\" = X'01' WHERE \"Index\" = 0"),
        ["lacks 1 of its guards"] = async story =>
        {
            await using var db = story.Practice.Place.Open(null);
            await DatabaseGuards.Drop(db, DatabaseGuards.All.First(g => g.Sqlite != ""));
            return null;
        },
        ["The records of 1 people are stopped"] = Harmed($"INSERT INTO \"StoppedSubjects\" (\"Subject\", \"At\", \"Difference\") VALUES ('{Guid.Empty}', 0, 'it')"),
        ["The records of 1 people differ from the access log"] = Harmed("UPDATE \"SealedRecords\" SET \"Bytes\" = X'01'"),
        ["is behind this version"] = Harmed("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%_Mail'"),
        ["Another version of Alongside"] = Harmed("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231000000_Later', '10')"),
        ["The house file is missing"] = story =>
        {
            File.Delete(story.Practice.HouseFile);
            return Task.FromResult<IDisposable?>(null);
        },
        ["The house file belongs to another practice"] = async story =>
        {
            await File.WriteAllBytesAsync(story.Practice.HouseFile, House.New(new FixedRandom(9)).Write());
            return null;
        },
        ["PostgreSQL doesn't take what the table FoundingParts holds"] = Harmed($"INSERT INTO \"FoundingParts\" (\"Kind\", \"Value\", \"ChangedBy\", \"ChangedAt\") VALUES ('a', 'a' || char(0), '{Guid.Empty}', 0)"),
        ["A restore into this database was broken off"] = async story =>
        {
            await using var db = story.Target.Place.Open(null);
            await Snapshot.MarkUnfinished(db, TestContext.Current.CancellationToken);
            return null;
        },
        ["There is something in the PostgreSQL database"] = async story =>
        {
            await using var db = story.Target.Place.Open(null);
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE letters (words text)");
            return null;
        },
    };

    public static TheoryData<string> Sentences => [.. Troubles.Keys];

    [Theory, MemberData(nameof(Sentences))]
    public async Task What_stands_in_the_way_is_said_and_nothing_has_changed_on_either_side(string sentence)
    {
        await using var story = await MoveStory.Begin();
        await GateTests.Seal(story.Practice, await story.Practice.Person(), Category.Notes, "plums in the rain");
        using var held = await Troubles[sentence](story);
        var (rows, lies) = (await Rows.Of(story.Practice.Place), await story.Found());
        var refused = (await story.Moves()).Refusal;
        Assert.NotNull(refused);
        Assert.Contains(sentence, refused.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(rows.Values, (await Rows.Of(story.Practice.Place)).Values);
        Assert.Equal(lies, await story.Found());
        await using var db = story.Practice.Place.Open(null);
        Assert.Null(await MoveMarks.FindLeft(db, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_place_to_go_to_or_a_practice_to_move_nothing_is_made()
    {
        await using var story = await MoveStory.Begin();
        Assert.Contains("Name an empty PostgreSQL database with --database", (await story.MovesTo(story.Here)).Refusal!.ToString(), StringComparison.Ordinal);
        var unreachable = story.There with { Place = DatabasePlace.Of("Host=127.0.0.1;Port=1;Username=nobody") };
        Assert.Contains("The database can't be reached", (await Alongside.Commands.Troubles.AsRefusals(() => story.MovesTo(unreachable), story.Here)).Refusal!.ToString(), StringComparison.Ordinal);
        var nowhere = story.There with { DataFolder = Path.Combine(story.Told.Root, "nowhere") };
        Assert.Contains("There is no practice in", (await story.MovesTo(nowhere)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere.DataFolder));
        Assert.Empty(await story.Found());
    }

    private static Func<MoveStory, Task<IDisposable?>> Harmed(string sql) => async story =>
    {
        await story.Harm(sql);
        return null;
    };
}
