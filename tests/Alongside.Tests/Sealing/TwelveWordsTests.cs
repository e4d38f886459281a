using Alongside.Features.Sealing;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class TwelveWordsTests
{
    [Fact]
    public void They_are_read_as_people_write_them_down()
    {
        var made = TwelveWords.New(new FixedRandom(1));
        var words = made.Words.ToList();
        Assert.Equal(12, words.Count);
        var key = made.Key(new byte[16], "use");
        foreach (var typed in new[]
        {
            string.Join(' ', words), string.Join("\n", words.Select((w, i) => $"{i + 1}. {w.ToUpperInvariant()}")), string.Join(" - ", words.Select(w => w[..4])),
        })
            Assert.Equal(key, TwelveWords.Read(typed).Value.Key(new byte[16], "use"));
        Assert.NotEqual(key, TwelveWords.New(new FixedRandom(2)).Key(new byte[16], "use"));
        Assert.NotEqual(key, made.Key(new byte[16] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "use"));
        Assert.NotEqual(key, made.Key(new byte[16], "another"));
        Assert.DoesNotContain(words[0], made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_copied_wrongly_is_named()
    {
        var words = TwelveWords.New(new FixedRandom(1)).Words.ToList();
        Assert.Contains("11 arrived", TwelveWords.Read(string.Join(' ', words.Take(11))).Refusal!.ToString(), StringComparison.Ordinal);
        words[4] = "xylophone";
        Assert.StartsWith("Word 5 ", TwelveWords.Read(string.Join(' ', words)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(TwelveWords.Read(null).Refusal);
    }
}
