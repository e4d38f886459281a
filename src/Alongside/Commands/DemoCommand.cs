using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alongside.Demo;
using Alongside.Demo.Sized;
using Alongside.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Commands;

/// <summary>Builds and serves a fictional practice.</summary>
[OpensNothing("Everybody in it is invented, and their passphrases are printed. It refuses any database that isn't a demo's.")]
public sealed class DemoCommand : Command
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Option<bool> noServe = new("--no-serve") { Description = "Build it and stop." };
    private readonly Option<ulong> seed = new("--seed") { Description = "Another number gives other stories.", DefaultValueFactory = _ => 1, HelpName = "S" };
    private readonly Option<int?> members = Count("members", "How many work in it: for a large practice.", "M");
    private readonly Option<int?> clients = Count("clients", "How many come or came to it.", "C");
    private readonly Option<int?> years = Count("years", "For how long they have been coming.", "Y");
    private readonly Option<string> peopleJson = CommandLine.Text("people-json", "Write who can sign in, as JSON.", "FILE");

    public DemoCommand() : base("demo", "Builds a fictional practice and serves it. Nothing in it is real, nothing of it leaves this machine.")
    {
        Options.Add(CommandLine.Data("./demo"));
        Options.Add(CommandLine.Text("url", $"Where to listen; {Settings.DefaultUrl} by default.", "URL"));
        Options.Add(noServe);
        Options.Add(seed);
        Options.Add(members);
        Options.Add(clients);
        Options.Add(years);
        Options.Add(peopleJson);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        // A demo follows its flags alone: a variable that names a real practice's database is nothing to it.
        var settings = Settings.Read(CommandLine.Flags(said, this), new Dictionary<string, string>(StringComparer.Ordinal), "demo");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var size = DemoSize.Of(said.GetValue(members), said.GetValue(clients), said.GetValue(years));
        if (size?.Check() is { } impossible) return await CommandLine.Refuse(impossible);
        var isThere = File.Exists(settings.Value.Place.SqliteFile);
        if (isThere && size is not null)
            return await CommandLine.Refuse(new($"A demo is in {settings.Value.DataFolder} already, as large as it was made. Leave the sizes away to serve it, or name another folder with --data."));
        if (!isThere && await Make(settings.Value, said.GetValue(seed), size, stop) is { } unmade) return await CommandLine.Refuse(unmade);
        var ground = await StandingGround.Take(settings.Value, demo: true, stop);
        if (ground.Refusal is { } trouble) return await CommandLine.Refuse(trouble);
        using (ground.Value)
        {
            // A fictional practice may sleep for as long as it likes: nobody has to say that the clock is right.
            await using (var db = ground.Value.Place.Open(null)) await db.ClockChecks.ExecuteDeleteAsync(stop);
            if (said.GetValue(peopleJson) is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(DemoPractice.People, Readable) + "\n", stop);
            if (said.GetValue(noServe))
            {
                Console.WriteLine($"The demo is in {settings.Value.DataFolder}. “alongside demo --data {settings.Value.DataFolder}” serves it.");
                return 0;
            }
            return await Serving.Run(ground.Value, settings.Value, DemoPractice.Greet, stop);
        }
    }

    private static Option<int?> Count(string name, string help, string place) => new($"--{name}")
    {
        Description = help,
        HelpName = place,
        CustomParser = said =>
        {
            if (int.TryParse(said.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
            said.AddError($"--{name} takes a whole number, and {said.Tokens.Single().Value} is none.");
            return null;
        },
    };

    // Built beside its place and moved there when it is whole: what was broken off is begun anew.
    private static async Task<Refusal?> Make(Settings settings, ulong seed, DemoSize? size, CancellationToken stop)
    {
        if (Directory.Exists(settings.DataFolder) && Directory.EnumerateFileSystemEntries(settings.DataFolder).Any())
            return new($"The folder {settings.DataFolder} holds something else. A demo begins in an empty folder: name one with --data.");
        var building = settings with { DataFolder = settings.DataFolder.TrimEnd(Path.DirectorySeparatorChar) + ".building" };
        building = building with
        {
            Place = Storage.DatabasePlace.Sqlite(Path.Combine(building.DataFolder, "practice.db")),
            HouseFile = Path.Combine(building.DataFolder, "house.key"),
        };
        Outcome<StandingGround> ground;
        try
        {
            if (Directory.Exists(building.DataFolder)) Directory.Delete(building.DataFolder, recursive: true);
            ground = await StandingGround.Take(building, demo: true, stop);
        }
        catch (Exception trouble) when (Troubles.Read(trouble, settings) is { } refusal)
        {
            return refusal;
        }
        if (ground.Refusal is { } untaken) return untaken;
        using (ground.Value)
        {
            if (size is null) await DemoPractice.Build(ground.Value.Place, ground.Value.Premises, seed, stop);
            else await DemoPractice.BuildSized(ground.Value.Place, ground.Value.Premises, size, seed, Console.WriteLine, stop);
        }
        SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(building.DataFolder, FolderLock.FileName));
        if (Directory.Exists(settings.DataFolder)) Directory.Delete(settings.DataFolder);
        Directory.Move(building.DataFolder, settings.DataFolder);
        return null;
    }
}
