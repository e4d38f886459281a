using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>What the machine refuses while a backup is made or restored, as a sentence.</summary>
internal static class BackupTroubles
{
    public static async Task<Outcome<T>> AsRefusals<T>(Func<Task<Outcome<T>>> attempt, Settings settings) where T : notnull
    {
        try
        {
            return await Troubles.AsRefusals(() => Files(attempt), settings);
        }
        catch (FileTrouble)
        {
            return new Refusal($"A file or folder can't be read or written. Is every disk there, with room on it, and may this user use it?");
        }
    }

    // The folders of a backup lie elsewhere than the data folder, which the usual sentence would name.
    private static async Task<Outcome<T>> Files<T>(Func<Task<Outcome<T>>> attempt) where T : notnull
    {
        try
        {
            return await attempt();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new FileTrouble(trouble);
        }
    }

    private sealed class FileTrouble(Exception inner) : Exception("A file can't be read or written.", inner);
}
