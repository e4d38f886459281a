using System.Globalization;
using System.Text.RegularExpressions;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Site;

public partial class StyleSheetTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> sheets =
        [.. Repository.Files("src/Alongside/Site/css", ".css").Select(path => (path, Repository.Read(path)))];

    [Fact]
    public void Every_colour_was_mixed_once_and_older_phones_see_the_same()
    {
        var tokens = sheets.Single(s => s.Path.EndsWith("tokens.css", StringComparison.Ordinal)).Text;
        var older = Colours(tokens[..tokens.IndexOf("@supports", StringComparison.Ordinal)]);
        var mixed = Colours(tokens[tokens.IndexOf("@supports", StringComparison.Ordinal)..]);
        Assert.True(mixed.Count > 50);
        Assert.Equal(mixed.Select(c => c.Name), older.Select(c => c.Name));
        foreach (var ((name, value), (_, hex)) in mixed.Zip(older)) Assert.Equal((name, Hex(value)), (name, hex));
    }

    [Fact]
    public void Colours_stand_among_the_tokens_only() => Offences.None(sheets
        .Where(s => !s.Path.EndsWith("tokens.css", StringComparison.Ordinal) && Literal().IsMatch(PrintOnly(s.Text)))
        .Select(s => $"{s.Path} has a colour of its own"));

    [Fact]
    public void Every_token_that_is_used_is_there()
    {
        var defined = sheets.SelectMany(s => Defined().Matches(s.Text).Select(m => m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        Offences.None(sheets.SelectMany(s => Used().Matches(s.Text).Select(m => m.Groups["name"].Value)
            .Where(name => !defined.Contains(name)).Select(name => $"{s.Path} uses {name}")));
    }

    [Fact]
    public void Every_sheet_is_in_its_layer_and_asks_for_widths_as_older_phones_understand_them() => Offences.None(sheets
        .Where(s => !Layer().IsMatch(s.Text) || Range().IsMatch(s.Text))
        .Select(s => $"{s.Path} is outside of its layer, or compares widths with < or >"));

    private static List<(string Name, string Value)> Colours(string css) =>
        [.. Colour().Matches(css).Select(m => (m.Groups["name"].Value, m.Groups["value"].Value))];

    // Björn Ottosson, "A perceptual color space for image processing" (2020), then the sRGB transfer function.
    private static string Hex(string oklch)
    {
        var parts = oklch[6..^1].Replace("%", "", StringComparison.Ordinal).Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var (light, a, b) = (parts[0] / 100, parts[1] * Math.Cos(parts[2] * Math.PI / 180), parts[1] * Math.Sin(parts[2] * Math.PI / 180));
        var l = Math.Pow(light + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(light - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(light - (0.0894841775 * a) - (1.2914855480 * b), 3);
        double[] linear =
        [
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s),
        ];
        return "#" + string.Concat(linear.Select(c => Math.Clamp(c, 0, 1))
            .Select(c => c <= 0.0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - 0.055)
            .Select(c => ((int)Math.Round(c * 255)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string PrintOnly(string css) => css.Contains("@media print", StringComparison.Ordinal)
        ? css[..css.IndexOf("@media print", StringComparison.Ordinal)]
        : css;

    [GeneratedRegex(@"(?<name>--[a-z0-9-]+): (?<value>#[0-9a-f]{6}|oklch\([^)]+\));", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(oklch|rgb|hsl)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<name>--[a-z0-9-]+)\s*:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Defined();

    [GeneratedRegex(@"var\((?<name>--[a-z0-9-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"@layer (reset|tokens|base|layout|components|pages) \{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Layer();

    [GeneratedRegex(@"\((width|height)\s*[<>]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();
}
