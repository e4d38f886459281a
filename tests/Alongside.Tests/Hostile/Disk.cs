using System.Text;

namespace Alongside.Tests.Hostile;

/// <summary>Everything that whoever carries the machine away finds, file by file.</summary>
internal static class Disk
{
    private const int Piece = 1 << 22, Around = 40;

    /// <summary>Where any of these stands, with what stands around it.</summary>
    public static async IAsyncEnumerable<string> Finds(IEnumerable<string> folders, IReadOnlyList<byte[]> spellings)
    {
        var overlap = spellings.Max(s => s.Length) - 1;
        // What has no length is empty, or a pipe of the runtime's that would be waited for without end.
        foreach (var file in folders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => new FileInfo(f) is { Exists: true, Length: > 0 }))
        {
            if (await Read(file, overlap, spellings) is { } there) yield return $"{file}: {there}";
        }
    }

    private static async Task<string?> Read(string file, int overlap, IReadOnlyList<byte[]> spellings)
    {
        try
        {
            // A database that is in use doesn't share its files with everybody.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var (bytes, kept) = (new byte[Piece + overlap], 0);
            while (await stream.ReadAsync(bytes.AsMemory(kept, Piece)) is > 0 and var read)
            {
                if (Within(bytes.AsSpan(0, kept + read), spellings) is { } there) return there;
                var next = Math.Min(overlap, kept + read);
                bytes.AsSpan(kept + read - next, next).CopyTo(bytes);
                kept = next;
            }
            return null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // others' files come and go
        }
    }

    private static string? Within(ReadOnlySpan<byte> bytes, IReadOnlyList<byte[]> spellings)
    {
        foreach (var spelling in spellings)
        {
            var at = bytes.IndexOf(spelling);
            if (at < 0) continue;
            var around = bytes[Math.Max(0, at - Around)..Math.Min(bytes.Length, at + spelling.Length + Around)];
            return string.Concat(Encoding.Latin1.GetString(around).Select(c => char.IsControl(c) ? '·' : c));
        }
        return null;
    }
}
