using System.CommandLine;
using System.Text;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Recomputes the access log.</summary>
[OpensNothing("Reads the log's leaves, which are hashes, times and random ids; it holds nobody's key.")]
public sealed class LogVerifyCommand : Command
{
    private readonly Option<string> since = new("--since") { Description = "A checkpoint that was printed before, or a file that holds one: does the log still begin as it stood then?", HelpName = "CHECKPOINT" };

    public LogVerifyCommand() : base("verify", "Recomputes the whole access log and says whether anything in it was changed.")
    {
        Options.Add(since);
        CommandLine.AddPlace(this);
        SetAction((said, stop) => ExistingPractice.Attend(said, this, (settings, premises) => Verify(settings, premises, said.GetValue(since), stop), stop));
    }

    private static async Task<Outcome<int>> Verify(Settings settings, Premises premises, string? since, CancellationToken stop)
    {
        Checkpoint? kept = null;
        if (since is not null)
        {
            var read = Kept(since, premises);
            if (read.Refusal is { } refusal) return refusal;
            kept = read.Value;
        }
        await using var db = settings.Place.Open(null);
        var audit = await LogAudit.Run(db, premises, kept, stop);
        foreach (var trouble in audit.Troubles) Console.WriteLine(FormattableString.Invariant(trouble));
        var root = Convert.ToHexStringLower(audit.Root);
        Console.WriteLine(audit.Troubles.Count == 0
            ? $"All {audit.Size} entries of the access log agree with each other{(kept is { } then ? $", and the first {then.Size} are those that the checkpoint was signed for" : "")}. Root {root}."
            : $"The access log has {audit.Size} entries and does not agree with itself. Keep this database as it is, and show it to your key-keepers.");
        return audit.Troubles.Count == 0 ? 0 : 1;
    }

    private static Outcome<Checkpoint> Kept(string said, Premises premises)
    {
        if (File.Exists(said))
        {
            var bytes = CommandLine.BytesOf(said);
            if (bytes.Refusal is { } absent) return absent;
            said = Encoding.UTF8.GetString(bytes.Value);
        }
        var read = Checkpoint.Read(said);
        if (read.Refusal is { } malformed) return malformed;
        if (!read.Value.IsSigned) return new Refusal($"This checkpoint doesn’t carry the signature of its key: it was mistyped or made up.");
        if (read.Value.Practice != premises.Practice) return new Refusal($"This checkpoint is of another practice.");
        if (!read.Value.Key.AsSpan().SequenceEqual(premises.House.CheckpointPublic)) return new Refusal($"This checkpoint was signed by another key than this house has. Whoever keeps one from before knows which is right.");
        return read.Value;
    }
}
