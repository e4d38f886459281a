using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Alongside.Kernel;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Alongside.Site;

/// <summary>
/// The sentences of a page in the visitor's language, injected into every page as <c>T</c>.
/// The English sentence is the key, and what is said where nobody translated it.
/// </summary>
public sealed partial class Words
{
    private readonly Languages languages;
    private readonly Visit visit;
    private readonly PracticeFace face;

    public Words(Languages languages, Visit visit, PracticeFace face)
    {
        this.languages = languages;
        this.visit = visit;
        this.face = face;
        Said = new(this, visit, face);
    }

    /// <summary>How instants, days, amounts and lengths of time are said.</summary>
    public Said Said { get; }

    public CultureInfo Language => visit.Language;

    /// <summary>The same for this reader in another language, such as the one in which something was said to them; in their own where we don't know it.</summary>
    public Words In(string language) => new(languages, new Visit { Language = languages.Find(language) ?? visit.Language, OwnZone = visit.OwnZone }, face);

    /// <summary>
    /// The sentence, its places filled. Money, instants, days and durations are said as <see cref="Said"/> says them.
    /// </summary>
    public string this[string english, params IReadOnlyList<object?> args] => Fill(Translated(english), args);

    public string Say(Refusal refusal) => this[refusal.Format, refusal.Arguments];

    public string Say(FormattableString sentence) => this[sentence.Format, sentence.GetArguments()];

    /// <summary>
    /// Counts: {0} is the number, further places follow. The translation's key is both forms with a bar between,
    /// "one session | {0} sessions", so that a language can rule its own singular.
    /// </summary>
    public string Count(long number, string one, string other, params IReadOnlyList<object?> args) => Count(number, $"{one} | {other}", args);

    private string Count(long number, string english, IReadOnlyList<object?> args)
    {
        var said = languages.Sentence(visit.Language, english, out var spoken);
        var bare = said.Trim(PseudoLocale.Opening, PseudoLocale.Closing);
        var forms = bare.Split(" | ");
        var form = forms[Math.Min(Languages.PluralForm(spoken, number), forms.Length - 1)];
        if (bare.Length < said.Length) form = PseudoLocale.Opening + form + PseudoLocale.Closing;
        return Fill(form, [number, .. args]);
    }

    /// <summary>
    /// A sentence with one thing to follow in it, which the sentence marks with square brackets:
    /// <c>T.Linked("Rather talk? [Ring us], Tuesday to Saturday.", "/now")</c>.
    /// </summary>
    public MarkupString Linked(string english, string href, params IReadOnlyList<object?> args) =>
        Marked(english, $"""<a href="{WebUtility.HtmlEncode(href)}">""", "</a>", args);

    /// <summary>A sentence in which square brackets mark what matters: <c>T.Strong("[Nkechi] read your note.")</c>.</summary>
    public MarkupString Strong(string english, params IReadOnlyList<object?> args) =>
        Marked(english, "<b>", "</b>", args);

    // Marked before it is filled: brackets in a name are part of the name.
    private MarkupString Marked(string english, string open, string close, IReadOnlyList<object?> args) => new(Fill(
        Brackets().Replace(WebUtility.HtmlEncode(Translated(english)), m => open + m.Groups["words"].Value + close),
        [.. args.Select(arg => WebUtility.HtmlEncode(Convert.ToString(InWords(arg), visit.Language)))]));

    private string Translated(string english) => languages.Sentence(visit.Language, english, out _);

    private string Fill(string said, IReadOnlyList<object?> args) =>
        args.Count == 0
            ? said.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            : Formatted(said, [.. args.Select(InWords)]);

    private string Formatted(string said, object?[] args) =>
        string.Format(visit.Language, visit.Language.TwoLetterISOLanguageName == "fr" ? French.Elide(said, args) : said, args);

    private object? InWords(object? arg) => arg switch
    {
        Money money => Said.Money(money),
        Instant instant => Said.At(instant),
        LocalDate day => Said.Date(day),
        LocalTime time => Said.Clock(time),
        Duration length => Said.Length(length),
        int or long => Said.Number(Convert.ToInt64(arg, CultureInfo.InvariantCulture)),
        Refusal refusal => Say(refusal),
        Counted counted => Count(counted.Number, counted.Forms, []),
        FormattableString sentence => Say(sentence),
        _ => arg,
    };

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();
}
