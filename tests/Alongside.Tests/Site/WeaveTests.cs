using System.Text.Json;
using Alongside.Site;
using CsCheck;

namespace Alongside.Tests.Site;

public class WeaveTests
{
    private static readonly Weave tamarind = Weave.OfPractice("Tamarind Street");

    [Fact]
    public void Tamarind_Street_makes_the_cloth_that_was_drawn_for_it()
    {
        using var drawn = Drawn();
        var practice = drawn.RootElement.GetProperty("practice");
        Assert.Equal(88, tamarind.Width);
        Same(practice.GetProperty("cloth"), tamarind);
        Same(practice.GetProperty("mark"), tamarind.Middle(23));
        foreach (var ends in practice.GetProperty("ends").EnumerateObject())
        {
            Assert.Equal(ends.Value.GetString(), tamarind.Ends(int.Parse(ends.Name, null)));
        }
    }

    [Fact]
    public void People_have_the_swatches_that_were_drawn_for_them()
    {
        using var drawn = Drawn();
        foreach (var person in drawn.RootElement.GetProperty("people").EnumerateArray())
        {
            Same(person, Weave.OfPerson(person.GetProperty("name").GetString()!));
        }
    }

    [Fact]
    public void Every_name_in_any_script_has_a_cloth_that_mirrors_itself() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char['؀', 'ۿ'], 0, 20], Gen.String[Gen.Char['一', '鿿'], 0, 20]).Sample(name =>
        {
            var weave = Weave.OfPractice(name);
            Assert.True(weave.Width >= 16);
            for (var i = 1; i < weave.Width; i++) Assert.Equal(weave.Strands[i], weave.Strands[^i]);
        });

    [Fact]
    public void The_drawn_weft_floats_exactly_where_the_warp_lies_below() =>
        Gen.String[Gen.Char['a', 'z'], 1, 12].Sample(name =>
        {
            var weave = Weave.OfPerson(name);
            foreach (var (path, dashes) in weave.Weft())
            {
                var drawn = Floats(dashes);
                Assert.Equal(weave.Width, drawn.Count);
                foreach (var pick in path.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p.Split(' ', '.')[1], null)))
                {
                    Assert.Equal(Enumerable.Range(0, weave.Width).Select(strand => !weave.WarpOnTop(pick, strand)), drawn);
                }
            }
        });

    [Fact]
    public void Capitals_and_accents_as_one_letter_or_two_make_the_same_cloth()
    {
        Assert.Equal(Weave.OfPerson("Tomás").Strands, Weave.OfPerson("TOMA\u0301S").Strands);
        Assert.Equal(tamarind.Strands, Weave.OfPractice("  tamarind-street.").Strands);
    }

    [Fact]
    public void A_whole_practice_is_drawn_in_four_kilobytes()
    {
        var length = Enumerable.Range(0, 4).Sum(dye => tamarind.Warp(dye).Length) + tamarind.Weft().Sum(w => w.Path.Length + w.Dashes.Length);
        Assert.InRange(length, 1, 4096);
    }

    private static JsonDocument Drawn() => JsonDocument.Parse(File.ReadAllText("Vectors/weave.json"));

    private static void Same(JsonElement drawn, Weave weave)
    {
        foreach (var warp in drawn.GetProperty("warp").EnumerateObject())
        {
            Assert.Equal(warp.Value.GetString(), weave.Warp(int.Parse(warp.Name, null)));
        }

        // Which treadle comes first on the page changes nothing on the cloth.
        var weft = drawn.GetProperty("weft").EnumerateArray().Select(w => (w[1].GetString()!, w[0].GetString()!)).Order();
        Assert.Equal(weft, weave.Weft().Order());
    }

    private static List<bool> Floats(string dashes) =>
        [.. dashes.Split(' ').SelectMany((run, i) => Enumerable.Repeat(i % 2 == 0, int.Parse(run, null)))];
}
