using Alongside.Features.Sealing;

namespace Alongside.Tests.Commands;

/// <summary>A sealed start, by the executable that people run.</summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Slow")]
public sealed class HouseCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alongside-house").FullName;

    private string HouseFile => Path.Combine(folder, "house.key");

    [Fact]
    public async Task A_sealed_practice_starts_with_its_words_and_not_without_them()
    {
        using (var first = Executable.Serve("serve", "--data", folder)) await first.SaysUpTo("works once");
        var plain = await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken);
        var logged = await Executable.Run("house", "seal", "--data", folder);
        Assert.Contains("into a file or a log", logged.Error, StringComparison.Ordinal);
        Assert.Equal(plain, await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken));

        var words = Words(await Executable.Run("house", "seal", "--data", folder, "--piped"));
        Assert.True(SealedHouse.IsSealed(await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken)));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HouseFile));
        Assert.Contains("nobody is here to say its words", (await Executable.Run("serve", "--data", folder)).Error, StringComparison.Ordinal);
        var wrong = await Executable.Answer([string.Join(' ', words.Split(' ').Reverse())], "check", "--data", folder);
        Assert.Contains("don't open the house file", wrong.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("is up to date", wrong.Out, StringComparison.Ordinal);
        Assert.Contains("12 words on paper", (await Executable.Answer([words], "check", "--data", folder)).Out, StringComparison.Ordinal);
        var file = Path.Combine(folder, "words");
        await File.WriteAllTextAsync(file, words, TestContext.Current.CancellationToken);
        using (var sealedStart = Executable.Serve("serve", "--data", folder, "--house-words", file))
            Assert.Contains("works once", await sealedStart.SaysUpTo("works once"), StringComparison.Ordinal);

        Assert.Equal(0, (await Executable.Answer([words], "house", "open", "--data", folder)).Code);
        Assert.Equal(plain, await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_the_disk_takes_nothing_a_sentence_says_so_and_the_house_file_is_as_it_was()
    {
        using (var first = Executable.Serve("serve", "--data", folder)) await first.SaysUpTo("works once");
        var plain = await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken);
        // A folder where the new file would be written first refuses a write to everybody, whatever they may do otherwise.
        Directory.CreateDirectory(HouseFile + ".new");
        foreach (var command in (string[][])[["seal", "--piped"], ["open"]])
        {
            var refused = await Executable.Run(["house", .. command, "--data", folder]);
            Assert.Equal(1, refused.Code);
            Assert.Contains("Is every disk there", refused.Error, StringComparison.Ordinal);
            Assert.Equal(plain, await File.ReadAllBytesAsync(HouseFile, TestContext.Current.CancellationToken));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Three lines of four, each after two spaces.
    private static string Words(Ended sealing)
    {
        Assert.True(sealing.Code == 0, sealing.Out + sealing.Error);
        return string.Join(' ', sealing.Out.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim()));
    }
}
