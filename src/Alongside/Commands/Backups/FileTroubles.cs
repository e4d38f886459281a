using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>What a disk refuses, as a sentence, where the files may lie elsewhere than in the data folder, which the usual sentence names.</summary>
internal static class FileTroubles
{
    public static async Task<Outcome<T>> AsRefusals<T>(Func<Task<Outcome<T>>> attempt) where T : notnull
    {
        try
        {
            return await attempt();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"A file or folder can't be read or written. Is every disk there, with room on it, and may this user use it?");
        }
    }
}
