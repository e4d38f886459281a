using System.Globalization;
using Alongside.Kernel;
using Alongside.Site;
using NodaTime;

namespace Alongside.Tests.Site;

public class WordsTests
{
    private const string French = """
        {
          "You are {0}.": "Vous êtes {0}.",
          "one session | {0} sessions": "{0} séance | {0} séances",
          "Only {0} can do that.": "Seule la personne nommée, {0}, peut le faire.",
          "Or [ring us] & come.": "Ou [appelez-nous] & venez."
        }
        """;

    [Fact]
    public void A_sentence_is_said_in_the_readers_language_and_in_English_where_nobody_translated_it()
    {
        var words = Speaking.In("fr", translations: French);
        Assert.Equal("Vous êtes Zaynab.", words["You are {0}.", "Zaynab"]);
        Assert.Equal("Not yet translated.", words["Not yet translated."]);
    }

    [Fact]
    public void What_somebody_typed_is_never_taken_for_a_place_to_fill() =>
        Assert.Equal("You are {1}.", Speaking.In("en")["You are {0}.", "{1}"]);

    [Theory]
    [InlineData("en", 0, "0 sessions")]
    [InlineData("en", 1, "one session")]
    [InlineData("en", 2, "2 sessions")]
    [InlineData("fr", 0, "0 séance")]
    [InlineData("fr", 1, "1 séance")]
    [InlineData("fr", 2, "2 séances")]
    [InlineData("ar", 0, "0 sessions")]
    public void Nothing_is_counted_in_the_singular_in_French_alone(string language, int number, string said) =>
        Assert.Equal(said, Speaking.In(language, translations: French).Count(number, "one session", "{0} sessions"));

    [Theory]
    [InlineData("{0} de {1}", "25 d’octobre 2026", "25", "octobre 2026")]
    [InlineData("{0} de {1}", "25 de novembre 2026", "25", "novembre 2026")]
    [InlineData("De {1}, parce que {0}", "D’Élise, parce qu’elle", "elle", "Élise")]
    [InlineData("{0} code {1}", "Ines code Amina", "Ines", "Amina")]
    [InlineData("{0} de {1}", "Ines de Yusuf", "Ines", "Yusuf")]
    public void In_French_de_and_que_lose_their_vowel_before_another(string sentence, string said, string first, string second)
    {
        var translations = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["{0} {1}"] = sentence });
        Assert.Equal(said, Speaking.In("fr", translations: translations)["{0} {1}", first, second]);
        Assert.Equal($"{first} {second}", Speaking.In("en", translations: translations)["{0} {1}", first, second]);
    }

    [Fact]
    public void What_is_stressed_in_French_loses_its_vowel_too() => Assert.Equal("La page d’<b>Amina</b>",
        Speaking.In("fr", translations: """{ "The page of [{0}]": "La page de [{0}]" }""").Strong("The page of [{0}]", "Amina").Value);

    [Fact]
    public void A_refusal_is_said_as_any_other_sentence()
    {
        var refusal = new Refusal($"Only {"Amina"} can do that.");
        Assert.Equal("Seule la personne nommée, Amina, peut le faire.", Speaking.In("fr", translations: French).Say(refusal));
        Assert.Equal("Only Amina can do that.", Speaking.In("en").Say(refusal));
    }

    [Fact]
    public void Money_days_and_lengths_in_a_sentence_are_said_in_the_readers_way()
    {
        var words = Speaking.In("fr", translations: """{ "{0} on {1}, {2}": "{0} le {1}, {2}", "one minute | {0} minutes": "{0} minute | {0} minutes" }""");
        Assert.Equal("25\u00A0$ le 1er mars 2027, 50 minutes",
            words["{0} on {1}, {2}", new Money(25_00, "CAD"), new LocalDate(2027, 3, 1), Duration.FromMinutes(50)]);
    }

    [Fact]
    public void What_is_followed_and_what_is_stressed_is_marked_in_the_sentence_and_all_else_is_plain_text()
    {
        var words = Speaking.In("fr", translations: French);
        Assert.Equal("""Ou <a href="/now?a=1&amp;b=2">appelez-nous</a> &amp; venez.""", words.Linked("Or [ring us] & come.", "/now?a=1&b=2").Value);
        Assert.Equal("<b>&lt;i&gt;</b> &amp; you", Speaking.In("en").Strong("[{0}] & you", "<i>").Value);
    }

    [Fact]
    public void A_name_with_brackets_marks_nothing() =>
        Assert.Equal("""<b>a</b> and x]<i>[y""".Replace("<i>", "&lt;i&gt;", StringComparison.Ordinal),
            Speaking.In("en").Strong("[a] and {0}", "x]<i>[y").Value);

    [Fact]
    public void The_pseudo_locale_brackets_lengthens_and_accents_and_fills_its_places()
    {
        var said = Speaking.In("en-XA")["Hello {0}, you have a session.", "Zaynab"];
        Assert.StartsWith("⟦Ĥéļļö Zaynab, ýöû", said, StringComparison.Ordinal);
        Assert.EndsWith("~⟧", said, StringComparison.Ordinal);
        Assert.InRange(PseudoLocale.Of(new string('a', 100)).Length, 130, 135);
        Assert.Equal("⟦öñé šéššîöñ⟧", Speaking.In("en-XA").Count(1, "one session", "{0} sessions"));
    }

    [Fact]
    public void Arabic_runs_from_right_to_left_and_French_does_not()
    {
        Assert.True(new Visit { Language = Languages.Arabic }.RightToLeft);
        Assert.False(new Visit { Language = CultureInfo.GetCultureInfo("fr") }.RightToLeft);
        Assert.Equal(["en", "fr"], new Languages().Offered.Select(l => l.Name));
    }
}
