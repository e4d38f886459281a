using System.Security.Cryptography;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage.Backups;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Commands.Backups;

/// <summary>A backup whose two folders are whole and belong together, as far as one can say without the passphrase.</summary>
internal sealed record FoundBackup(BackupPlaces At, Manifest Manifest, byte[] KeysManifest, byte[] Salt, byte[] Known)
{
    // Clocks of two machines may differ by this much.
    private static readonly Duration Slack = Duration.FromMinutes(5);

    /// <param name="at">The two folders.</param>
    /// <param name="steps">Of the database that this version makes.</param>
    /// <param name="now">By the machine's clock: it may have no practice yet.</param>
    public static Outcome<FoundBackup> Look(BackupPlaces at, IReadOnlyList<string> steps, Instant now)
    {
        if ((BackupFolder.Check(at.Data) ?? BackupFolder.Check(at.Keys)) is { } broken) return broken;
        var text = BackupFolder.Read(at.Keys, Manifest.FileName);
        var (data, keys) = (Manifest.Read(BackupFolder.Read(at.Data, Manifest.FileName)), Manifest.Read(text));
        if (data is null) return BackupFolder.Damaged(at.Data);
        if (keys is null) return BackupFolder.Damaged(at.Keys);
        if (data.Holds != Manifest.Data || keys.Holds != Manifest.Keys)
            return new Refusal($"Name the folder with the data first, and the one with the keys after --keys.");
        if (data.Practice != keys.Practice) return new Refusal($"These keys are another practice's. Name those that were made with this data.");
        if (data.Backup != keys.Backup)
            return new Refusal($"These keys are of {Moment(keys.MadeAt)}, and the data is of {Moment(data.MadeAt)}. Name the two that were made together.");
        if (now >= keys.Until)
            return new Refusal($"This backup is of {Moment(keys.MadeAt)}, and its life ended on {Moment(keys.Until)}: what people had erased since then stays erased. Use a newer one, and delete both of its folders.");
        if (now < keys.MadeAt - Slack) return new Refusal($"This machine's clock says that the backup is from the future. Set it right, and try again.");
        if (data.Format != Manifest.Known || !data.Steps.SequenceEqual(steps))
            return new Refusal($"Another version of Alongside made this backup. Restore it with that version; then this one can go on with it.");
        if (keys.Salt is not { Length: 2 * Argon.SaltSize } salt || !salt.All(char.IsAsciiHexDigit)) return BackupFolder.Damaged(at.Keys);
        return new FoundBackup(at, data, text, Convert.FromHexString(salt), BackupFolder.SumOfSums(at.Data));
    }

    /// <summary>Opens the keys, all of them, so that nothing is begun with what turns out to be damaged.</summary>
    public Outcome<OpenedBackup> Open(TwelveWords passphrase)
    {
        var key = passphrase.Key(Salt, BackupMaking.KeysUse);
        using var opening = Keys(key);
        var known = new byte[SHA256.HashSizeInBytes];
        try
        {
            opening.ReadExactly(known);
        }
        catch (InvalidDataException)
        {
            return new Refusal($"This passphrase doesn't open these keys. Please compare it with your paper, word by word, and look whether it is the paper of {Moment(Manifest.MadeAt)}.");
        }
        var file = new byte[House.FileLength];
        try
        {
            opening.ReadExactly(file);
            opening.CopyTo(Stream.Null);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            return BackupFolder.Damaged(At.Keys);
        }
        if (!known.AsSpan().SequenceEqual(Known)) return BackupFolder.Damaged(At.Data);
        var house = House.Read(file);
        return house.Refusal is null ? new OpenedBackup(this, key, house.Value) : BackupFolder.Damaged(At.Keys);
    }

    /// <summary>The sealed rows, from the first table on.</summary>
    internal OpeningStream Rows(byte[] key)
    {
        var opening = Keys(key);
        opening.ReadExactly(new byte[SHA256.HashSizeInBytes + House.FileLength]);
        return opening;
    }

    internal static string Moment(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'").Format(at);

    private OpeningStream Keys(byte[] key) => new(File.OpenRead(Path.Combine(At.Keys, BackupMaking.SealedKeys)), key, KeysManifest);
}

/// <summary>A backup that its passphrase opened.</summary>
internal sealed record OpenedBackup(FoundBackup Found, byte[] Key, House House)
{
    public Manifest Manifest => Found.Manifest;

    public Premises Premises => new(Manifest.Practice, Manifest.IsDemo, House);

    public Stream Data(BackupTable table) => File.OpenRead(Path.Combine(Found.At.Data, BackupMaking.NameOf(table)));

    public Stream Keys() => Found.Rows(Key);
}
