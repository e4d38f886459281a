using System.CommandLine;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Says where the access log stands, signed.</summary>
[OpensNothing("Reads the log's head, which is a count and hashes, and signs it; it holds nobody's key.")]
public sealed class LogCheckpointCommand : Command
{
    public LogCheckpointCommand() : base("checkpoint", "Prints how many entries the access log has and their root, signed: kept elsewhere, it shows later that none of them was rewritten.")
    {
        CommandLine.AddPlace(this);
        SetAction((said, stop) => ExistingPractice.Attend(said, this, async (settings, premises) =>
        {
            await using var db = settings.Place.Open(null);
            var now = await LogProofs.Now(db, premises, stop);
            if (now.Refusal is { } refusal) return refusal;
            Console.WriteLine(now.Value.Write());
            return 0;
        }, stop));
    }
}
