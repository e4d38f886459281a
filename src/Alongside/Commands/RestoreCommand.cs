using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage.Backups;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Commands;

/// <summary>Restores a backup into an empty place, or tries one beside the living practice.</summary>
[OwnKey("Puts back ciphertext and wraps that it can't open. To prove a backup it opens what is somebody's own, with the passphrase that they type themselves.")]
public sealed class RestoreCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "The backup's folder with the data." };
    private readonly Option<string> keys = new("--keys") { Description = "The backup's folder with the keys.", HelpName = "KEYDIR", Required = true };
    private readonly Option<bool> trial = new("--trial") { Description = "Tries the backup beside the practice that it is of, which goes on, and lets somebody open theirs in it." };

    public RestoreCommand() : base("restore", "Restores a backup into an empty data folder or schema, or tries one. Its passphrase is asked for, or read from standard input.")
    {
        Arguments.Add(folder);
        Options.Add(keys);
        Options.Add(trial);
        CommandLine.AddPlace(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var places = BackupPlaces.At(said.GetValue(folder)!, said.GetValue(keys)!);
        if (places.Refusal is { } misplaced) return await CommandLine.Refuse(misplaced);
        var done = await Troubles.AsRefusals(
            () => FileTroubles.AsRefusals(() => said.GetValue(trial) ? Try(settings.Value, places.Value, stop) : Restore(settings.Value, places.Value, stop)), settings.Value);
        if (done.Refusal is { } undone) return await CommandLine.Refuse(undone);
        return done.Value ? 0 : 1;
    }

    private static async Task<Outcome<bool>> Try(Settings settings, BackupPlaces places, CancellationToken stop)
    {
        var living = await ExistingPractice.Read(settings, stop);
        if (living.Refusal is { } absent) return absent;
        var backup = Open(settings, places);
        if (backup.Refusal is { } unopened) return unopened;
        var proof = await new Trial(settings, living.Value, backup.Value, CompositionRoot.Clock, CompositionRoot.Random).Run(practice => LetOpen(practice, stop), stop);
        if (proof.Refusal is { } unproven) return unproven;
        Console.WriteLine($"Proven: all {proof.Value.Records} ciphertexts are what the access log says, and somebody opened theirs. The trial is gone again, and the practice knows.");
        return true;
    }

    private static async Task<Outcome<bool>> Restore(Settings settings, BackupPlaces places, CancellationToken stop)
    {
        if (RestoredPlace.IsFree(settings) is { } taken) return taken;
        var backup = Open(settings, places);
        if (backup.Refusal is { } unopened) return unopened;
        var begun = RestoredPlace.Begin(settings);
        if (begun.Refusal is { } unready) return unready;
        using var restored = begun.Value;
        if (await Restoring.Load(backup.Value, restored.Building, stop) is { } unloaded) return unloaded;
        var stopped = await Arrive(restored, backup.Value, stop);
        await restored.Finish(backup.Value.House, stop);
        Say(settings, backup.Value.Manifest, stopped);
        return stopped == 0;
    }

    private static async Task<int> Arrive(RestoredPlace restored, OpenedBackup backup, CancellationToken stop)
    {
        await using var practice = new PracticeAtHand(restored.Building, backup.Premises, CompositionRoot.Clock, CompositionRoot.Random);
        var stopped = await practice.Arrive(backup.Found.Known, stop);
        if (stopped > 0 || backup.Manifest.IsDemo) return stopped;
        Console.WriteLine("All of it is back. If a member is here, they can prove it by opening theirs; leave the name empty to do without.");
        var theirs = await LetOpen(practice, stop);
        if (theirs.Refusal is { } unproven) Console.WriteLine(unproven.ToString());
        else await practice.Prove(backup.Manifest, await practice.Db.SealedRecords.LongCountAsync(stop), theirs.Value, stop);
        return stopped;
    }

    private static Outcome<OpenedBackup> Open(Settings settings, BackupPlaces places)
    {
        using var db = settings.Place.Open(null);
        var found = FoundBackup.Look(places, Snapshot.Steps(db), CompositionRoot.Clock.GetCurrentInstant());
        if (found.Refusal is { } refusal) return refusal;
        for (var left = Asking.Tries; ; left--)
        {
            var passphrase = TwelveWords.Read(Asking.ForSecret($"The passphrase of {FoundBackup.Moment(found.Value.Manifest.MadeAt)}, {TwelveWords.Count} words:"));
            var opened = passphrase.Refusal is { } misread ? misread : found.Value.Open(passphrase.Value);
            if (opened.Refusal is not { } wrong || left == 1) return opened;
            Console.WriteLine(wrong.ToString());
        }
    }

    private static async Task<Outcome<OpenedTheirs>> LetOpen(PracticeAtHand practice, CancellationToken stop)
    {
        for (var left = Asking.Tries; ; left--)
        {
            if (Asking.For("Whoever opens theirs now, your sign-in name:") is not { Length: > 0 } name)
                return new Refusal($"Nobody opened theirs, so this backup is not proven.");
            var theirs = await practice.OpenTheirs(name, Asking.ForSecret("Your passphrase:") ?? "", stop);
            if (theirs.Refusal is not { } refusal || left == 1) return theirs;
            Console.WriteLine(refusal.ToString());
        }
    }

    private static void Say(Settings settings, Manifest manifest, int stopped)
    {
        Console.WriteLine($"Restored into {settings.DataFolder}: the practice as it was on {FoundBackup.Moment(manifest.MadeAt)}. The access log says so, too.");
        if (stopped > 0) Console.WriteLine($"The records of {stopped} people are stopped, because what is stored differs from the access log. Show this to your key-keepers.");
        Console.WriteLine("Next:");
        Console.WriteLine("  1. Make sure that the old one never serves again: the same practice twice goes two ways.");
        Console.WriteLine("  2. Start it as before, and look at “alongside check”.");
        Console.WriteLine($"  3. Tell people what is missing since that moment. A yes that was taken back since then stands again, and what was erased is back: their pages say so for {(int)Gap.SaidFor.TotalDays} days.");
        Console.WriteLine("  4. Make a new backup.");
    }
}
