using System.CommandLine;
using System.Text;
using Alongside.Features.Circle.Counting;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Counts the ballots of a file, so that anybody can hold a result against what they count themselves.</summary>
[OpensNothing("Reads one file of ballots that somebody has, and knows no practice.")]
public sealed class TallyCommand : Command
{
    private readonly Argument<string> file = new("FILE") { Description = "Ballots, as BLT or as JSON (docs/tally.md)." };
    private readonly Option<string> method = new("--method") { Description = $"How they are counted: {string.Join(", ", CountingMethods.Names)}. A JSON file may say it itself.", HelpName = "METHOD" };
    private readonly Option<int?> seats = new("--seats") { Description = "How many are chosen, instead of what the file says.", HelpName = "N" };
    private readonly Option<string> lot = new("--lot") { Description = "The order drawn by lot, for a tie that nothing else breaks: who is named earlier stands higher.", HelpName = "NAME,NAME" };
    private readonly Option<string> unranked = new("--unranked") { Description = "By Schulze's method, options that a ballot doesn't rank are “below” those that it does (as long as nothing is said), or it has “no-opinion” on them.", HelpName = "HOW" };
    private readonly Option<bool> json = new("--json") { Description = "Says the result as JSON, each round with exact numbers." };

    public TallyCommand() : base("tally", "Counts the ballots of a file by one of five methods, and says every round.")
    {
        Arguments.Add(file);
        foreach (var option in (Option[])[method, seats, lot, unranked, json]) Options.Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var counted = Count(said);
        if (counted.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        await using var to = Console.OpenStandardOutput();
        await to.WriteAsync(said.GetValue(json) ? [.. TallyJson.Write(counted.Value), (byte)'\n'] : Encoding.UTF8.GetBytes(TallyTable.Write(counted.Value)), stop);
        return 0;
    }

    private Outcome<TallyResult> Count(ParseResult said)
    {
        Unranked? how = null;
        if (said.GetValue(unranked) is { } word && (how = UnrankedWords.Named(word)) is null) return new Refusal($"--unranked is {UnrankedWords.Below} or {UnrankedWords.NoOpinion}.");
        CountingMethod? named = null;
        if (said.GetValue(method) is { } name && (named = CountingMethods.Named(name)) is null)
            return new Refusal($"No method is called “{name}”. There are {string.Join(", ", CountingMethods.Names)}.");
        var read = Read(said.GetValue(file)!);
        if (read.Refusal is { } unread) return unread;
        if ((named ?? read.Value.Heading.Method) is not { } by) return new Refusal($"Please say by which method, with --method. There are {string.Join(", ", CountingMethods.Names)}.");
        if ((by.Counts(), read.Value.Kind) is (not BallotKind.Ranks, BallotKind.Ranks) && !IsJson(said.GetValue(file)!))
            return new Refusal($"A BLT file holds ranks. Scores and dots are counted from a JSON file.");
        var drawn = said.GetValue(lot) is { } order ? Lot.Parse(read.Value.Options, order) : Lot.Of(read.Value.Options, read.Value.Heading.Lot);
        if (drawn.Refusal is { } undrawn) return undrawn;
        // Instant run-off elects one, however many seats a file was made for.
        var chosen = said.GetValue(seats) ?? (by == CountingMethod.Irv ? 1 : read.Value.Heading.Seats ?? 1);
        return Tally.Count(by, read.Value, chosen, drawn.Value, how ?? read.Value.Heading.Unranked);
    }

    private static Outcome<Ballots> Read(string path)
    {
        var bytes = CommandLine.BytesOf(path);
        if (bytes.Refusal is { } refusal) return refusal;
        return IsJson(path) ? BallotJson.Read(bytes.Value) : BltReader.Read(bytes.Value);
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
