using Alongside.Features.Sealing;
using CsCheck;

namespace Alongside.Tests.Sealing;

public class CodeTests
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<RecoveryCode> Recovery = Gen.Int.Select(seed => RecoveryCode.New(new FixedRandom(seed)));
    private static readonly Gen<ReturnCode> Return = Gen.Int.Select(seed => ReturnCode.New(new FixedRandom(seed)));

    [Fact]
    public void A_recovery_code_is_read_as_it_was_shown() => Recovery.Sample(code =>
        code.Bytes.Length == 15 && code.Bytes.SequenceEqual(RecoveryCode.Read(code.ToString()).Value.Bytes));

    [Fact]
    public void A_recovery_code_stands_in_five_groups_of_five() => Recovery.Sample(code =>
        code.ToString().Split('-') is [{ Length: 5 }, { Length: 5 }, { Length: 5 }, { Length: 5 }, { Length: 5 }]);

    [Fact]
    public void A_known_recovery_code_has_the_check_character_that_Crockford_describes()
    {
        // 120 bits all set are 2^120 − 1, which leaves 25 modulo 37: S.
        var read = RecoveryCode.Read("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZS");
        Assert.Null(read.Refusal);
        Assert.Equal(Enumerable.Repeat((byte)0xFF, 15), read.Value.Bytes.ToArray());
    }

    [Theory]
    [InlineData("00000-00000-00000-00000-00011")]
    [InlineData("00000 00000 00000 00000 00011")]
    [InlineData("  oooooOOOOOoooooOOOOO000iL ")]
    [InlineData("00000\u201300000\u2212000000000000\u00AD011")]
    [InlineData("\u0660\u0660\u0660\u0660\u066000000000000000000011")]
    public void A_recovery_code_may_be_written_as_one_likes(string typed) =>
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], RecoveryCode.Read(typed).Value.Bytes.ToArray());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000-00000-00000-00000-0001")]
    [InlineData("00000-00000-00000-00000-000111")]
    [InlineData("00000-00000-00000-00000-00U11")]
    [InlineData("00000-00000-00000-00000-0001é")]
    [InlineData("\uD83D\uDC1F\uD83D\uDC1F")]
    public void What_is_no_recovery_code_is_refused(string? typed) => Assert.NotNull(RecoveryCode.Read(typed).Refusal);

    [Fact]
    public void Every_single_wrong_character_of_a_recovery_code_is_noticed() => Recovery.Sample(code =>
    {
        var plain = code.ToString().Replace("-", "");
        return Enumerable.Range(0, 25).All(at => (Crockford + "*~$=U").Where(other => other != plain[at])
            .All(other => RecoveryCode.Read(plain[..at] + other + plain[(at + 1)..]).Refusal is not null));
    }, iter: 30);

    [Fact]
    public void Every_swap_of_neighbours_in_a_recovery_code_is_noticed() => Recovery.Sample(code =>
        Swaps(code.ToString().Replace("-", "")).All(swapped => RecoveryCode.Read(swapped).Refusal is not null));

    [Fact]
    public void A_return_code_is_read_as_it_was_shown() => Return.Sample(code =>
        code.Bytes.Length == 19 && code.Bytes.SequenceEqual(ReturnCode.Read(code.ToString()).Value.Bytes));

    [Fact]
    public void A_return_code_stands_in_five_groups_of_four_digits() => Return.Sample(code =>
        code.ToString().Length == 24
        && code.ToString().Split(' ').All(group => group.Length == 4 && group.All(char.IsAsciiDigit)));

    [Fact]
    public void A_known_return_code_has_Damms_check_digit() =>
        Assert.Equal("0000 0000 0000 0000 5724", ReturnCode.Read("00000000000000005724").Value.ToString());

    [Theory]
    [InlineData("0000-0000-0000-0000-5724")]
    [InlineData("  0000 0000\t0000\u00A00000\r\n5724")]
    [InlineData("\u0660\u0660\u0660\u0660 \u0660\u0660\u0660\u0660 \u0660\u0660\u0660\u0660 \u0660\u0660\u0660\u0660 \u0665\u0667\u0662\u0664")]
    [InlineData("\u200F\u06F0\u06F0\u06F0\u06F0\u200E000000000000\u096B\u096D\u0968\uFF14")]
    [InlineData("\uD83A\uDD50\uD83A\uDD50\uD83A\uDD50\uD83A\uDD500000000000005724")]
    public void A_return_code_may_be_written_as_one_likes(string typed) =>
        Assert.Equal("0000000000000000572"u8, ReturnCode.Read(typed).Value.Bytes);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000 0000 0000 0000 572")]
    [InlineData("0000 0000 0000 0000 57244")]
    [InlineData("0000 0000 0000 0000 572O")]
    [InlineData("0000 0000 0000 0000 57\u00B24")]
    public void What_is_no_return_code_is_refused(string? typed) => Assert.NotNull(ReturnCode.Read(typed).Refusal);

    [Fact]
    public void Every_single_wrong_digit_of_a_return_code_is_noticed() => Return.Sample(code =>
    {
        var plain = code.ToString().Replace(" ", "");
        return Enumerable.Range(0, 20).All(at => "0123456789".Where(other => other != plain[at])
            .All(other => ReturnCode.Read(plain[..at] + other + plain[(at + 1)..]).Refusal is not null));
    });

    [Fact]
    public void Every_swap_of_neighbours_in_a_return_code_is_noticed() => Return.Sample(code =>
        Swaps(code.ToString().Replace(" ", "")).All(swapped => ReturnCode.Read(swapped).Refusal is not null));

    [Fact]
    public void Every_digit_is_as_likely_at_every_place_of_a_return_code()
    {
        var random = new FixedRandom(1);
        var seen = new int[19, 10];
        for (var i = 0; i < 2000; i++)
        {
            var code = ReturnCode.New(random).Bytes;
            for (var at = 0; at < 19; at++) seen[at, code[at] - '0']++;
        }
        // 200 expected each; 100 off would be more than seven standard deviations.
        Assert.All(seen.Cast<int>(), count => Assert.InRange(count, 100, 300));
    }

    [Fact]
    public void A_refused_code_is_not_repeated_in_the_sentence()
    {
        Assert.DoesNotContain("98765", RecoveryCode.Read("98765").Refusal!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("98765", ReturnCode.Read("98765").Refusal!.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Swaps(string code) => Enumerable.Range(0, code.Length - 1)
        .Where(at => code[at] != code[at + 1])
        .Select(at => code[..at] + code[at + 1] + code[at] + code[(at + 2)..]);
}
