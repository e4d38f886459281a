using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Commands.Backups;

/// <summary>Where a practice's keys lie in backups, so that those that outlived their time are found and go.</summary>
internal static class KeyShelf
{
    /// <summary>In the data folder: a path a line. It says where to look, and opens nothing.</summary>
    public const string FileName = "key-backups";

    /// <summary>Notes where keys were put, and forgets places where none are any more.</summary>
    public static void Note(string dataFolder, string keys)
    {
        var file = Path.Combine(dataFolder, FileName);
        var places = Noted(dataFolder).Append(keys).Where(Directory.Exists).Distinct(StringComparer.Ordinal).ToList();
        File.Delete(file);
        using var writer = new StreamWriter(BackupFolder.NewFile(file));
        foreach (var place in places) writer.WriteLine(place);
    }

    /// <summary>Keys of this practice whose life has ended, where they were put.</summary>
    public static IReadOnlyList<string> Outlived(string dataFolder, Premises premises, Instant now) =>
        [.. Noted(dataFolder).Where(place => IsOutlived(place, premises, now))];

    /// <summary>Deletes keys of this practice whose life has ended, where they were put and beside the newest ones.</summary>
    /// <returns>Which folders are gone.</returns>
    public static IReadOnlyList<string> Clear(string dataFolder, string newest, Premises premises, Instant now)
    {
        var beside = Path.GetDirectoryName(newest) is { } parent ? Directory.EnumerateDirectories(parent) : [];
        var gone = Noted(dataFolder).Concat(beside).Distinct(StringComparer.Ordinal).Where(place => IsOutlived(place, premises, now)).ToList();
        foreach (var place in gone) Directory.Delete(place, recursive: true);
        return gone;
    }

    private static string[] Noted(string dataFolder) =>
        File.Exists(Path.Combine(dataFolder, FileName)) ? File.ReadAllLines(Path.Combine(dataFolder, FileName)) : [];

    // Only what says of itself that it is ours is ever deleted.
    private static bool IsOutlived(string place, Premises premises, Instant now) =>
        File.Exists(Path.Combine(place, BackupMaking.SealedKeys)) && File.Exists(Path.Combine(place, Manifest.FileName))
        && Manifest.Read(File.ReadAllBytes(Path.Combine(place, Manifest.FileName))) is { Holds: Manifest.Keys } manifest
        && manifest.Practice == premises.Practice && manifest.Until <= now;
}
