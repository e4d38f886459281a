using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Commands;

/// <summary>Makes a backup, also while the practice is being served.</summary>
[OpensNothing("Copies ciphertext as it is, and wraps under a passphrase that people keep. It holds the house file, and opens nothing of anybody's.")]
public sealed class BackupCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "A new folder for all but the keys." };
    private readonly Option<string> keys = new("--keys") { Description = "A new folder, kept apart, for the keys and the house file.", HelpName = "KEYDIR", Required = true };
    private readonly Option<bool> piped = new("--piped") { Description = "Says the passphrase also where the output is no terminal. Make sure that nothing keeps it." };

    public BackupCommand() : base("backup", "Copies a practice into two new folders, data and keys, while it goes on. The keys open for 30 days.")
    {
        Arguments.Add(folder);
        Options.Add(keys);
        Options.Add(piped);
        CommandLine.AddPlace(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        if (Asking.WouldBeKept(said.GetValue(piped)) is { } kept) return await CommandLine.Refuse(kept);
        var places = BackupPlaces.At(said.GetValue(folder)!, said.GetValue(keys)!);
        if (places.Refusal is { } misplaced) return await CommandLine.Refuse(misplaced);
        return await ExistingPractice.Attend(said, this, (settings, premises) => FileTroubles.AsRefusals(() => Make(settings, places.Value, premises, stop)), stop);
    }

    private static async Task<Outcome<int>> Make(Settings settings, BackupPlaces places, Premises premises, CancellationToken stop)
    {
        var turn = BackupTurn.Take(settings.DataFolder);
        if (turn.Refusal is { } taken) return taken;
        using var held = turn.Value;
        var made = await new BackupMaking(settings.Place, premises, CompositionRoot.Clock, CompositionRoot.Random).Make(places, stop);
        if (made.Refusal is { } unmade) return unmade;
        Say(made.Value, places);
        Shelve(settings, places, premises, made.Value.Manifest.MadeAt);
        return 0;
    }

    // By the practice's clock: a machine's clock that leapt must not delete good keys.
    private static void Shelve(Settings settings, BackupPlaces places, Premises premises, Instant now)
    {
        KeyShelf.Note(settings.DataFolder, places.Keys);
        foreach (var gone in KeyShelf.Clear(settings.DataFolder, places.Keys, premises, now))
            Console.WriteLine($"Deleted keys that had outlived their time: {gone}");
    }

    private static void Say(MadeBackup made, BackupPlaces places)
    {
        Console.WriteLine($"The practice as it was on {FoundBackup.Moment(made.Manifest.MadeAt)}, with {made.Manifest.LogSize} entries of the access log.");
        Console.WriteLine($"  data  {places.Data}");
        Console.WriteLine($"  keys  {places.Keys}");
        Console.WriteLine();
        Console.WriteLine("The passphrase of these keys. It is shown once and stored nowhere: write it down now, and clear this screen.");
        Console.WriteLine();
        foreach (var line in made.Passphrase.Words.Chunk(4)) Console.WriteLine($"  {string.Join(' ', line)}");
        Console.WriteLine();
        Console.WriteLine($"Keep data, keys and paper in three places. From {FoundBackup.Moment(made.Manifest.Until)} on the keys open nothing, and all three go.");
        Console.WriteLine($"To prove it: alongside restore {places.Data} --keys {places.Keys} --trial");
    }
}
