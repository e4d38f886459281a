using System.Text;

namespace Alongside.Site;

/// <summary>Turns an English sentence into one that shows itself: accents, brackets, a third longer, still readable.</summary>
public static class PseudoLocale
{
    public const char Opening = '⟦';
    public const char Closing = '⟧';

    private const int LongestWord = 12;
    private const string Plain = "aceghijklnorsuwyzACEGHIJKLNORSUWYZ";
    private const string Accented = "àçéĝĥîĵķļñöŕšûŵýžÀÇÉĜĤÎĴĶĻÑÖŔŠÛŴÝŽ";

    public static string Of(string english)
    {
        var text = new StringBuilder().Append(Opening);
        var depth = 0;
        foreach (var c in english)
        {
            // What stands in braces is a place to fill, not text.
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            var at = depth == 0 ? Plain.IndexOf(c, StringComparison.Ordinal) : -1;
            text.Append(at < 0 ? c : Accented[at]);
        }

        // In pieces, as words are: no language adds sixty letters without a place to break.
        for (var more = (english.Length + 2) * 3 / 10; more > 0; more -= LongestWord) text.Append(more > LongestWord ? "~~~~~~~~~~~~ " : new string('~', more));
        return text.Append(Closing).ToString();
    }
}
