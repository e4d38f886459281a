using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
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
        SetAction((said, stop) => ExistingPractice.Attend(said, this, (settings, premises) => FileTroubles.AsRefusals(() => Open(settings, premises, stop)), stop));
    }

    private static async Task<Outcome<int>> Open(Settings settings, Premises premises, CancellationToken stop)
    {
        await Ground.ReplaceSecret(settings.HouseFile, premises.House.Write(), stop);
        Console.WriteLine($"{settings.HouseFile} lies open: whoever has this machine's disk can start what is on it.");
        return 0;
    }
}
