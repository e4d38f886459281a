using System.Globalization;
using Alongside.Site.Paper;

namespace Alongside.Tests.Site.Paper;

public class BidiTests
{
    [Fact]
    public void Text_of_two_directions_runs_as_Unicode_says()
    {
        var cases = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "bidi-character-test.txt"));
        Assert.True(cases.Length > 2_000);
        Assert.Empty(cases.Where(each => !Holds(each)).Take(10));
    }

    [Theory]
    [InlineData("abc", 0, "a b c")]
    [InlineData("سلام (abc) 123", 1, "1 2 3   ) a b c (   م ا ل س")]
    // A closing bracket at the left is drawn mirrored, so that it opens what follows.
    public void Brackets_and_numbers_stand_where_a_reader_expects_them(string text, int level, string seen)
    {
        var bidi = new Bidi(text, null);
        Assert.Equal(level, bidi.Level);
        Assert.Equal(seen, string.Join(' ', Bidi.Order(bidi.OfLine(0, text.Length)).Select(i => text[i])));
    }

    // A case is: characters; the direction asked for; the paragraph's level; each character's, x for those that rule X9 takes
    // out; and the order in which they stand.
    private static bool Holds(string each)
    {
        var fields = each.Split(';');
        int[] characters = [.. fields[0].Split(' ').Select(c => int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        var text = string.Concat(characters.Select(char.ConvertFromUtf32));
        var bidi = new Bidi(text, fields[1] switch { "0" => false, "1" => true, _ => null });
        var starts = characters.Select((_, i) => string.Concat(characters.Take(i).Select(char.ConvertFromUtf32)).Length).ToList();
        var levels = starts.Select(start => bidi.OfLine(0, text.Length)[start]).ToList();
        var expected = fields[3].Split(' ');
        List<int> shown = [.. Enumerable.Range(0, characters.Length).Where(i => expected[i] != "x")];
        var order = Bidi.Order([.. shown.Select(i => levels[i])]).Select(i => shown[i]);
        return bidi.Level.ToString(CultureInfo.InvariantCulture) == fields[2]
            && shown.All(i => levels[i].ToString(CultureInfo.InvariantCulture) == expected[i])
            && string.Join(' ', order) == fields[4];
    }
}
