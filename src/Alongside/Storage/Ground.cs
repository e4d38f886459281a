using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage.Backups;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Storage;

/// <summary>Makes the ground that a practice stands on: the database up to date and guarded, the house file, the practice's row.</summary>
public static class Ground
{
    /// <summary>
    /// Looks whether it is ours to touch, then migrates, guards and, where the database is new, makes practice and house
    /// file. What is refused is left as it was found.
    /// </summary>
    /// <param name="place">The database.</param>
    /// <param name="houseFile">Path of the house file, which never lies in the database or its backup.</param>
    /// <param name="house">What that file holds; null where there is none.</param>
    /// <param name="demo">Whether a new practice is a fictional one; an existing one must agree.</param>
    /// <param name="at">Now.</param>
    /// <param name="random">Randomness.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Outcome<Premises>> Prepare(
        DatabasePlace place, string houseFile, House? house, bool demo, Instant at, RandomSource random, CancellationToken stop = default)
    {
        if (place.SqliteFile is { } file && !File.Exists(file) && File.Exists(file + Snapshot.Restoring))
            return new Refusal($"A restore into {file} was broken off. Restore the backup again, which begins anew; or delete {file + Snapshot.Restoring}, and an empty practice is begun here.");
        place.Make();
        await using var db = place.Open(null);
        var found = await Look(db, house, demo, stop);
        if (found?.Refusal is { } foreign) return foreign;
        await Migrate(db, place, stop);
        // Only the last step of a restore was broken off: the house file is here.
        await Snapshot.MarkFinished(db, stop);
        await DatabaseGuards.Restore(db, stop);
        if (await DatabaseGuards.Missing(db, stop) is { Count: > 0 } missing)
            return new Refusal($"The database lacks {missing.Count} of its guards and did not take them. The first is {missing[0]}.");
        // Without counts of its rows SQLite takes one index for as good as another, and reads a large table once for each row.
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA optimize = 0x10002", stop);
        return found ?? await Begin(place, houseFile, house, demo, at, random, stop);
    }

    /// <summary>The practice that is there already, or why it isn't to be prepared; null where there is none yet.</summary>
    private static async Task<Outcome<Premises>?> Look(Database db, House? house, bool demo, CancellationToken stop)
    {
        if ((await Migrated.Steps(db, stop)).Count == 0) return null;
        if (await MoveMarks.Forbid(db, stop) is { } moved) return moved;
        if (await IsUnknown(db, stop) is { } unknown) return unknown;
        // No more than has been there from the first version on: the tables may still be those of an earlier one.
        if (await db.Practices.Select(p => new { p.Id, p.IsDemo, p.HouseMark }).SingleOrDefaultAsync(stop) is not { } practice) return null;
        if (practice.IsDemo != demo)
            return practice.IsDemo
                ? new Refusal($"This database holds a fictional practice whose passphrases are public. Start it with “alongside demo”, or serve another folder.")
                : new Refusal($"This database holds a real practice. The demo only ever runs on a database of its own.");
        if (house is null && await Snapshot.IsUnfinished(db, stop)) return Snapshot.BrokenOff();
        if (house is null) return new Refusal($"The house file is missing. Put back the one that belongs to this practice; without it, people's recovery codes still open what is theirs.");
        if (!practice.HouseMark.AsSpan().SequenceEqual(house.Mac("mark", practice.Id.ToByteArray())))
            return new Refusal($"The house file belongs to another practice. Put back the right one.");
        return new Premises(practice.Id, practice.IsDemo, house);
    }

    /// <summary>Did a version make this database whose steps this one doesn't know?</summary>
    internal static async Task<Refusal?> IsUnknown(Database db, CancellationToken stop) =>
        (await Migrated.Steps(db, stop)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).Any()
            ? new($"Another version of Alongside made this database, and this one doesn't know its steps. Start the version that made it; a demo can be deleted and begun anew.")
            : null;

    private static async Task<Outcome<Premises>> Begin(
        DatabasePlace place, string houseFile, House? house, bool demo, Instant at, RandomSource random, CancellationToken stop)
    {
        if (house is null)
        {
            house = House.New(random);
            await WriteSecret(houseFile, house.Write(), stop);
        }
        var premises = new Premises(random.Id(), demo, house);
        await using var db = place.Open(house);
        db.Practices.Add(new(premises.Practice, demo, at, house.Mac("mark", premises.Practice.ToByteArray())));
        db.LogHeads.Add(LogHead.Of(house));
        db.PublicKeys.Add(new(premises.PostBox, ActorKind.PostBox, 1, house.PostBox.Public, at));
        await db.SaveChangesAsync(stop);
        return premises;
    }

    private static async Task Migrate(Database db, DatabasePlace place, CancellationToken stop)
    {
        var pending = await Migrated.Pending(db, stop);
        if (pending.Count == 0) return;
        if ((await Migrated.Steps(db, stop)).Count > 0 && place.SqliteFile is { } file)
        {
            var copy = $"{file}.before-{pending[0]}";
            // Whoever is signed in signs in again: a copy of the database never holds what lets somebody in.
            await db.Sessions.ExecuteDeleteAsync(stop);
            if (!File.Exists(copy)) await Copy(db, copy, stop);
        }
        // A start that was killed in the middle leaves its lock behind, and later starts would wait for ever.
        // Our own lock on the data folder says that nobody else is migrating.
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", stop);
        await db.Database.MigrateAsync(stop);
    }

    // Written beside its place and moved there whole: what a start that was killed left half of is never taken for the copy.
    internal static async Task Copy(Database db, string copy, CancellationToken stop)
    {
        var beside = copy + ".new";
        File.Delete(beside);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {beside}", stop);
        // SQLite itself leaves it to the system when this reaches the disk.
        await using (var stream = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(beside, copy);
    }

    // Written beside its place and moved there whole: a start that is killed meanwhile leaves no half of a key.
    internal static async Task WriteSecret(string file, byte[] bytes, CancellationToken stop, bool overwrite = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var beside = file + ".new";
        await using (var stream = new FileStream(beside, options))
        {
            await stream.WriteAsync(bytes, stop);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, file, overwrite);
    }

    /// <summary>Puts something else into a secret's place, and overwrites what lay there, as far as the disk writes where it is told to.</summary>
    internal static async Task ReplaceSecret(string file, byte[] bytes, CancellationToken stop)
    {
        await using var old = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        await WriteSecret(file, bytes, stop, overwrite: true);
        old.Write(new byte[old.Length]);
        old.Flush(flushToDisk: true);
    }
}
