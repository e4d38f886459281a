using System.CommandLine;
using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Commands;

/// <summary>Lets a sealed house file lie open again.</summary>
[OpensNothing("Takes words away from before the server's own keys, which open nothing of anybody's.")]
public sealed class HouseOpenCommand : Command
{
    public HouseOpenCommand() : base("open", "Lets a sealed house file lie open again, so that a start asks for nothing.")
    {
        CommandLine.AddPlace(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var premises = await ExistingPractice.Read(settings.Value, stop);
        if (premises.Refusal is { } absent) return await CommandLine.Refuse(absent);
        await Ground.ReplaceSecret(settings.Value.HouseFile, premises.Value.House.Write(), stop);
        Console.WriteLine($"{settings.Value.HouseFile} lies open: whoever has this machine's disk can start what is on it.");
        return 0;
    }
}
