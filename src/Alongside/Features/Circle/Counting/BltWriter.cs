using System.Globalization;
using System.Text;

namespace Alongside.Features.Circle.Counting;

/// <summary>Writes ranked ballots as the BLT file that <see cref="BltReader"/> reads.</summary>
public static class BltWriter
{
    /// <param name="ballots">Ranks; others have no BLT.</param>
    /// <param name="seats">For how many.</param>
    /// <exception cref="ArgumentException">They are of another kind.</exception>
    public static byte[] Write(Ballots ballots, int seats)
    {
        if (ballots.Kind != BallotKind.Ranks) throw new ArgumentException("A BLT file holds ranks.", nameof(ballots));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{ballots.Options.Count} {seats}\n");
        foreach (var (group, count) in ballots.Lines())
        {
            text.Append(count);
            foreach (var mark in ballots.Marks(group))
            {
                if ((mark & Mark.Skipped) != 0) text.Append(" -");
                text.Append((mark & Mark.Shared) != 0 ? '=' : ' ').Append((mark & Mark.Option) + 1);
            }
            text.Append(" 0\n");
        }
        text.Append("0\n");
        foreach (var option in ballots.Options)
        {
            text.Append(Quoted(option));
            // An empty party, so that what a name ends with isn't taken for one.
            if (option.EndsWith('"')) text.Append(" \"\"");
            text.Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.Append(Quoted(ballots.Heading.Title)).Append('\n').ToString());
    }

    private static string Quoted(string said) => $"\"{said.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
