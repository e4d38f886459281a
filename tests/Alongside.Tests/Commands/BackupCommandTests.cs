using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Tests.Backups;
using Alongside.Tests.Circle;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Commands;

/// <summary>Each starts processes of its own.</summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Slow")]
public sealed class BackupCommandTests(BuiltDemo demo) : IClassFixture<BuiltDemo>
{
    private readonly string root = Directory.CreateTempSubdirectory("alongside-backup").FullName;

    [Fact]
    public async Task A_practice_is_backed_up_while_it_is_served_and_restored_elsewhere_and_served_again()
    {
        var folder = demo.Copy();
        string words;
        using (var serving = Executable.Serve("demo", "--data", folder))
        {
            await serving.SaysUpTo("sqlite3");
            words = await BackUp(folder, "first");
            using var browser = new HttpClient();
            Assert.Contains("sign-in", await browser.GetStringAsync(new Uri(serving.Url), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        var target = Path.Combine(root, "restored");
        var restored = await Executable.Answer([words], ["restore", Data("first"), "--keys", Keys("first"), "--data", target]);
        Assert.True(restored.Code == 0, restored.Out + restored.Error);
        Assert.Contains("Restored into", restored.Out, StringComparison.Ordinal);
        Assert.Contains($"for {(int)Gap.SaidFor.TotalDays} days", restored.Out, StringComparison.Ordinal);
        Assert.Equal(["house.key", "in-use", "practice.db"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(target, "house.key")));
        Assert.Equal(0, (await Executable.Run("log", "verify", "--data", target)).Code);
        using var again = Executable.Serve("demo", "--data", target);
        Assert.Contains("zaynab", await again.SaysUpTo("sqlite3"), StringComparison.Ordinal);
        var twice = await Executable.Answer([words], ["restore", Data("first"), "--keys", Keys("first"), "--data", target]);
        Assert.Equal(1, twice.Code);
        Assert.Contains("nothing newer is lost", twice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_asks_for_the_passphrase_and_for_somebody_who_opens_theirs()
    {
        var folder = demo.Copy();
        var words = await BackUp(folder, "tried");
        string[] command = ["restore", Data("tried"), "--keys", Keys("tried"), "--trial", "--data", folder];
        var nobody = await Executable.Answer([words, ""], command);
        Assert.Equal(1, nobody.Code);
        Assert.Contains("Nobody opened theirs", nobody.Error, StringComparison.Ordinal);
        var wrong = await Executable.Answer([string.Join(' ', words.Split(' ').Reverse())], command);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("doesn't open these keys", wrong.Error, StringComparison.Ordinal);
        var proven = await Executable.Answer([words, "zaynab", "the cat sleeps on my maps"], command);
        Assert.True(proven.Code == 0, proven.Out + proven.Error);
        Assert.Matches("Proven: all [0-9]+ ciphertexts", proven.Out);
        Assert.DoesNotContain("cat sleeps", proven.Out + proven.Error, StringComparison.Ordinal);
        await using var db = DatabasePlace.Sqlite(Path.Combine(folder, "practice.db")).Open(null);
        Assert.Equal(1, await db.BackupProofs.CountAsync(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(folder, Trial.FolderName)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_practice_on_either_database_is_restored_and_proven_by_who_opens_theirs(string database)
    {
        await using var circle = await FoundingStory.Founded(database: database);
        await using var story = new BackupStory(circle.Practice, ownsPractice: false);
        await story.SomebodyWith("wren", "copper kettles sing at dusk");
        var folder = Path.GetDirectoryName(story.Practice.HouseFile)!;
        string[] from = story.Practice.Place.Postgres is { } living ? ["--database", living] : [];
        var words = await BackUp(folder, "either", ["--house", story.Practice.HouseFile, .. from]);
        await using var target = await Databases.MakeEmpty(database);
        var data = Path.Combine(target.Folder, "data");
        string[] where = ["--data", data, .. target.Place.Postgres is { } empty ? ["--database", empty] : Array.Empty<string>()];
        string[] command = ["restore", Data("either"), "--keys", Keys("either"), .. where];
        var restored = await Executable.Answer([words, "wren", "copper kettles sing at dusk"], command);
        Assert.True(restored.Code == 0, restored.Out + restored.Error);
        var looked = await Executable.Run(["check", .. where]);
        Assert.Contains("was restored and opened on", looked.Out, StringComparison.Ordinal);
        Assert.Contains("Nobody's records are stopped.", looked.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("lacks", looked.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Executable.Run(["log", "verify", .. where])).Code);
        File.Delete(Path.Combine(data, "house.key"));
        if (target.Name is null) return;
        var twice = await Executable.Answer([words], command);
        Assert.Contains("There is something in this database already", twice.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_a_restore_that_was_killed_the_next_step_is_said(string database)
    {
        await using var circle = await FoundingStory.Founded(database: database);
        await using var story = new BackupStory(circle.Practice, ownsPractice: false);
        string[] from = story.Practice.Place.Postgres is { } living ? ["--database", living] : [];
        var words = await BackUp(Path.GetDirectoryName(story.Practice.HouseFile)!, "killed", ["--house", story.Practice.HouseFile, .. from]);
        await using var target = await Databases.MakeEmpty(database);
        string[] where = ["--data", Path.Combine(target.Folder, "data"), .. target.Place.Postgres is { } empty ? ["--database", empty] : Array.Empty<string>()];
        string[] command = ["restore", Data("killed"), "--keys", Keys("killed"), .. where];
        using (var restoring = await Executable.Begin([words], command)) Assert.Contains("All of it is back", await restoring.SaysUpTo("All of it is back"), StringComparison.Ordinal);
        var served = await Executable.Run(["serve", .. where]);
        Assert.Equal(1, served.Code);
        Assert.Contains("was broken off", served.Error, StringComparison.Ordinal);
        var again = await Executable.Answer([words, ""], command);
        if (target.Name is null) Assert.True(again.Code == 0, again.Out + again.Error);
        else Assert.Contains("Empty its schema", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_backups_at_once_and_a_passphrase_that_would_lie_in_a_file_are_refused()
    {
        var folder = demo.Copy();
        var logged = await Executable.Run("backup", Data("x"), "--keys", Keys("x"), "--data", folder);
        Assert.Contains("into a file or a log", logged.Error, StringComparison.Ordinal);
        using (BackupTurn.Take(folder).Value)
        {
            var second = await Executable.Run("backup", Data("x"), "--keys", Keys("x"), "--data", folder, "--piped");
            Assert.Contains("is under way", second.Error, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(Path.Combine(root, "data")) || Directory.Exists(Path.Combine(root, "keys")));
    }

    [Fact]
    public async Task The_passphrase_is_said_once_and_lies_in_no_file()
    {
        var folder = demo.Copy();
        var words = (await BackUp(folder, "kept")).Split(' ');
        foreach (var file in new[] { folder, Data("kept"), Keys("kept") }.SelectMany(f => Directory.EnumerateFiles(f)).Where(f => !f.EndsWith(".rows", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(string.Join(' ', words[..3]), text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("backup", "a")]
    [InlineData("restore", "a")]
    [InlineData("backup", "--keys", "b")]
    [InlineData("backup", "a", "--keys", "b", "--passphrase", "c")]
    [InlineData("restore", "a", "--keys", "b", "--passphrase", "c")]
    public void What_is_left_out_or_unknown_stops_it(params string[] words) => Assert.NotEmpty(Alongside.Commands.CommandLine.Root().Parse(words).Errors);

    [Fact]
    public async Task What_cannot_be_done_is_said_in_a_sentence()
    {
        var folder = demo.Copy();
        var together = await Executable.Run("backup", Data("x"), "--keys", Data("x"), "--data", folder, "--piped");
        Assert.Contains("apart from the data", together.Error, StringComparison.Ordinal);
        var nothing = await Executable.Run("backup", Data("x"), "--keys", Keys("x"), "--data", Path.Combine(root, "nowhere"), "--piped");
        Assert.Contains("There is no practice in", nothing.Error, StringComparison.Ordinal);
        var none = await Executable.Answer([""], "restore", Data("x"), "--keys", Keys("x"), "--data", Path.Combine(root, "new"));
        Assert.Contains("There is no backup at", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root, "new")));
        await File.WriteAllTextAsync(Path.Combine(root, "file"), "", TestContext.Current.CancellationToken);
        var inAFile = await Executable.Run("backup", Path.Combine(root, "file", "x"), "--keys", Keys("x"), "--data", folder, "--piped");
        Assert.Equal(1, inAFile.Code);
        Assert.Contains("can't be read or written", inAFile.Error, StringComparison.Ordinal);
    }

    private string Data(string name) => Path.Combine(root, "data", name);

    private string Keys(string name) => Path.Combine(root, "keys", name);

    /// <returns>The words of the passphrase.</returns>
    private async Task<string> BackUp(string folder, string name, params string[] more)
    {
        var made = await Executable.Run(["backup", Data(name), "--keys", Keys(name), "--data", folder, "--piped", .. more]);
        Assert.True(made.Code == 0, made.Out + made.Error);
        var lines = made.Out.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Trim().Split(' ') is { Length: 4 });
        var words = string.Join(' ', lines.Select(line => line.Trim()));
        Assert.Null(TwelveWords.Read(words).Refusal);
        return words;
    }
}
