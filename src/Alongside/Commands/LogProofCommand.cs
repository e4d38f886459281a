using System.CommandLine;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Shows that one entry stands in the access log, and checks what was shown.</summary>
[OpensNothing("Reads the log's leaves, which are hashes, times and random ids, or one file that somebody has; it holds nobody's key.")]
public sealed class LogProofCommand : Command
{
    private readonly Argument<long?> entry = new("ENTRY") { Description = "Which entry, from 0.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> check = new("--check") { Description = "Checks a proof that was printed before, without any practice.", HelpName = "FILE" };

    public LogProofCommand() : base("proof", "Prints a proof that an entry stands in the access log, or checks one.")
    {
        Arguments.Add(entry);
        Options.Add(check);
        CommandLine.AddPlace(this);
        SetAction((said, stop) => (said.GetValue(check), said.GetValue(entry)) switch
        {
            ({ } file, null) => Check(file),
            (null, { } which) => ExistingPractice.Attend(said, this, (settings, premises) => Print(settings, premises, which, stop), stop),
            _ => CommandLine.Refuse(new($"Please name an entry, or a file with --check.")),
        });
    }

    private static async Task<Outcome<int>> Print(Settings settings, Premises premises, long entry, CancellationToken stop)
    {
        await using var db = settings.Place.Open(null);
        var proof = await LogProofs.Of(db, premises, entry, stop);
        if (proof.Refusal is { } refusal) return refusal;
        await using var to = Console.OpenStandardOutput();
        await to.WriteAsync((byte[])[.. proof.Value.Write(), (byte)'\n'], stop);
        return 0;
    }

    private static async Task<int> Check(string file)
    {
        var bytes = CommandLine.BytesOf(file);
        if (bytes.Refusal is { } absent) return await CommandLine.Refuse(absent);
        var read = EntryProof.Read(bytes.Value);
        if (read.Refusal is { } malformed) return await CommandLine.Refuse(malformed);
        var shown = read.Value.Check();
        if (shown.Refusal is { } wrong) return await CommandLine.Refuse(wrong);
        var (leaf, at) = shown.Value;
        Console.WriteLine($"""
            Entry {read.Value.Entry} of {at.Size}: {leaf.At}, “{leaf.Act}”, by {leaf.Actor.Value}, for {leaf.Purpose}.
            It stood in the log of practice {at.Practice} as this key signed it: {Convert.ToHexStringLower(at.Key)}
            Compare the key with one that you have from elsewhere: whoever made the file could have made a key of their own.
            """);
        return 0;
    }
}
