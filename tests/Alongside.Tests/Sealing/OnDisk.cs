using System.Text;

namespace Alongside.Tests.Sealing;

/// <summary>What lies in the data folder of a practice on SQLite, read as whoever carries the disk away would read it.</summary>
internal static class OnDisk
{
    /// <summary>Fails where a word stands in any file, and also where not even what is in the clear was found.</summary>
    public static async Task HoldsNothing(TestPractice practice, string word)
    {
        var seen = false;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(practice.Place.SqliteFile)!, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            foreach (var written in new[] { Encoding.UTF8, Encoding.Unicode })
                Assert.True(bytes.AsSpan().IndexOf(written.GetBytes(word)) < 0, $"{Path.GetFileName(file)} holds the word {word}.");
            seen |= bytes.AsSpan().IndexOf("SealedRecords"u8) >= 0;
        }
        Assert.True(seen, "The database was not among the files.");
    }
}
