using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Makes a backup, also while the practice is being served.</summary>
[OpensNothing("Copies ciphertext as it is, and wraps under a passphrase that people keep. It holds the house file, and opens nothing of anybody's.")]
public sealed class BackupCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "A new folder for all but the keys." };
    private readonly Option<string> keys = new("--keys") { Description = "A new folder, kept apart, for the keys and the house file.", HelpName = "KEYDIR", Required = true };

    public BackupCommand() : base("backup", "Copies a practice into two new folders, data and keys, while it goes on. The keys open for 30 days.")
    {
        Arguments.Add(folder);
        Options.Add(keys);
        Options.Add(CommandLine.Data("./data"));
        Options.Add(CommandLine.Database());
        Options.Add(CommandLine.House());
        Options.Add(CommandLine.Config());
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var places = BackupPlaces.At(said.GetValue(folder)!, said.GetValue(keys)!);
        if (places.Refusal is { } misplaced) return await CommandLine.Refuse(misplaced);
        var premises = await ExistingPractice.Read(settings.Value, stop);
        if (premises.Refusal is { } absent) return await CommandLine.Refuse(absent);
        var making = new BackupMaking(settings.Value.Place, premises.Value, CompositionRoot.Clock, CompositionRoot.Random);
        var made = await BackupTroubles.AsRefusals(() => making.Make(places.Value, stop), settings.Value);
        if (made.Refusal is { } unmade) return await CommandLine.Refuse(unmade);
        Say(made.Value, places.Value);
        return await BackupTroubles.AsRefusals(() => Shelve(settings.Value, places.Value, premises.Value), settings.Value) is { Refusal: { } left } ? await CommandLine.Refuse(left) : 0;
    }

    private static Task<Outcome<bool>> Shelve(Settings settings, BackupPlaces places, Features.Sealing.Premises premises)
    {
        foreach (var gone in KeyShelf.Clear(settings.DataFolder, places.Keys, premises, CompositionRoot.Clock.GetCurrentInstant()))
            Console.WriteLine($"Deleted keys that had outlived their time: {gone}");
        KeyShelf.Note(settings.DataFolder, places.Keys);
        return Task.FromResult<Outcome<bool>>(true);
    }

    private static void Say(MadeBackup made, BackupPlaces places)
    {
        Console.WriteLine($"The practice as it was on {FoundBackup.Moment(made.Manifest.MadeAt)}, with {made.Manifest.LogSize} entries of the access log.");
        Console.WriteLine($"  data  {places.Data}");
        Console.WriteLine($"  keys  {places.Keys}");
        Console.WriteLine();
        Console.WriteLine("The passphrase of these keys. It is shown once and stored nowhere: write it down now.");
        Console.WriteLine();
        foreach (var line in made.Passphrase.Words.Chunk(4)) Console.WriteLine($"  {string.Join(' ', line)}");
        Console.WriteLine();
        Console.WriteLine($"Keep data, keys and paper in three places. From {FoundBackup.Moment(made.Manifest.Until)} on the keys open nothing, and all three go.");
        Console.WriteLine($"To prove it: alongside restore {places.Data} --keys {places.Keys} --trial");
    }
}
