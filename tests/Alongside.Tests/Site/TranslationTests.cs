using System.Text.Json;
using System.Text.RegularExpressions;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Site;

public partial class TranslationTests
{
    private static readonly IReadOnlyList<(string File, string English, string Said)> french =
    [
        .. from path in Repository.Files("src/Alongside/Site/languages", ".json")
           where Path.GetFileName(path).StartsWith("fr.", StringComparison.Ordinal)
           from pair in JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read(path))!
           select (path, pair.Key, pair.Value),
    ];

    [Fact]
    public void Every_sentence_is_said_in_French() =>
        Offences.None(Sentences.All().Except(french.Select(f => f.English)).Order(StringComparer.Ordinal).Select(s => $"not yet in French: {s}"));

    [Fact]
    public void No_translation_outlives_its_sentence()
    {
        var said = Sentences.All();
        Offences.None(french.Where(f => !said.Contains(f.English)).Select(f => $"{f.File} keeps what nobody says: {f.English}"));
    }

    [Fact]
    public void A_sentence_is_translated_in_one_file_only() =>
        Offences.None(french.GroupBy(f => f.English).Where(g => g.Count() > 1)
            .Select(g => $"{string.Join(" and ", g.Select(f => f.File))}: {g.Key}"));

    [Fact]
    public void A_translation_fills_the_same_places_and_marks_as_much() =>
        Offences.None(french.Where(f => !Same(f.English, f.Said)).Select(f => $"{f.File}: {f.Said}"));

    [Fact]
    public void In_French_no_line_begins_with_a_sign_that_belongs_to_the_word_before() =>
        Offences.None(french.Where(f => Loose().IsMatch(f.Said)).Select(f => $"{f.File}: {f.Said}"));

    [Theory]
    [InlineData("Où\u00A0? Là\u00A0: «\u00A0ici\u00A0»\u202F; à 16:30.", false)]
    [InlineData("Où ? Là.", true)]
    [InlineData("Là: ici.", true)]
    [InlineData("Dites « ici\u00A0».", true)]
    public void A_sign_in_French_that_could_fall_off_is_seen(string said, bool loose) => Assert.Equal(loose, Loose().IsMatch(said));

    [Theory]
    [InlineData("""<p>@T["You are {0}.", name]</p>""", "You are {0}.")]
    [InlineData("""<Field Label="@T["Your name"]" />""", "Your name")]
    [InlineData("T[\"One \\\"two\\\" \" +\n    \"three\"]", "One \"two\" three")]
    [InlineData("""T.Count(Left(a, b), "one day", "{0} days")""", "one day | {0} days")]
    [InlineData("""T.Linked("Or [ring us].", "/now")""", "Or [ring us].")]
    [InlineData("""new NavItem("Welcome", Sentence.Of("Waiting"), "/waiting")""", "Waiting")]
    public void A_sentence_in_a_page_is_seen(string source, string sentence) =>
        Assert.Equal([sentence], Sentences.Written(source));

    [Fact]
    public void A_sentence_that_a_rule_returns_is_seen_however_it_is_written()
    {
        var seen = Sentences.Compiled(typeof(TranslationTests).Assembly).ToList();
        Assert.Contains("Planted with {0} and {1:N0}.", seen);
        Assert.Contains("Planted in a list.", seen);
        Assert.DoesNotContain("Planted, but only joined to {0}.", seen);
    }

    [Theory]
    [InlineData("{0} of {1}", "{1} sur {0}", true)]
    [InlineData("{0} of {1}", "{0} sur", false)]
    [InlineData("one day | {0} days", "{0} jour | {0} jours", true)]
    [InlineData("one day | {0} days", "un jour | {0} jours", false)]
    [InlineData("Or [ring us].", "Ou appelez-nous.", false)]
    public void What_a_translation_must_keep_is_seen(string english, string said, bool kept) =>
        Assert.Equal(kept, Same(english, said));

    private static bool Same(string english, string said)
    {
        var (forms, theirs) = (english.Split(" | "), said.Split(" | "));
        // In French nothing is counted in the singular too, so the singular has to say the number.
        if (forms.Length == 2) return theirs.Length == 2 && theirs.All(form => Places(form).SetEquals(Places(forms[1])));
        return Places(english).SetEquals(Places(said)) && english.Count(c => c == '[') == said.Count(c => c == '[');
    }

    private static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(m => m.Value)];

    private static FormattableString Plant(string name, int number) => $"Planted with {name} and {number:N0}.";

    private static IEnumerable<FormattableString> PlantedList() => [$"Planted in a list.", Plant($"Planted, but only joined to {1}.", 2)];

    // Before a colon that stands in JSON, in an address or in an hour there is no space at all.
    [GeneratedRegex(@"(?<![\u00A0\u202F""])[:;?!](?=[\s.,)|]|$)|(?<![\u00A0\u202F])»|«(?![\u00A0\u202F])", RegexOptions.None, 1000)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
