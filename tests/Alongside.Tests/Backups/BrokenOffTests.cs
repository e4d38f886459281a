using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Sealing;
using Snapshot = Alongside.Storage.Backups.Snapshot;

namespace Alongside.Tests.Backups;

/// <summary>A restore that was killed leaves what nobody serves, and whoever tries next reads what to do.</summary>
[Trait("Kind", "Unhurried")]
public class BrokenOffTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Between_loading_and_the_house_file_every_next_step_says_what_to_do(string database)
    {
        await using var story = await BackupStory.Begin(database);
        await story.SomebodyWith("wren", "copper kettles sing at dusk");
        var made = await story.BacksUp();
        var opened = story.Opens(story.Places("first"), made.Passphrase).Value;
        await using var target = await Databases.MakeEmpty(database);
        var settings = SettingsOf(target);
        Assert.Null(await Restoring.Load(opened, target.Place, TestContext.Current.CancellationToken));
        foreach (var said in new[]
        {
            await Restoring.Load(opened, target.Place, TestContext.Current.CancellationToken),
            (await ExistingPractice.Read(settings, TestContext.Current.CancellationToken)).Refusal,
            (await Served(story, settings)).Refusal,
        })
            Assert.Contains("was broken off before its end", said!.ToString(), StringComparison.Ordinal);

        // Only the very last step is missing: then it is whole, and once it was served, nobody is told to empty it.
        await Ground.WriteSecret(settings.HouseFile, opened.House.Write(), TestContext.Current.CancellationToken);
        Assert.Null((await Served(story, settings)).Refusal);
        File.Delete(settings.HouseFile);
        foreach (var said in new[] { (await ExistingPractice.Read(settings, TestContext.Current.CancellationToken)).Refusal, (await Served(story, settings)).Refusal })
            Assert.Contains("The house file is missing", said!.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing newer is lost", (await Restoring.Load(opened, target.Place, TestContext.Current.CancellationToken))!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_came_to_its_end_is_a_practice_like_any_other(string database)
    {
        await using var story = await BackupStory.Begin(database);
        var made = await story.BacksUp();
        var opened = story.Opens(story.Places("first"), made.Passphrase).Value;
        await using var target = await Databases.MakeEmpty(database);
        var settings = SettingsOf(target);
        using (var place = RestoredPlace.Begin(settings).Value)
        {
            Assert.Null(await Restoring.Load(opened, place.Building, TestContext.Current.CancellationToken));
            await place.Finish(opened.House, TestContext.Current.CancellationToken);
        }
        await using var db = target.Place.Open(null);
        Assert.False(await Snapshot.IsUnfinished(db, TestContext.Current.CancellationToken));
        Assert.Null((await ExistingPractice.Read(settings, TestContext.Current.CancellationToken)).Refusal);
        if (target.Place.SqliteFile is { } file && !OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Nobody_begins_an_empty_practice_beside_a_file_that_was_never_restored_whole()
    {
        await using var story = await BackupStory.Begin();
        await using var target = await Databases.MakeEmpty("sqlite");
        var settings = SettingsOf(target);
        await File.WriteAllTextAsync(target.Place.SqliteFile + Snapshot.Restoring, "half", TestContext.Current.CancellationToken);
        Assert.Contains("which begins anew", (await Served(story, settings)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Null(RestoredPlace.IsFree(settings));
        Assert.False(File.Exists(target.Place.SqliteFile));
    }

    private static Task<Outcome<Features.Sealing.Premises>> Served(BackupStory story, Settings settings) =>
        Ground.Prepare(settings.Place, settings.HouseFile, TestPractice.HouseIn(settings.HouseFile), demo: false, story.Practice.Clock.Now, story.Practice.Random, stop: TestContext.Current.CancellationToken);

    private static Settings SettingsOf(OwnDatabase own) => new(own.Folder, own.Place, Path.Combine(own.Folder, "house.key"), new("http://localhost:5080"), []);
}
