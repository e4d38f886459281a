using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Circle.Counting;
using CsCheck;

namespace Alongside.Tests.Circle.Counting;

public class SortitionTests
{
    private const string Code = "000102030405060708090a0b0c0d0e0f";
    private static readonly string[] four = ["Nkechi Adeyemi", "Amina Warsame", "Sione Taufa", "Zoë"];

    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcdeéøß 漢ñ"], 1, 12].Where(s => !string.IsNullOrWhiteSpace(s));

    [Fact]
    public void A_lot_that_was_drawn_by_another_program_comes_out_the_same()
    {
        // By Python's hmac and hashlib, as docs/draw.md says.
        Assert.Equal(["Nkechi Adeyemi", "Amina Warsame", "Zoë", "Sione Taufa"], Drawn(four, "17 4 33"));
        Assert.Equal(["Sione Taufa", "Zoë", "Nkechi Adeyemi", "Amina Warsame"], Drawn(four, "17 4 34"));
    }

    [Fact]
    public void It_agrees_with_HKDF_written_out_by_hand() => Gen.Select(Word.Array[1, 8], Word, Gen.Byte.Array[16]).Sample((labels, randomness, code) =>
    {
        string[] distinct = [.. labels.DistinctBy(Sortition.Plain)];
        var order = Sortition.Draw([.. distinct.Select(l => new Candidate<string>(l, l))], code, randomness).Value;
        Assert.Equal(distinct.OrderBy(l => ByHand(l, randomness, code)), order);
    }, iter: 2000);

    [Fact]
    public void In_which_order_they_are_listed_makes_no_difference() => Gen.Shuffle(four).Sample(shuffled => Assert.Equal(Drawn(four, "17 4 33"), Drawn(shuffled, "17 4 33")));

    [Theory]
    [InlineData(" 17  4\n33\t")]
    [InlineData("17\u00a04 33")]
    public void White_space_around_and_between_makes_no_difference(string written) => Assert.Equal(Drawn(four, "17 4 33"), Drawn(four, written));

    [Fact]
    public void An_accent_typed_by_itself_makes_no_difference() => Assert.Equal(Drawn(four, "17 4 33"), Drawn([.. four[..3], "Zoe\u0308"], "17 4 33").Select(l => l.Normalize()));

    [Theory]
    [InlineData("nobody to draw among")]
    [InlineData("needs a name", "Ada", " ")]
    [InlineData("the same name", "Ada", "Béa", " Ada ")]
    [InlineData("the same name", "Zoë", "Zoe\u0308")]
    [InlineData("can't be written down", "Ada\0")]
    public void Names_by_which_nobody_could_be_told_apart_are_refused(string why, params string[] labels) =>
        Assert.Contains(why, Sortition.Draw([.. labels.Select(l => new Candidate<string>(l, l))], Convert.FromHexString(Code), "17").Refusal!.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Nothing_is_drawn_by_nothing(string randomness) => Assert.NotNull(Sortition.Draw([.. four.Select(l => new Candidate<string>(l, l))], Convert.FromHexString(Code), randomness).Refusal);

    [Fact]
    public void Half_a_pair_of_surrogates_is_no_text()
    {
        Assert.Contains("can't be written down", Sortition.Check(["Ada", "B\ud800"])!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(Sortition.Draw([new Candidate<string>("Ada", "Ada")], Convert.FromHexString(Code), "17 \udc00").Refusal);
    }

    [Fact]
    public void Each_is_drawn_about_as_often_as_another()
    {
        var first = Enumerable.Range(0, 4000).Select(i => Drawn(four, $"{i}")[0]).CountBy(f => f).ToDictionary();
        Assert.All(four, name => Assert.InRange(first[name], 850, 1150));
    }

    [Fact]
    public void A_file_says_the_same_after_it_was_written_and_read()
    {
        var file = new SortitionFile("sortition", Code, "Numbers “read out”", "2026-11-28T10:00:00Z", four, 1, "17 4 33", ["Nkechi Adeyemi"]);
        var read = SortitionFile.Read(file.Write()).Value;
        Assert.Equal(file.Write(), read.Write());
        Assert.True(read.Agrees(read.Order().Value));
        Assert.Contains("\"source\": \"Numbers “read out”\"", Encoding.UTF8.GetString(file.Write()), StringComparison.Ordinal);
        Assert.False((read with { Drawn = ["Zoë"] }).Agrees(read.Order().Value));
        Assert.True((read with { Seats = 2, Drawn = ["Nkechi Adeyemi", "Amina Warsame"] }).Agrees(read.Order().Value));
    }

    private static IReadOnlyList<string> Drawn(string[] labels, string randomness) =>
        Sortition.Draw([.. labels.Select(l => new Candidate<string>(l, l))], Convert.FromHexString(Code), randomness).Value;

    // RFC 5869, extract and then one block of expand; compared as a number.
    private static BigInteger ByHand(string label, string randomness, byte[] code)
    {
        var prk = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Collapsed(randomness)).AsSpan(), code);
        return new(HMACSHA256.HashData(prk.AsSpan(), [.. Encoding.UTF8.GetBytes(Collapsed(label)), 1]), isUnsigned: true, isBigEndian: true);
    }

    private static string Collapsed(string text)
    {
        var plain = text.Normalize().Trim();
        while (plain.Contains("  ", StringComparison.Ordinal)) plain = plain.Replace("  ", " ", StringComparison.Ordinal);
        return plain;
    }
}
