using System.CommandLine;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Says how a practice stands, in sentences.</summary>
[OpensNothing("Looks at settings, migrations, triggers, public keys and the disk; it holds nobody's key.")]
public sealed class CheckCommand : Command
{
    public CheckCommand() : base("check", "Looks whether everything is as it should be: settings, database, keys, disk.")
    {
        CommandLine.AddPlace(this);
        Options.Add(CommandLine.Smtp());
        Options.Add(CommandLine.MailFrom());
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var troubles = 0;
        await foreach (var finding in Checks.All(settings.Value, stop))
        {
            if (!finding.IsWell) troubles++;
            Console.WriteLine($"{(finding.IsWell ? "well " : "look ")} {finding.Sentence}");
        }
        Console.WriteLine(troubles == 0 ? "Everything is as it should be." : $"{troubles} to look into.");
        return troubles == 0 ? 0 : 1;
    }
}
