using System.Text;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Demo;

/// <summary>One file as a thief would find it.</summary>
/// <param name="Name">Its path within the data folder.</param>
/// <param name="Bytes">How many bytes were read and searched.</param>
/// <param name="Found">How often the text stands in it, in any of the encodings.</param>
public sealed record SeizedFile(string Name, long Bytes, int Found);

/// <summary>What stands in the clear: how much, of what, when.</summary>
public sealed record InTheClear(
    IReadOnlyDictionary<string, int> People, IReadOnlyList<(Category Category, int Folders, int Records, long Bytes)> Folders,
    int Sessions, int Credentials, int Permissions, int Withdrawals, long LogEntries, Instant? Latest);

/// <summary>Reads the disk of a running demo byte by byte, as somebody would who took the machine away.</summary>
public static class SeizedDisk
{
    /// <summary>Shorter texts stand in any file by chance.</summary>
    public const int Shortest = 4;

    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Every file of the folder: the database, its write-ahead log and index, the house file, whatever else is there.</summary>
    public static IReadOnlyList<SeizedFile> Search(string folder, string text, CancellationToken stop)
    {
        var forms = Forms(text);
        var files = new List<SeizedFile>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            var bytes = Read(file);
            files.Add(new(Path.GetRelativePath(folder, file), bytes.LongLength, forms.Sum(form => Count(bytes, form))));
        }
        return files;
    }

    public static async Task<InTheClear> Look(Database db, CancellationToken stop)
    {
        var folders = await db.Folders.AsNoTracking().Select(f => new { f.Id, f.Category }).ToListAsync(stop);
        var records = (await db.SealedRecords.AsNoTracking().Select(r => new { r.Folder, r.Bytes.Length }).ToListAsync(stop)).ToLookup(r => r.Folder);
        var head = await db.LogHeads.AsNoTracking().SingleAsync(stop);
        return new(
            await db.People.GroupBy(p => p.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key.ToString(), g => g.Count, stop),
            [.. folders.GroupBy(f => f.Category).OrderBy(g => g.Key).Select(g => (
                g.Key, g.Count(), g.Sum(f => records[f.Id].Count()), g.Sum(f => records[f.Id].Sum(r => (long)r.Length))))],
            await db.Sessions.CountAsync(stop), await db.Credentials.CountAsync(stop),
            await db.Permissions.CountAsync(stop), await db.Withdrawals.CountAsync(stop),
            head.Size, head.Size > 0 ? head.LatestAt : null);
    }

    // As it was typed and as it is often stored: in three encodings, in JSON's escapes, in capitals and without.
    private static List<byte[]> Forms(string text)
    {
        string[] spellings = [text, text.ToLowerInvariant(), text.ToUpperInvariant(), System.Text.Json.JsonEncodedText.Encode(text).ToString()];
        return [.. spellings.Distinct(StringComparer.Ordinal).SelectMany(s => Encodings.Select(e => e.GetBytes(s)))
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal)];
    }

    private static int Count(byte[] bytes, byte[] form)
    {
        var count = 0;
        for (var at = 0; bytes.AsSpan(at).IndexOf(form) is >= 0 and var next; at += next + 1) count++;
        return count;
    }

    // Our own lock is an empty file that nobody else may open.
    private static byte[] Read(string file) => new FileInfo(file).Length == 0 ? [] : KeptOpen.Read(file);
}
