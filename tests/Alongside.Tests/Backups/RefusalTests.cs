using System.Text;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Backups;

/// <summary>Whatever isn't exactly what was written, of this practice, of one moment and young enough, is refused in a sentence.</summary>
[Trait("Kind", "Slow")]
public class RefusalTests
{
    [Fact]
    public async Task Any_flipped_byte_any_cut_and_any_file_too_many_or_too_few_is_refused()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", "copper kettles sing at dusk");
        var made = await story.BacksUp();
        var at = story.Places("first");
        Assert.Null(story.Opens(at, made.Passphrase).Refusal);
        var random = new FixedRandom(7);
        foreach (var folder in new[] { at.Data, at.Keys })
        {
            foreach (var file in Directory.EnumerateFiles(folder).ToList())
            {
                var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
                for (var i = 0; i < 12 && whole.Length > 0; i++)
                {
                    await Harmed(file, Flip(whole, random));
                    await Harmed(file, whole[..random.Below(whole.Length)]);
                }
                await Harmed(file, [.. whole, 0]);
                File.Delete(file);
                Assert.NotNull(story.Looks(at).Refusal);
                await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
            }
            var more = Path.Combine(folder, "more.rows");
            await File.WriteAllBytesAsync(more, [], TestContext.Current.CancellationToken);
            Assert.Contains("is damaged", story.Looks(at).Refusal!.ToString(), StringComparison.Ordinal);
            File.Delete(more);
        }
        Assert.Null(story.Opens(at, made.Passphrase).Refusal);

        async Task Harmed(string file, byte[] bytes)
        {
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            Assert.True(story.Looks(at).Refusal is not null, $"{Path.GetFileName(file)} was changed, and nobody saw it.");
        }
    }

    /// <summary>The sums are for accidents. Whoever writes them anew still has to know the passphrase.</summary>
    [Fact]
    public async Task Whoever_changes_a_file_and_writes_the_sums_anew_is_refused_by_the_keys()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", "copper kettles sing at dusk");
        var made = await story.BacksUp();
        var at = story.Places("first");
        var random = new FixedRandom(8);
        foreach (var folder in new[] { at.Data, at.Keys })
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != BackupFolder.SumsFile && new FileInfo(f).Length > 1).ToList())
            {
                var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
                await File.WriteAllBytesAsync(file, Flip(whole, random), TestContext.Current.CancellationToken);
                SumAnew(folder);
                Assert.True(story.Opens(at, made.Passphrase).Refusal is not null, $"{Path.GetFileName(file)} was changed, and nobody saw it.");
                await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
                SumAnew(folder);
            }
        }
        Assert.Null(story.Opens(at, made.Passphrase).Refusal);
    }

    [Fact]
    public async Task Keys_open_for_30_days_and_nobody_gives_them_a_longer_life()
    {
        await using var story = await BackupStory.Begin();
        var made = await story.BacksUp();
        var at = story.Places("first");
        Assert.Equal(Duration.FromDays(30), made.Manifest.Until - made.Manifest.MadeAt);
        story.Practice.Clock.Now = made.Manifest.Until - Duration.FromSeconds(1);
        Assert.Null(story.Opens(at, made.Passphrase).Refusal);
        story.Practice.Clock.Now = made.Manifest.Until;
        Assert.Contains("its life ended", story.Looks(at).Refusal!.ToString(), StringComparison.Ordinal);
        var file = Path.Combine(at.Keys, Manifest.FileName);
        var longer = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"until\": \"2026-07", "\"until\": \"2027-07", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, longer, TestContext.Current.CancellationToken);
        SumAnew(at.Keys);
        Assert.Null(story.Looks(at).Refusal);
        Assert.NotNull(story.Opens(at, made.Passphrase).Refusal);
        story.Practice.Clock.Now = made.Manifest.MadeAt - Duration.FromHours(1);
        Assert.Contains("from the future", story.Looks(at).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_passphrase_the_wrong_pair_and_another_practices_keys_are_refused()
    {
        await using var story = await BackupStory.Begin();
        await using var other = await BackupStory.Begin(seed: 2);
        var (first, second, foreign) = (await story.BacksUp("first"), await story.BacksUp("second"), await other.BacksUp("first"));
        var (one, two, theirs) = (story.Places("first"), story.Places("second"), other.Places("first"));
        Assert.Contains("doesn't open these keys", Said(story.Opens(one, second.Passphrase)), StringComparison.Ordinal);
        Assert.Contains("doesn't open these keys", Said(story.Opens(one, foreign.Passphrase)), StringComparison.Ordinal);
        Assert.Contains("were made together", Said(story.Opens(one with { Keys = two.Keys }, second.Passphrase)), StringComparison.Ordinal);
        Assert.Contains("another practice's", Said(story.Opens(one with { Keys = theirs.Keys }, foreign.Passphrase)), StringComparison.Ordinal);
        Assert.Contains("the data first", Said(story.Opens(new(one.Keys, one.Data), first.Passphrase)), StringComparison.Ordinal);
        Assert.Null(story.Opens(two, second.Passphrase).Refusal);
    }

    [Fact]
    public async Task What_was_never_finished_is_no_backup()
    {
        await using var story = await BackupStory.Begin();
        var made = await story.BacksUp();
        var at = story.Places("first");
        foreach (var folder in new[] { at.Data, at.Keys })
        {
            Directory.Move(folder, folder + BackupFolder.Unfinished);
            Assert.Contains("There is no backup at", Said(story.Opens(at, made.Passphrase)), StringComparison.Ordinal);
            Directory.Move(folder + BackupFolder.Unfinished, folder);
            var sums = Path.Combine(folder, BackupFolder.SumsFile);
            File.Move(sums, sums + ".aside");
            Assert.Contains("never finished", Said(story.Opens(at, made.Passphrase)), StringComparison.Ordinal);
            File.Move(sums + ".aside", sums);
        }
        Assert.Null(story.Opens(at, made.Passphrase).Refusal);
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_nothing_behind_and_one_that_was_broken_off_stands_in_nobodys_way()
    {
        await using var story = await BackupStory.Begin();
        var at = story.Places("first");
        Directory.CreateDirectory(at.Data + BackupFolder.Unfinished);
        await File.WriteAllTextAsync(Path.Combine(at.Data + BackupFolder.Unfinished, "Wraps.rows"), "half", TestContext.Current.CancellationToken);
        await story.BacksUp();
        Assert.False(Directory.Exists(at.Data + BackupFolder.Unfinished));
        Assert.Null(BackupFolder.Check(at.Data));

        await story.Practice.Tamper("UPDATE \"LogEntries\" SET \"Leaf\" = X'01' WHERE \"Index\" = 0");
        Assert.Contains("could not be restored", (await story.Asks(story.Places("second"))).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["first"], Directory.EnumerateDirectories(Path.Combine(story.Root, "data")).Concat(Directory.EnumerateDirectories(Path.Combine(story.Root, "keys"))).Select(Path.GetFileName).Distinct());
    }

    [Fact]
    public void Where_one_folder_cannot_get_its_place_the_other_does_not_stay_either()
    {
        var root = Directory.CreateTempSubdirectory("alongside-halves").FullName;
        var (one, other) = (Path.Combine(root, "keys"), Path.Combine(root, "data"));
        using (var keys = BackupFolder.Begin(one))
        using (var data = BackupFolder.Begin(other))
        {
            Directory.CreateDirectory(Path.Combine(other, "of somebody else"));
            keys.Move();
            Assert.Throws<IOException>(data.Move);
        }
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName));
        Assert.True(Directory.Exists(Path.Combine(other, "of somebody else")));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Keys_never_lie_with_the_data_and_a_backup_overwrites_nothing()
    {
        await using var story = await BackupStory.Begin();
        var root = story.Root;
        foreach (var (data, keys) in new[] { ("a", "a"), ("a", "a/"), ("a", "a/b"), ("a/b", "a"), ("a", "b/../a") })
            Assert.Contains("apart from the data", BackupPlaces.At(Path.Combine(root, data), Path.Combine(root, keys)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Null(BackupPlaces.At(Path.Combine(root, "a"), Path.Combine(root, "ab")).Refusal);
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.Combine(root, "there"));
            Directory.CreateSymbolicLink(Path.Combine(root, "link"), Path.Combine(root, "there"));
            Assert.NotNull(BackupPlaces.At(Path.Combine(root, "there", "a"), Path.Combine(root, "link", "a")).Refusal);
        }
        var first = story.Places("first");
        await story.BacksUp();
        Assert.Contains("overwrites nothing", (await story.Asks(first)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("overwrites nothing", (await story.Asks(story.Places("second") with { Keys = first.Keys })).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_this_user_may_read_a_backup()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var story = await BackupStory.Begin();
        await story.BacksUp();
        var at = story.Places("first");
        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var folder in new[] { at.Data, at.Keys })
        {
            Assert.Equal(File | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(folder));
            foreach (var file in Directory.EnumerateFiles(folder)) Assert.Equal(File, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Yesterdays_backup_is_never_restored_over_today(string database)
    {
        await using var story = await BackupStory.Begin(database);
        var person = await story.Practice.Person();
        var made = await story.BacksUp();
        await GateTests.Seal(story.Practice, person, Category.Notes, "today");
        var before = await Rows.Of(story.Practice.Place);
        var opened = story.Opens(story.Places("first"), made.Passphrase).Value;
        Assert.Contains("nothing newer is lost", (await Restoring.Load(opened, story.Practice.Place, TestContext.Current.CancellationToken))!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before.Values, (await Rows.Of(story.Practice.Place)).Values);
    }

    /// <summary>Only who made a whole backup of it could do this: its keys are honest, and the log in it is not.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_does_not_agree_with_itself_leaves_the_place_as_empty_as_it_was(string database)
    {
        await using var story = await BackupStory.Begin(database);
        await story.SomebodyWith("wren", "copper kettles sing at dusk");
        var made = await story.BacksUp();
        var opened = story.Opens(story.Places("first"), made.Passphrase).Value;
        foreach (var wrong in new[]
        {
            opened with { Found = opened.Found with { Manifest = opened.Manifest with { LogRoot = new string('0', 64) } } },
            opened with { Found = opened.Found with { Manifest = opened.Manifest with { LogSize = 1 } } },
            opened with { Found = opened.Found with { Manifest = opened.Manifest with { Practice = Guid.NewGuid() } } },
            opened with { Found = opened.Found with { Manifest = opened.Manifest with { Rows = new Dictionary<string, long>(opened.Manifest.Rows) { ["Folders"] = 7 } } } },
            opened with { House = House.New(new FixedRandom(9)) },
        })
        {
            await using var target = await Databases.MakeEmpty(database);
            Assert.NotNull(await Restoring.Load(wrong, target.Place, TestContext.Current.CancellationToken));
            await using var db = target.Place.Open(null);
            Assert.True(await Alongside.Storage.Backups.Snapshot.IsEmpty(db, TestContext.Current.CancellationToken));
        }
    }

    private static string Said<T>(Outcome<T> outcome) where T : notnull => outcome.Refusal?.ToString() ?? "It was let through.";

    private static byte[] Flip(byte[] whole, FixedRandom random)
    {
        var harmed = whole.ToArray();
        harmed[random.Below(harmed.Length)] ^= (byte)(1 << random.Below(8));
        return harmed;
    }

    private static void SumAnew(string folder)
    {
        var sums = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(f => Path.GetFileName(f) != BackupFolder.SumsFile))
            sums.Append(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))).Append("  ").Append(Path.GetFileName(file)).Append('\n');
        File.WriteAllText(Path.Combine(folder, BackupFolder.SumsFile), sums.ToString());
    }
}
