using System.CommandLine;
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
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var premises = await ExistingPractice.Read(settings.Value, stop);
        if (premises.Refusal is { } absent) return await CommandLine.Refuse(absent);
        await using var db = settings.Value.Place.Open(null);
        var audit = await LogAudit.Run(db, premises.Value, stop);
        foreach (var trouble in audit.Troubles) Console.WriteLine(FormattableString.Invariant(trouble));
        var root = Convert.ToHexStringLower(audit.Root);
        Console.WriteLine(audit.Troubles.Count == 0
            ? $"All {audit.Size} entries of the access log agree with each other. Root {root}."
            : $"The access log has {audit.Size} entries and does not agree with itself. Keep this database as it is, and show it to your key-keepers.");
        return audit.Troubles.Count == 0 ? 0 : 1;
    }
}
