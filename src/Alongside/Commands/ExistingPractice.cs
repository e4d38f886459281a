using System.CommandLine;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Commands;

/// <summary>Looks at a practice without preparing, changing or locking anything, also while it is being served.</summary>
public static class ExistingPractice
{
    public static async Task<Outcome<Premises>> Read(Settings settings, CancellationToken stop)
    {
        if (settings.Place.SqliteFile is { } file && !File.Exists(file)) return NoneIn(settings.DataFolder);
        return await Troubles.AsRefusals<Premises>(() => File.Exists(settings.HouseFile) ? Look(settings, stop) : Miss(settings, stop), settings);
    }

    /// <summary>Does what a command is for with the practice that it names.</summary>
    /// <returns>The exit code: 1, after a sentence, where there is no practice or the machine refuses.</returns>
    internal static async Task<int> Attend(ParseResult said, Command command, Func<Settings, Premises, Task<Outcome<int>>> what, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, command, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var premises = await Read(settings.Value, stop);
        if (premises.Refusal is { } absent) return await CommandLine.Refuse(absent);
        var done = await Troubles.AsRefusals(() => what(settings.Value, premises.Value), settings.Value);
        return done.Refusal is { } undone ? await CommandLine.Refuse(undone) : done.Value;
    }

    internal static Refusal NoneIn(string dataFolder) => new($"There is no practice in {dataFolder}. “alongside serve” begins one.");

    private static async Task<Outcome<Premises>> Miss(Settings settings, CancellationToken stop)
    {
        await using var db = settings.Place.Open(null);
        return await Snapshot.IsUnfinished(db, stop)
            ? Snapshot.BrokenOff()
            : new Refusal($"The house file is missing at {settings.HouseFile}. Put back the one that belongs to this practice; without it, people's recovery codes still open what is theirs.");
    }

    private static async Task<Outcome<Premises>> Look(Settings settings, CancellationToken stop)
    {
        var house = HouseAtStart.Read(settings);
        if (house.Refusal is { } damaged) return damaged;
        await using var db = settings.Place.Open(null);
        if ((await Migrated.Steps(db, stop)).Count == 0) return new Refusal($"The database holds no practice yet. “alongside serve” begins one.");
        if (await MoveMarks.Forbid(db, stop) is { } moved) return moved;
        if (await db.Practices.AsNoTracking().SingleOrDefaultAsync(stop) is not { } practice) return new Refusal($"The database holds no practice yet. “alongside serve” begins one.");
        if (!practice.HouseMark.AsSpan().SequenceEqual(house.Value.Mac("mark", practice.Id.ToByteArray())))
            return new Refusal($"The house file belongs to another practice. Put back the right one.");
        return new Premises(practice.Id, practice.IsDemo, house.Value);
    }
}
