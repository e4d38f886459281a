using System.Globalization;
using System.Text;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// A result as JSON: <c>{"method", "seats", "winners": [names], "rounds": [{"totals": {name: number}, "elected": [names],
/// "excluded": [names]}]}</c>. Every candidate is in each round's totals; numbers have all of their decimals, and names
/// stand as they are, for which the library's own writer escapes too much.
/// </summary>
public static class TallyJson
{
    public static byte[] Write(TallyResult result)
    {
        List<string> names = [.. result.Options.Select(Quoted)];
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{{\"method\":\"{result.Method.Name()}\",\"seats\":{result.Seats},\"winners\":[{Of(result.Winners)}],\"rounds\":[");
        foreach (var (number, round) in result.Rounds.Index())
        {
            text.Append(number > 0 ? "," : "").Append("{\"totals\":{");
            for (var option = 0; option < names.Count; option++)
                text.Append(option > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{names[option]}:{round.Totals[option]}");
            text.Append(CultureInfo.InvariantCulture, $"}},\"elected\":[{Of(round.Elected)}],\"excluded\":[{Of(round.Excluded)}]}}");
        }
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());

        string Of(IEnumerable<int> options) => string.Join(',', options.Select(option => names[option]));
    }

    private static string Quoted(string name)
    {
        var text = new StringBuilder("\"");
        foreach (var character in name)
        {
            if (character < ' ') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else if (character is '"' or '\\') text.Append('\\').Append(character);
            else text.Append(character);
        }
        return text.Append('"').ToString();
    }
}
