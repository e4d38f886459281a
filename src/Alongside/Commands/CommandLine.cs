using System.Collections;
using System.CommandLine;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>All that `alongside` understands.</summary>
public static class CommandLine
{
    public static RootCommand Root() => new("Alongside: care, decided and owned by those who give and receive it. Without a command it serves.")
    {
        new ServeCommand(),
        new DemoCommand(),
        new CheckCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new MoveCommand(),
        new Command("house", "The server's own keys, in the house file.") { new HouseSealCommand(), new HouseOpenCommand() },
        new TallyCommand(),
        new Command("draw", "Drawing by lot.") { new DrawCommand() },
        new Command("log", "The access log, in which every opening and every act of power stands.") { new LogVerifyCommand(), new LogCheckpointCommand(), new LogProofCommand() },
    };

    /// <returns>The exit code: 0 when all went well, 1 when not.</returns>
    public static async Task<int> Run(string[] args)
    {
        var words = args is [] || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["serve", .. args] : args;
        try
        {
            return await Root().Parse(words).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception bug)
        {
            // The type and the place are enough to find it; the message might hold what somebody told us.
            await Console.Error.WriteLineAsync($"Something broke, and it was us: {bug.GetType().Name} in {bug.TargetSite?.DeclaringType?.FullName}. Nothing was left half done. Please tell us about it.");
            return 1;
        }
    }

    /// <summary>A whole file that somebody named.</summary>
    internal static Outcome<byte[]> BytesOf(string path)
    {
        try
        {
            if (Directory.Exists(path)) return new Refusal($"{path} is a folder.");
            if (!File.Exists(path)) return new Refusal($"There is no file {path}.");
            return new FileInfo(path).Length > Array.MaxLength ? new Refusal($"{path} is larger than 2 GB.") : File.ReadAllBytes(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"{path} can't be read. Is it there, is it smaller than 2 GB, and may this user read it?");
        }
    }

    internal static Option<string> Text(string name, string help, string place) => new($"--{name}") { Description = help, HelpName = place };

    internal static Option<string> Data(string folder) => Text("data", $"The folder that holds everything; {folder} by default.", "DIR");

    internal static Option<string> Database() => Text("database", "A PostgreSQL connection, instead of a SQLite file in the data folder.", "CONNECTION");

    internal static Option<string> Config() => Text("config", $"A settings file, instead of {Settings.FileName} in the data folder.", "FILE");

    internal static Option<string> House() => Text("house", "Where the house file lies; by default house.key in the data folder. Keep it apart from backups.", "FILE");

    internal static Option<string> HouseWords() => Text("house-words", "A file that holds the words of a sealed house file, or a named pipe that they will come through; without one, they are asked for.", "FILE");

    /// <summary>Says where a practice lies and what opens it.</summary>
    internal static void AddPlace(Command command)
    {
        foreach (var option in (Option[])[Data("./data"), Database(), House(), HouseWords(), Config()]) command.Options.Add(option);
    }

    internal static Option<string> Smtp() => Text("smtp", "The server that takes mail, smtp://user:password@host:587; without one, no mail is sent. On a command line others of this machine can read the password: better in a variable or the settings file.", "URL");

    internal static Option<string> MailFrom() => Text("mail-from", "The sender of that mail, which whoever sees an inbox reads.", "ADDRESS");

    internal static Outcome<Settings> ReadSettings(ParseResult said, Command command, string folder) =>
        Settings.Read(Flags(said, command), Variables(), folder);

    internal static Dictionary<string, string?> Flags(ParseResult said, Command command) =>
        command.Options.OfType<Option<string>>().Where(o => Settings.Names.Contains(o.Name[2..])).ToDictionary(o => o.Name[2..], said.GetValue, StringComparer.Ordinal);

    internal static async Task<int> Refuse(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(refusal.ToString());
        return 1;
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
}
