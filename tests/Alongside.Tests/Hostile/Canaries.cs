using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;

namespace Alongside.Tests.Hostile;

/// <summary>
/// Words that stand nowhere but where somebody typed them. All begin alike, so that one search finds any of them,
/// whichever way it is spelled.
/// </summary>
/// <param name="mark">How they begin: lower-case letters, as many as no file holds by chance.</param>
internal sealed class Canaries(string mark)
{
    // A word, its number and what stands between two.
    private const int Spacing = 8;

    // Without a limit of its own, a line and a text are about as long as people's are.
    private const int Line = 190, Text = 7_900;

    public int Typed { get; private set; }

    public string Next() => mark + (++Typed).ToString("x5", CultureInfo.InvariantCulture);

    /// <summary>As many as this field holds; null where no words are typed.</summary>
    public string? For(IHtmlElement field)
    {
        var (kind, most) = field switch
        {
            IHtmlTextAreaElement text => ("text", Most(text, Text)),
            IHtmlInputElement input => (input.GetAttribute("inputmode") is "email" ? "email" : input.Type, Most(input, Line)),
            _ => ("", 0),
        };
        return kind switch
        {
            "text" or "tel" or "search" => string.Join(' ', Enumerable.Range(0, Math.Max(1, most / (mark.Length + Spacing))).Select(_ => Next())),
            "email" => Next() + "@inbox.example",
            "password" => $"{Next()} {Next()}",
            _ => null,
        };
    }

    /// <summary>The numbers of those that stand in a page.</summary>
    public IEnumerable<string> In(string page)
    {
        for (var at = page.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = page.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
            if (at + mark.Length + 5 <= page.Length) yield return page.Substring(at + mark.Length, 5);
    }

    /// <summary>
    /// The beginning in all ways in which files hold words: in three encodings, in capitals and without, in hexadecimal and
    /// in base64, at each of the three places in which it can stand there.
    /// </summary>
    public IReadOnlyList<byte[]> Spellings()
    {
        var plain = Encoding.ASCII.GetBytes(mark);
        var spelled = new List<byte[]>();
        foreach (var word in new[] { mark, mark.ToUpperInvariant() })
            spelled.AddRange([Encoding.ASCII.GetBytes(word), Encoding.Unicode.GetBytes(word), Encoding.BigEndianUnicode.GetBytes(word)]);
        foreach (var hex in new[] { Convert.ToHexString(plain), Convert.ToHexStringLower(plain) }) spelled.Add(Encoding.ASCII.GetBytes(hex));
        for (var before = 0; before < 3; before++) spelled.Add(InBase64(plain, before));
        return spelled;
    }

    // What of it no neighbour changes.
    private static byte[] InBase64(byte[] plain, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. plain]);
        var (from, until) = ((before * 8 + 5) / 6, (before + plain.Length) * 8 / 6);
        return Encoding.ASCII.GetBytes(whole[from..until]);
    }

    private static int Most(IHtmlElement field, int usual) =>
        int.TryParse(field.GetAttribute("data-most"), CultureInfo.InvariantCulture, out var said) ? Math.Min(said, usual) : usual;
}
