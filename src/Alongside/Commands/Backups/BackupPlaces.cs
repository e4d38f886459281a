using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>The two folders of a backup: what is in the clear or sealed, and the keys, which are kept apart from it.</summary>
internal sealed record BackupPlaces(string Data, string Keys)
{
    public static Outcome<BackupPlaces> At(string data, string keys)
    {
        var places = new BackupPlaces(Real(data), Real(keys));
        if (places.Data == places.Keys || Within(places.Data, places.Keys) || Within(places.Keys, places.Data))
            return new Refusal($"The keys have to lie apart from the data: whoever finds one folder must not have found both. Name another folder with --keys.");
        return places;
    }

    /// <summary>A backup never takes the place of another.</summary>
    public Refusal? AreFree() => new[] { Data, Keys }.FirstOrDefault(p => Directory.Exists(p) || File.Exists(p)) is { } taken
        ? new($"There is something at {taken} already, and a backup overwrites nothing. Name a new folder, such as one called by today's date.")
        : null;

    private static bool Within(string inner, string outer) => inner.StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Two names may lead to one folder.
    private static string Real(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.Exists(real) && new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target) real = Path.TrimEndingDirectorySeparator(target.FullName);
        }
        return real;
    }
}
