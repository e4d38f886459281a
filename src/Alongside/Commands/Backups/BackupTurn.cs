using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>
/// One backup or trial of a practice at a time: a second one would take away what the first is writing, or be proven in
/// its place. The turn ends with the process, however that ends.
/// </summary>
internal static class BackupTurn
{
    public const string FileName = "backing-up";

    public static Outcome<FileStream> Take(string dataFolder)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(dataFolder, FileName)))
        {
            return new Refusal($"Another backup or trial of this practice is under way. Wait until it has ended, and try again.");
        }
    }
}
