using System.CommandLine;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Recomputes the access log, or compares it from outside.</summary>
[OpensNothing("Reads the log's leaves, which are hashes, times and random ids, or what a site says to anybody; it holds nobody's key.")]
public sealed class LogVerifyCommand : Command
{
    private readonly Option<string> since = new("--since") { Description = "A checkpoint that was printed before, or a file that holds one: does the log still begin as it stood then?", HelpName = "CHECKPOINT" };
    private readonly Option<string> url = new("--url") { Description = "Compares from outside instead, by what the practice’s site says: neither its database nor its server is believed.", HelpName = "URL" };

    public LogVerifyCommand() : base("verify", "Recomputes the whole access log and says whether anything in it was changed.")
    {
        Options.Add(since);
        Options.Add(url);
        CommandLine.AddPlace(this);
        SetAction((said, stop) => said.GetValue(url) is { } site ? FromOutside(site, said.GetValue(since), stop)
            : ExistingPractice.Attend(said, this, (settings, premises) => Verify(settings, premises, said.GetValue(since), stop), stop));
    }

    private static async Task<int> FromOutside(string site, string? since, CancellationToken stop)
    {
        var compared = await LogFromOutside.Verify(site, since, stop);
        return compared.Refusal is { } refusal ? await CommandLine.Refuse(refusal) : compared.Value;
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
        var read = LogFromOutside.Kept(said);
        if (read.Refusal is { } malformed) return malformed;
        if (read.Value.Practice != premises.Practice) return new Refusal($"This checkpoint is of another practice.");
        if (!read.Value.Key.AsSpan().SequenceEqual(premises.House.CheckpointPublic)) return new Refusal($"This checkpoint was signed by another key than this house has. Whoever keeps one from before knows which is right.");
        return read.Value;
    }
}
