using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Storage;

namespace Alongside.Commands;

/// <summary>A practice that is ready to be served: its database, its house file, its data folder, which is locked for us.</summary>
public sealed record StandingGround(DatabasePlace Place, Premises Premises, string DataFolder, IDisposable Lock) : IDisposable
{
    /// <summary>Takes the folder for this process, and prepares what is in it.</summary>
    public static async Task<Outcome<StandingGround>> Take(Settings settings, bool demo, CancellationToken stop)
    {
        // What the first page needs besides the database is made ready on another core meanwhile.
        _ = Task.Run(() => SiteHost.MakeReady(), stop);
        var folder = FolderLock.Take(settings.DataFolder);
        if (folder.Refusal is { } taken) return taken;
        var prepared = await Troubles.AsRefusals(() => Prepare(settings, demo, stop), settings);
        if (prepared.Refusal is { } refusal)
        {
            folder.Value.Dispose();
            return refusal;
        }
        return new StandingGround(settings.Place, prepared.Value, settings.DataFolder, folder.Value);
    }

    private static async Task<Outcome<Premises>> Prepare(Settings settings, bool demo, CancellationToken stop)
    {
        var house = File.Exists(settings.HouseFile) ? HouseAtStart.Read(settings) : (Outcome<House>?)null;
        if (house?.Refusal is { } unopened) return unopened;
        var prepared = await Ground.Prepare(settings.Place, settings.HouseFile, house?.Value, demo, CompositionRoot.Clock.GetCurrentInstant(), CompositionRoot.Random, stop);
        if (prepared.Refusal is not null) return prepared;
        return prepared.Value with { HouseIsSealed = SealedHouse.IsSealed(await File.ReadAllBytesAsync(settings.HouseFile, stop)) };
    }

    public void Dispose() => Lock.Dispose();
}
