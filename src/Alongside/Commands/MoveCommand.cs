using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Moves a practice from SQLite to PostgreSQL.</summary>
[OpensNothing("Carries ciphertext and wraps as they are from one database into another; it holds nobody's key.")]
public sealed class MoveCommand : Command
{
    public MoveCommand() : base("move", "Moves a practice from the SQLite file in its data folder into an empty PostgreSQL database. Nobody serves it meanwhile.")
    {
        Options.Add(CommandLine.Data("./data"));
        Options.Add(CommandLine.Text("database", "The PostgreSQL connection where it moves to.", "CONNECTION"));
        Options.Add(CommandLine.House());
        Options.Add(CommandLine.HouseWords());
        Options.Add(CommandLine.Config());
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var moving = new Moving(settings.Value, CompositionRoot.Clock, CompositionRoot.Random, Console.WriteLine);
        // What SQLite has to say is about the file that it leaves.
        var moved = await Troubles.AsRefusals(() => moving.Run(stop), settings.Value with { Place = Settings.FileIn(settings.Value.DataFolder) });
        if (moved.Refusal is { } unmoved) return await CommandLine.Refuse(unmoved);
        Console.WriteLine($"The practice is in {moved.Value.Where} now, and {settings.Value.DataFolder} keeps the house file.");
        Console.WriteLine("Next:");
        Console.WriteLine($"  1. Serve it with that --database, or write it as “database” into {Settings.FileName}. Without it, serve refuses the old file.");
        Console.WriteLine("  2. Look at “alongside check”, and make a backup.");
        Console.WriteLine($"  3. Then delete practice.db: its keys are those of now, and may stay for {(int)BackupProof.KeysLive.TotalDays} days at most.");
        return 0;
    }
}
