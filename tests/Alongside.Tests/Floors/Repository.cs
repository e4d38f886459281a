namespace Alongside.Tests.Floors;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Repository
{
    // Built, made by a tool, or somebody else's.
    private static readonly string[] NotWritten = ["bin", "obj", "artifacts", ".git", "Migrations", "Compiled", "Vectors"];

    public static string Root { get; } = Above(AppContext.BaseDirectory, "Alongside.slnx");

    public static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!);

    /// <summary>The files of a folder and of those in it that we wrote, as paths from the root.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Written(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => endings.Length == 0 || endings.Any(end => file.Name.EndsWith(end, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Written(DirectoryInfo folder) => !folder.Exists ? [] : folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(inner => !NotWritten.Contains(inner.Name, StringComparer.Ordinal)).SelectMany(Written));

    private static string Above(string folder, string file) => File.Exists(Path.Combine(folder, file))
        ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No {file} above the tests."), file);
}
