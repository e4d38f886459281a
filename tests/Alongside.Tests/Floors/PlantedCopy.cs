using System.Diagnostics;
using System.IO.Compression;

namespace Alongside.Tests.Floors;

/// <summary>A copy of all that the application's build reads but its own sources, which it needs minutes for and nothing from, in a temporary folder, to plant an offence in.</summary>
internal sealed class PlantedCopy : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("alongside-planted-").FullName;

    public PlantedCopy()
    {
        foreach (var file in new DirectoryInfo(Repository.Root).EnumerateFiles()) file.CopyTo(Path.Combine(root, file.Name));
        Copy(new(Path.Combine(Repository.Root, "src")), Path.Combine(root, "src"));
    }

    /// <summary>What the build makes of it.</summary>
    public string Assembly => Path.Combine(root, "src", "Alongside", "bin", "Release", "net10.0", "alongside.dll");

    public void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Change(string path, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(root, path));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>A NuGet package is a zip of a folder.</summary>
    public void Pack(string folder, string package)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, package))!);
        ZipFile.CreateFromDirectory(Path.Combine(root, folder), Path.Combine(root, package));
    }

    public Task<(int Code, string Said)> Build(params string[] with) =>
        Dotnet(["build", "src/Alongside", "-c", "Release", "-p:OutputType=Library", "-v", "q", "--nologo", "-nodeReuse:false", .. with]);

    public Task<(int Code, string Said)> Dotnet(params string[] args) => DotnetIn(root, args);

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>
    /// Runs the SDK in a folder. It writes to a file, not to us: compilers that it leaves running for the next build
    /// would keep a pipe open for minutes. Restores are held to the lock file everywhere, as they are where it matters.
    /// </summary>
    public static async Task<(int Code, string Said)> DotnetIn(string folder, params string[] args)
    {
        var said = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$@\" >\"$0\" 2>&1", said, .. args])
        {
            WorkingDirectory = folder,
            Environment = { ["CI"] = "true" },
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(said, TestContext.Current.CancellationToken);
        File.Delete(said);
        return (process.ExitCode, text);
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles().Where(each => each.Extension is not (".cs" or ".razor"))) file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(each => each.Name is not ("bin" or "obj")))
            Copy(folder, Path.Combine(to, folder.Name));
    }
}
