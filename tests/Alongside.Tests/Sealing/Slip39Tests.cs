using System.Security.Cryptography;
using System.Text.Json;
using Alongside.Features.Sealing;
using CsCheck;

namespace Alongside.Tests.Sealing;

public class Slip39Tests
{
    private static readonly byte[] Secret = SHA256.HashData("a key of the practice"u8);

    public static TheoryData<string, string[], string> Published
    {
        get
        {
            using var vectors = JsonDocument.Parse(File.ReadAllText("Vectors/slip39-vectors.json"));
            return [.. vectors.RootElement.EnumerateArray().Select(v => new TheoryDataRow<string, string[], string>(
                v[0].GetString()!, [.. v[1].EnumerateArray().Select(share => share.GetString()!)], v[2].GetString()!))];
        }
    }

    [Theory, MemberData(nameof(Published))]
    public void Published_shares_give_the_published_secret_or_are_refused(string what, string[] shares, string secret)
    {
        var combined = Slip39.Combine(shares, "TREZOR");
        Assert.True(secret.Length == 0 == (combined.Refusal is not null), what);
        if (secret.Length > 0) Assert.Equal(secret, Convert.ToHexStringLower(combined.Value));
    }

    [Theory, MemberData(nameof(Published))]
    public void A_share_that_was_read_is_written_with_the_same_words(string what, string[] shares, string secret)
    {
        foreach (var share in shares.Where(_ => secret.Length > 0))
        {
            Assert.True(share == Slip39Share.Read(share).Value.Words(), what);
        }
    }

    [Fact]
    public void There_are_45_published_cases() => Assert.Equal(45, Published.Count);

    [Fact]
    public void The_words_are_those_of_the_standard()
    {
        using var list = typeof(Slip39).Assembly.GetManifestResourceStream("slip39-words.txt");
        Assert.Equal("bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3", Convert.ToHexStringLower(SHA256.HashData(list!)));
    }

    [Fact]
    public void Any_k_of_n_give_the_secret_in_any_order_and_fewer_do_not() => Gen.Select(Gen.Int[2, 8], Gen.Int[0, 8], Gen.Int).Sample((k, more, seed) =>
    {
        var random = new FixedRandom(seed);
        var shares = Slip39.Split(Secret, k, k + more, random).OrderBy(_ => random.Below(1000)).Select(share => share.Words()).ToArray();
        return shares.All(share => share.Split(' ').Length == 33)
            && Slip39.Combine(shares[..k]).Value.SequenceEqual(Secret)
            && Slip39.Combine(shares).Value.SequenceEqual(Secret)
            && Slip39.Combine(shares[..(k - 1)]).Refusal is not null;
    }, iter: 40);

    [Fact, Trait("Kind", "Unhurried")]
    public void Fewer_than_enough_shares_are_equally_likely_for_every_secret()
    {
        // With the polynomial's randomness fixed but not its secret, one share of two says nothing: it covers all values.
        var first = Enumerable.Range(0, 256).Select(seed =>
            Slip39.Split(Secret, 2, 2, new FixedRandom(seed))[0].Value[0]).Distinct().Count();
        Assert.InRange(first, 130, 190);
    }

    [Fact]
    public void What_is_missing_is_counted()
    {
        var shares = Slip39.Split(Secret, 3, 5, new FixedRandom(1));
        Assert.Equal("2 more shares are needed.", Slip39.Combine([shares[4]]).Refusal?.ToString());
        Assert.Equal("One more share is needed.", Slip39.Combine([shares[4], shares[0]]).Refusal?.ToString());
        Assert.Equal("One more share is needed.", Slip39.Combine([shares[4], shares[0], shares[4]]).Refusal?.ToString());
        Assert.Equal("Please enter the first share.", Slip39.Combine(Array.Empty<string>()).Refusal?.ToString());
    }

    [Fact]
    public void Shares_of_two_splittings_are_not_mixed()
    {
        var (one, other) = (Slip39.Split(Secret, 2, 3, new FixedRandom(1)), Slip39.Split(Secret, 2, 3, new FixedRandom(2)));
        Assert.Contains("same splitting", Slip39.Combine([one[0], other[1]]).Refusal?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forged_share_is_noticed_whether_it_is_needed_or_one_too_many()
    {
        var shares = Slip39.Split(Secret, 2, 3, new FixedRandom(1));
        var forged = Forge(shares[1]);
        Assert.Contains("don't fit", Slip39.Combine([shares[0], forged]).Refusal?.ToString(), StringComparison.Ordinal);
        Assert.Contains("don't fit", Slip39.Combine([shares[0], shares[2], forged]).Refusal?.ToString(), StringComparison.Ordinal);
        Assert.Contains("don't fit", Slip39.Combine([shares[0], shares[1], forged]).Refusal?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_may_be_typed_in_capitals_in_lines_and_by_the_beginnings_of_its_words()
    {
        var share = Slip39.Split(Secret, 2, 3, new FixedRandom(1))[0].Words();
        var typed = string.Join("\r\n  ", share.Split(' ').Select(word => word[..4].ToUpperInvariant()));
        Assert.Equal(share, Slip39Share.Read(typed).Value.Words());
    }

    [Fact]
    public void Every_wrong_word_and_every_swap_of_neighbours_is_noticed()
    {
        var words = Slip39.Split(Secret, 2, 3, new FixedRandom(1))[0].Words().Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var wrong = words.ToArray();
            wrong[i] = wrong[i] == "academic" ? "zero" : "academic";
            Assert.NotNull(Slip39Share.Read(string.Join(' ', wrong)).Refusal);
            if (i == 0 || words[i] == words[i - 1]) continue;
            var swapped = words.ToArray();
            (swapped[i], swapped[i - 1]) = (words[i - 1], words[i]);
            Assert.NotNull(Slip39Share.Read(string.Join(' ', swapped)).Refusal);
        }
        Assert.NotNull(Slip39Share.Read(string.Join(' ', words[1..])).Refusal);
        Assert.NotNull(Slip39Share.Read(string.Join(' ', words[0], string.Join(' ', words))).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("academic acid")]
    public void What_is_no_share_is_refused(string? text) => Assert.NotNull(Slip39Share.Read(text).Refusal);

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(2, 1, 2)]
    public void A_share_of_groups_that_cannot_be_is_refused_though_its_words_are_right(int group, int threshold, int count) =>
        Assert.NotNull(Slip39Share.Read(new Slip39Share
        {
            Identifier = 7,
            Extendable = true,
            IterationExponent = 0,
            GroupIndex = group,
            GroupThreshold = threshold,
            GroupCount = count,
            MemberIndex = 0,
            MemberThreshold = 1,
            Value = Secret,
        }.Words()).Refusal);

    [Fact]
    public void Random_words_are_refused_and_not_repeated() => Gen.String.Array[20, 33].Sample(words =>
        Slip39Share.Read(string.Join(' ', words)).Refusal is { } refusal && refusal.Arguments.All(argument => argument is int));

    [Fact]
    public void A_passphrase_protects_and_a_wrong_one_gives_another_secret()
    {
        var shares = Slip39.Split(Secret, 2, 2, new FixedRandom(1), "seven hedgehogs");
        Assert.Equal(Secret, Slip39.Combine(shares, "seven hedgehogs").Value);
        Assert.NotEqual(Secret, Slip39.Combine(shares).Value);
    }

    [Fact]
    public void A_share_is_reckoned_once_more_from_enough_others()
    {
        var shares = Slip39.Split(Secret, 3, 5, new FixedRandom(1));
        for (var i = 0; i < shares.Count; i++)
            Assert.Equal(shares[i].Words(), Slip39.Again([.. shares.Where(s => s.MemberIndex != i).Take(3)], i).Words());
    }

    [Fact]
    public void The_same_randomness_gives_the_same_shares_and_other_randomness_others()
    {
        var shares = Slip39.Split(Secret, 2, 3, new FixedRandom(1)).Select(share => share.Words()).ToArray();
        Assert.Equal(shares, Slip39.Split(Secret, 2, 3, new FixedRandom(1)).Select(share => share.Words()));
        Assert.NotEqual(shares, Slip39.Split(Secret, 2, 3, new FixedRandom(2)).Select(share => share.Words()));
    }

    [Theory]
    [InlineData(32, 1, 3)]
    [InlineData(32, 0, 1)]
    [InlineData(32, 4, 3)]
    [InlineData(32, 2, 17)]
    [InlineData(14, 2, 3)]
    [InlineData(17, 2, 3)]
    public void What_the_standard_does_not_allow_is_a_bug(int bytes, int threshold, int count) =>
        Assert.ThrowsAny<ArgumentException>(() => Slip39.Split(new byte[bytes], threshold, count, new FixedRandom(1)));

    private static Slip39Share Forge(Slip39Share share) => new()
    {
        Identifier = share.Identifier,
        Extendable = share.Extendable,
        IterationExponent = share.IterationExponent,
        GroupIndex = share.GroupIndex,
        GroupThreshold = share.GroupThreshold,
        GroupCount = share.GroupCount,
        MemberIndex = share.MemberIndex,
        MemberThreshold = share.MemberThreshold,
        Value = [.. share.Value.Select(b => (byte)(b ^ 1))],
    };
}
