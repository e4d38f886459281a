using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Alongside.Site;

/// <summary>
/// Every sentence in every language that somebody wrote down: one JSON file a language (and one more for each feature,
/// <c>fr.Welcome.json</c>), the English sentence as key. What a language lacks is said in English.
/// </summary>
public sealed class Languages
{
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>English with accents and brackets: shows what nobody made translatable, and what doesn't fit.</summary>
    public static readonly CultureInfo Pseudo = CultureInfo.GetCultureInfo("en-XA");

    public static readonly CultureInfo Arabic = CultureInfo.GetCultureInfo("ar");

    private const string Folder = "languages/";

    private readonly Dictionary<string, Dictionary<string, string>> sentences = new(StringComparer.Ordinal);

    public Languages() : this(Read())
    {
    }

    internal Languages(IEnumerable<(string Name, string Json)> files)
    {
        foreach (var (name, json) in files)
        {
            var language = name[Folder.Length..].Split('.')[0];
            if (!sentences.TryGetValue(language, out var known)) sentences[language] = known = new(StringComparer.Ordinal);
            foreach (var (key, said) in JsonSerializer.Deserialize<Dictionary<string, string>>(json)!) known[key] = said;
        }

        Offered = [English, .. sentences.Keys.Order(StringComparer.Ordinal).Select(CultureInfo.GetCultureInfo)];
    }

    /// <summary>The languages we offer: English, and those somebody translated into.</summary>
    public IReadOnlyList<CultureInfo> Offered { get; }

    /// <summary>The language of this name, if it is offered or is one that we try the pages with.</summary>
    public CultureInfo? Find(string? name) =>
        Offered.Append(Pseudo).Append(Arabic).FirstOrDefault(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The sentence in that language; in English where nobody translated it.</summary>
    public string Sentence(CultureInfo language, string english, out CultureInfo spoken)
    {
        spoken = language;
        if (language.Equals(Pseudo)) return PseudoLocale.Of(english);
        if (sentences.GetValueOrDefault(language.TwoLetterISOLanguageName)?.GetValueOrDefault(english) is { } said) return said;
        spoken = English;
        return english.Replace('\'', '’');
    }

    /// <summary>
    /// Which form a number takes: 0 for the singular, 1 for the plural. French counts nothing in the singular
    /// (Unicode CLDR plural rules, "fr": one is i = 0, 1).
    /// </summary>
    public static int PluralForm(CultureInfo language, long number) => language.TwoLetterISOLanguageName switch
    {
        "fr" => number is 0 or 1 or -1 ? 0 : 1,
        _ => number is 1 or -1 ? 0 : 1,
    };

    private static IEnumerable<(string, string)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
