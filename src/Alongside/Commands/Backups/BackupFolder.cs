using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>
/// One folder of a backup. It is written beside its place and moved there when it is whole; the last file in it holds the
/// sums of all others, as sha256sum writes and checks them.
/// </summary>
internal sealed class BackupFolder : IDisposable
{
    public const string SumsFile = "SHA256SUMS";
    public const string Unfinished = ".unfinished";

    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string place;
    private string now;
    private bool kept;

    private BackupFolder(string place) => (this.place, now) = (place, place + Unfinished);

    private string Building => place + Unfinished;

    /// <summary>Begins a folder beside its place. What was left there by one that was broken off goes.</summary>
    public static BackupFolder Begin(string place)
    {
        var folder = new BackupFolder(place);
        folder.Remove();
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder.Building);
        else Directory.CreateDirectory(folder.Building, Ours | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>A new file in it, which only this user may read.</summary>
    public FileStream New(string name) => NewFile(Path.Combine(Building, name));

    public void Write(string name, byte[] bytes)
    {
        using var file = New(name);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the sums of all its files.</summary>
    /// <returns>SHA-256 of the sums: by it the whole folder is known again.</returns>
    public byte[] WriteSums()
    {
        var sums = SumsOf(Building);
        Write(SumsFile, sums);
        return SHA256.HashData(sums);
    }

    /// <summary>Puts it into its place.</summary>
    public void Move()
    {
        Directory.Move(Building, place);
        now = place;
    }

    /// <summary>Lets it stay: the other folder is in its place, too, and half a backup is none.</summary>
    public void Keep() => kept = true;

    public void Dispose()
    {
        if (!kept) Remove();
    }

    /// <summary>Why a finished folder isn't what was written; null when it is, to the last byte.</summary>
    public static Refusal? Check(string folder)
    {
        if (!Directory.Exists(folder)) return new($"There is no backup at {folder}.");
        var file = Path.Combine(folder, SumsFile);
        if (!File.Exists(file)) return new($"{folder} is no backup, or one that was never finished. Use another one.");
        return File.ReadAllBytes(file).AsSpan().SequenceEqual(SumsOf(folder)) ? null : Damaged(folder);
    }

    public static Refusal Damaged(string folder) => new($"{folder} is damaged: something in it is not what was written. Use another backup, and keep this one for whoever can look into it.");

    /// <summary>A small file in it; nothing where there is none.</summary>
    public static byte[] Read(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : [];

    public static byte[] SumOfSums(string folder) => SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, SumsFile)));

    public static FileStream NewFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Ours;
        return new(path, options);
    }

    private static byte[] SumsOf(string folder)
    {
        var sums = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name == SumsFile) continue;
            using var open = File.OpenRead(file);
            sums.Append(Convert.ToHexStringLower(SHA256.HashData(open))).Append("  ").Append(name).Append('\n');
        }
        return Encoding.UTF8.GetBytes(sums.ToString());
    }

    private void Remove()
    {
        if (Directory.Exists(now)) Directory.Delete(now, recursive: true);
    }
}
