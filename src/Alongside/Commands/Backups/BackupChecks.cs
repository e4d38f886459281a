using System.Runtime.CompilerServices;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Commands.Backups;

/// <summary>What `alongside check` says about backups.</summary>
internal static class BackupChecks
{
    public static async IAsyncEnumerable<Finding> All(Settings settings, Database db, Premises premises, [EnumeratorCancellation] CancellationToken stop)
    {
        var now = CompositionRoot.Clock.GetCurrentInstant();
        foreach (var place in KeyShelf.Outlived(settings.DataFolder, premises, now))
            yield return new(false, $"The keys of a backup have outlived their time. Delete them, so that what people had erased stays erased: {place}");
        if (await Trial.Left(settings, premises, db, stop) is { } left)
            yield return new(false, $"The copy of a trial lies in {left}, with old keys. Where none is running, one was broken off: another trial takes it away.");
        if (await LeftBehind(settings, now, stop) is { } behind) yield return behind;
        if (premises.IsDemo || !await db.Decisions.AnyAsync(stop)) yield break;
        yield return await db.LatestProof(premises.House, stop) is { } proof
            ? new(true, $"A backup of {FoundBackup.Moment(proof.MadeAt)} was restored and opened on {FoundBackup.Moment(proof.At)}.")
            : new(false, "No backup of this practice has been proven yet: “alongside restore … --trial” does that. Not yet for real people's records.");
        var latest = await db.LatestBackup(now - BackupProof.KeysLive, stop);
        yield return latest is not null
            ? new(true, $"The latest backup was made on {FoundBackup.Moment(latest.Value)}.")
            : new(false, $"No backup was made in the last {(int)BackupProof.KeysLive.TotalDays} days, and none that is older opens. “alongside backup” makes one.");
    }

    // Its keys are of the same kind as a backup's, and so is the time that they may have.
    private static async Task<Finding?> LeftBehind(Settings settings, Instant now, CancellationToken stop)
    {
        var place = Settings.FileIn(settings.DataFolder);
        if (settings.Place.Postgres is null || !File.Exists(place.SqliteFile)) return null;
        await using var old = place.Open(null);
        if (await MoveMarks.FindLeft(old, stop) is not { } left) return null;
        var until = left.Moment + BackupProof.KeysLive;
        return now < until
            ? new(true, $"The file of before the move lies in {place.SqliteFile}, with the keys of then. It may stay until {FoundBackup.Moment(until)}; delete it once there is a backup.")
            : new(false, $"The file of before the move still lies in {place.SqliteFile}, with the keys of then. Delete it, so that what people had erased stays erased.");
    }
}
