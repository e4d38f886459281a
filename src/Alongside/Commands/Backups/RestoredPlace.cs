using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;

namespace Alongside.Commands.Backups;

/// <summary>
/// The empty place that a backup is restored into. A SQLite file gets its name, and the house file is written, when
/// everything else is done: without its house file nobody serves what may be half a practice.
/// </summary>
internal sealed class RestoredPlace : IDisposable
{
    private readonly Settings settings;
    private readonly IDisposable held;

    private RestoredPlace(Settings settings, IDisposable held) => (this.settings, this.held) = (settings, held);

    /// <summary>Where to build it.</summary>
    public DatabasePlace Building => settings.Place.SqliteFile is { } file ? DatabasePlace.Sqlite(file + Snapshot.Restoring) : settings.Place.Patiently();

    /// <summary>Why nothing is restored there; null where there is nothing yet.</summary>
    public static Refusal? IsFree(Settings settings)
    {
        if (File.Exists(settings.HouseFile)) return new($"There is a house file at {settings.HouseFile}. A backup is restored into an empty place only, so that nothing newer is lost: name another one with --house.");
        string[] ours = [FolderLock.FileName, Settings.FileName];
        if (!Directory.Exists(settings.DataFolder)) return null;
        return Directory.EnumerateFileSystemEntries(settings.DataFolder).Select(Path.GetFileName)
            .All(name => ours.Contains(name) || name!.Contains(Snapshot.Restoring, StringComparison.Ordinal))
            ? null
            : new($"There is something in {settings.DataFolder}. A backup is restored into an empty folder only, so that nothing newer is lost: name one with --data.");
    }

    public static Outcome<RestoredPlace> Begin(Settings settings)
    {
        var held = FolderLock.Take(settings.DataFolder);
        if (held.Refusal is { } taken) return taken;
        var place = new RestoredPlace(settings, held.Value);
        place.Clear();
        return place;
    }

    public async Task Finish(House house, CancellationToken stop)
    {
        Restoring.Settle(Building);
        if (settings.Place.SqliteFile is { } file) File.Move(Building.SqliteFile!, file);
        await Ground.WriteSecret(settings.HouseFile, house.Write(), stop);
        await using (var db = settings.Place.Open(null)) await Snapshot.MarkFinished(db, stop);
        Restoring.Settle(settings.Place);
    }

    public void Dispose()
    {
        Restoring.Settle(Building);
        Clear();
        held.Dispose();
    }

    private void Clear()
    {
        if (Building.SqliteFile is not { } file) return;
        foreach (var left in new[] { file, $"{file}-wal", $"{file}-shm", $"{file}-journal" }) File.Delete(left);
    }
}
