using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Alongside.Tests.Crash;

/// <summary>
/// The executable compiled ahead: what is started again and again would else spend most of its life on compiling.
/// Made once for all tests. Where the compiler can't be fetched, what was built serves, and it all takes longer.
/// </summary>
internal static class ReadyCopy
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <SelfContained>false</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="$(Built)alongside.dll;$(Built)Microsoft.Data.Sqlite.dll;$(Built)Microsoft.EntityFrameworkCore*.dll;$(Built)No*.dll;$(Built)NSec*.dll;$(Built)Npgsql*.dll;$(Built)SQLite*.dll;$(Built)System.CommandLine.dll" />
          </ItemGroup>
        </Project>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly Lazy<Task<string>> Made = new(Make);

    public static Task<string> Folder => Made.Value;

    private static async Task<string> Make()
    {
        var folder = Directory.CreateTempSubdirectory("alongside-ready").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "ready.csproj"), Project);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "return 0;");
        var (compiled, whole) = (Path.Combine(folder, "compiled"), Path.Combine(folder, "whole"));
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
        [
            "publish", folder, "-c", "Release", "-o", compiled, "-v", "q", "--nologo", "-nodeReuse:false",
            $"-p:RuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}", $"-p:Built={AppContext.BaseDirectory}",
        ])
        { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder })!;
        using var late = new CancellationTokenSource(Patience);
        await publish.StandardOutput.ReadToEndAsync(late.Token);
        await publish.WaitForExitAsync(late.Token);
        if (publish.ExitCode != 0) return AppContext.BaseDirectory;
        foreach (var name in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(AppContext.BaseDirectory, f))
            .Where(n => !n.StartsWith('.') && !n.StartsWith("Vectors", StringComparison.Ordinal)))
        {
            var (ahead, place) = (Path.Combine(compiled, name), Path.Combine(whole, name));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(File.Exists(ahead) && name.EndsWith(".dll", StringComparison.Ordinal) ? ahead : Path.Combine(AppContext.BaseDirectory, name), place);
        }
        return whole;
    }
}
