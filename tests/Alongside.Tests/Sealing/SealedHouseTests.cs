using Alongside.Features.Sealing;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class SealedHouseTests
{
    private static readonly FixedRandom random = new(8);
    private static readonly House house = House.New(random);
    private static readonly TwelveWords words = TwelveWords.New(random);

    [Fact]
    public void Its_words_open_it_and_no_others_do()
    {
        var file = SealedHouse.Seal(house, words, random);
        Assert.True(SealedHouse.IsSealed(file));
        Assert.False(SealedHouse.IsSealed(house.Write()));
        Assert.Equal(house.Write(), SealedHouse.Open(file, words).Value.Write());
        Assert.Contains("don't open the house file", SealedHouse.Open(file, TwelveWords.New(random)).Refusal!.ToString(), StringComparison.Ordinal);
        // Whoever reads it as if it lay open says no as well.
        Assert.NotNull(House.Read(file).Refusal);
    }

    [Fact]
    public void Sealed_twice_nothing_of_it_is_the_same_and_nothing_of_the_house_stands_in_it()
    {
        byte[] first = SealedHouse.Seal(house, words, random), second = SealedHouse.Seal(house, words, random), plain = house.Write();
        for (var at = 1; at + 8 <= first.Length; at++)
        {
            Assert.Equal(-1, second.AsSpan(1).IndexOf(first.AsSpan(at, 8)));
            if (at + 8 <= plain.Length) Assert.Equal(-1, first.AsSpan().IndexOf(plain.AsSpan(at, 8)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(129)]
    public void A_changed_byte_is_seen_wherever_it_stands(int at)
    {
        var file = SealedHouse.Seal(house, words, random);
        file[at] ^= 1;
        Assert.NotNull(SealedHouse.Open(file, words).Refusal);
    }

    [Fact]
    public void What_was_cut_off_is_no_house_file() =>
        Assert.Contains("damaged", SealedHouse.Open(SealedHouse.Seal(house, words, random).AsSpan(..^1), words).Refusal!.ToString(), StringComparison.Ordinal);
}
