using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Alongside.Demo;

/// <summary>Reads files that SQLite has open in this process, and closes none of them.</summary>
internal static class KeptOpen
{
    private const int Unlock = 8;

    private static readonly Lock turn = new();

    // On POSIX, whoever closes any descriptor of a file drops all locks that their process has on it: another process
    // would then take itself for the last one, and delete the write-ahead log beneath us with what was committed to it.
    private static readonly Dictionary<string, List<SafeFileHandle>> open = new(StringComparer.Ordinal);

    /// <summary>What stands in the file now.</summary>
    public static byte[] Read(string file)
    {
        var handle = Find(file);
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var read = 0;
        while (RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var more) read += more;
        return bytes[..read];
    }

    private static SafeFileHandle Find(string file)
    {
        lock (turn)
        {
            var kept = open.TryGetValue(file, out var found) ? found : open[file] = [];
            // Another file may stand in its place by now. Both are asked at once: where nothing is known of a birth, the
            // latest change stands for it, and is the same of the same file.
            var same = kept.Find(handle => File.GetCreationTimeUtc(handle) == File.GetCreationTimeUtc(file));
            if (same is not null) return same;
            var opened = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            kept.Add(opened);
            // What .NET locks as it opens counts, on some systems, against SQLite's own locks for as long as it is open.
            if (!OperatingSystem.IsWindows()) _ = FLock(opened, Unlock);
            return opened;
        }
    }

    [DllImport("libc", EntryPoint = "flock"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FLock(SafeFileHandle file, int operation);
}
