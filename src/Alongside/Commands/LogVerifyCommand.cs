using System.CommandLine;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Recomputes the access log.</summary>
[OpensNothing("Reads the log's leaves, which are hashes, times and random ids; it holds nobody's key.")]
public sealed class LogVerifyCommand : Command
{
    public LogVerifyCommand() : base("verify", "Recomputes the whole access log and says whether anything in it was changed.")
    {
        CommandLine.AddPlace(this);
        SetAction((said, stop) => ExistingPractice.Attend(said, this, (settings, premises) => Verify(settings, premises, stop), stop));
    }

    private static async Task<Outcome<int>> Verify(Settings settings, Premises premises, CancellationToken stop)
    {
        await using var db = settings.Place.Open(null);
        var audit = await LogAudit.Run(db, premises, stop);
        foreach (var trouble in audit.Troubles) Console.WriteLine(FormattableString.Invariant(trouble));
        var root = Convert.ToHexStringLower(audit.Root);
        Console.WriteLine(audit.Troubles.Count == 0
            ? $"All {audit.Size} entries of the access log agree with each other. Root {root}."
            : $"The access log has {audit.Size} entries and does not agree with itself. Keep this database as it is, and show it to your key-keepers.");
        return audit.Troubles.Count == 0 ? 0 : 1;
    }
}
