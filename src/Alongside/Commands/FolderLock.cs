using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>One process at a time works in a data folder. The lock ends with the process, however that ends.</summary>
public static class FolderLock
{
    public const string FileName = "in-use";

    public static Outcome<FileStream> Take(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            return new Refusal($"The folder {folder} can't be written to. Give this user the right to, or name another folder with --data.");
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, FileName)))
        {
            return new Refusal($"The folder {folder} is in use by another Alongside. Stop that one first, or name another folder with --data.");
        }
        catch (IOException)
        {
            return new Refusal($"The folder {folder} can't be made or written to. Name another folder with --data.");
        }
    }
}
