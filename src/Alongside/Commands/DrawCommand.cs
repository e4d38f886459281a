using System.CommandLine;
using System.Text;
using Alongside.Features.Circle.Counting;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Recomputes a lot from its file, so that nobody has to take a practice's word for it.</summary>
[OpensNothing("Reads one file of a lot that somebody has, and knows no practice.")]
public sealed class DrawCommand : Command
{
    private readonly Option<string> verify = new("--verify") { Description = "The file of a lot, as it is taken from a meeting's page (docs/draw.md).", HelpName = "FILE", Required = true };

    public DrawCommand() : base("sortition", "Recomputes who was drawn by lot, and says whether the file agrees.")
    {
        Options.Add(verify);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var bytes = CommandLine.BytesOf(said.GetValue(verify)!);
        if (bytes.Refusal is { } unread) return await CommandLine.Refuse(unread);
        var read = SortitionFile.Read(bytes.Value);
        if (read.Refusal is { } malformed) return await CommandLine.Refuse(malformed);
        var order = read.Value.Order();
        if (order.Refusal is { } undrawn) return await CommandLine.Refuse(undrawn);
        var agrees = read.Value.Agrees(order.Value);
        await using var to = Console.OpenStandardOutput();
        await to.WriteAsync(Encoding.UTF8.GetBytes(Text(read.Value, order.Value, agrees)), stop);
        return agrees ? 0 : 1;
    }

    private static string Text(SortitionFile file, IReadOnlyList<string> order, bool agrees)
    {
        var text = new StringBuilder();
        foreach (var (i, label) in order.Index()) text.Append(null, $"{i + 1}. {label}{(i < file.Seats ? "  drawn" : "")}\n");
        var right = string.Join(", ", order.Take(file.Seats));
        text.Append(agrees ? $"\nIt agrees. Drawn: {right}\n" : $"\nIt doesn't agree. The file says {string.Join(", ", file.Drawn)}; drawn should have been: {right}\n");
        return text.ToString();
    }
}
