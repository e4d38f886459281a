using System.Text.Json;
using Alongside.Features.Sealing;
using CsCheck;

namespace Alongside.Tests.Sealing;

public class PassphraseTests
{
    private const string Good = "violet kettle borrows nine umbrellas";

    public static TheoryData<string> LongCommonLines =>
        [.. CommonPassphrases.Lines.Where(line => line.Length >= Passphrase.Shortest)];

    [Theory]
    [InlineData(Good)]
    [InlineData("Violet kettle borrows 9 umbrellas")]
    [InlineData("quinze girafes repeignent l’ascenseur")]
    [InlineData("سبعة قنافذ تخبز فوق السطح")]
    [InlineData("восемь ежей пекут оладьи на крыше")]
    [InlineData("七匹刺猬在屋顶上烤南瓜饼给邻居吃")]
    [InlineData("!#%&/()=?+*~-_ab")]
    [InlineData("kV8$eq!0zR#mT2pw")]
    [InlineData("no no no, never lend the tortoise your bicycle")]
    [InlineData("we practice the tuba in a wardrobe")]
    public void A_passphrase_of_ones_own_is_welcome(string text) => Assert.Null(Passphrase.Choose(text, "sam@example.org").Refusal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kV8$eq!0zR#mT2")]
    [InlineData("     kV8$eq!0zR#mT2     ")]
    public void Fewer_than_fifteen_characters_are_too_few(string? text) => Refused(text, "at least 15");

    [Fact]
    public void Fifteen_characters_are_enough_however_many_bytes_they_take()
    {
        Assert.Null(Passphrase.Choose("kV8$eq!0zR#mT2p", null).Refusal);
        Assert.Null(Passphrase.Choose("🌵🦔🎷🧶🪴🚲🥁🍋🧭🪁🎲🪵🧊🛶🪨", null).Refusal);
        Refused("🌵🦔🎷🧶🪴🚲🥁🍋🧭🪁🎲🪵🧊🛶", "at least 15");
    }

    [Fact]
    public void More_than_256_characters_are_too_many()
    {
        var random = new FixedRandom(3);
        var text = string.Concat(Enumerable.Range(0, 256).Select(_ => (char)('!' + random.Below(90))));
        Assert.Null(Passphrase.Choose(text, null).Refusal);
        Refused(text + "x", "at most 256");
    }

    [Theory, MemberData(nameof(LongCommonLines))]
    public void What_many_people_choose_is_refused_however_it_is_dressed(string line)
    {
        Assert.NotNull(Passphrase.Choose(line, null).Refusal);
        Assert.NotNull(Passphrase.Choose(line.Replace(" ", "") + "1!", null).Refusal);
        Assert.NotNull(Passphrase.Choose(line.ToUpperInvariant() + " 2024", null).Refusal);
        Assert.NotNull(Passphrase.Choose(line.Replace('e', 'é').Replace('o', '0').Replace('s', '$'), null).Refusal);
    }

    [Fact]
    public void Of_49233_that_are_used_most_those_that_would_be_long_enough_are_all_refused()
    {
        var used = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "long-common-passwords.txt"));
        Assert.Equal(41, used.Length);
        Assert.All(used, password => Assert.InRange(password.Length, Passphrase.Shortest, Passphrase.Longest));
        Assert.DoesNotContain(used, password => Passphrase.Choose(password, null).Refusal is null);
    }

    [Theory]
    [InlineData("the Lord is my shepherd", "Many people")]
    [InlineData("Correct-Horse-Battery-Staple", "Many people")]
    [InlineData("P@$$w0rd P@ssphr4se", "Many people")]
    [InlineData("alongsidetherapy1", "Many people")]
    [InlineData("Qui vivra verra, mon cœur", null)]
    [InlineData("on ne voit bien qu’avec le cœur", "Many people")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "again and again")]
    [InlineData("sunflower sunflower", "again and again")]
    [InlineData("sunflowersunflower7", "again and again")]
    [InlineData("ha-ha-ha-ha-ha-ha-ha-ha", "again and again")]
    [InlineData("qwertyuiopasdfghjkl", "Neighbouring")]
    [InlineData("azertyuiopqsdfghjklm", "Neighbouring")]
    [InlineData("1qaz2wsx3edc4rfv", "Neighbouring")]
    [InlineData("йцукенгшщзфывапролд", "Neighbouring")]
    [InlineData("abcdefghijklmnopqrst", "Neighbouring")]
    [InlineData("98765432109876543", "Neighbouring")]
    [InlineData("1234567890abcdefgh", "Neighbouring")]
    public void Habits_are_refused_with_what_to_do_instead(string text, string? says)
    {
        if (says is null) Assert.Null(Passphrase.Choose(text, null).Refusal);
        else Refused(text, says);
    }

    [Theory]
    [InlineData("amara.diallo violet kettle nine", "amara.diallo@example.org")]
    [InlineData("violet AmaraDiallo kettle nine", "amara.diallo@example.org")]
    [InlineData("violet Ámàra Diallo kettle nine", "amara.diallo")]
    [InlineData("violet bo kettle borrows nine", "Bo")]
    public void The_sign_in_name_stays_out(string text, string name)
    {
        var refusal = Passphrase.Choose(text, name).Refusal;
        Assert.Contains("sign-in name", refusal?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(name, refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_sign_in_name_may_hide_in_a_longer_word() =>
        Assert.Null(Passphrase.Choose(Good, "bo").Refusal);

    [Fact]
    public void However_a_keyboard_writes_the_same_characters_the_bytes_are_the_same()
    {
        var composed = Passphrase.Choose("quinze éléphants rangent l'évier", null).Value;
        Assert.Equal(composed.Bytes, Passphrase.Typed(" quinze e\u0301le\u0301phants\u00A0rangent l'e\u0301vier\n").Bytes);
        Assert.Equal(composed.Bytes, Passphrase.Typed("ｑｕｉｎｚｅ éléphants rangent l'évier").Bytes);
        Assert.False(composed.Bytes.SequenceEqual(Passphrase.Typed("Quinze éléphants rangent l'évier").Bytes));
    }

    [Fact]
    public void It_never_prints_itself()
    {
        var passphrase = Passphrase.Choose(Good, null).Value;
        Assert.Equal("••••••••", $"{passphrase}");
        Assert.DoesNotContain("violet", JsonSerializer.Serialize(new { Note = passphrase.ToString() }), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(Passphrase).GetProperties(), property => property.PropertyType == typeof(string));
    }

    [Fact]
    public void A_refusal_holds_nothing_of_what_was_typed() => Gen.String.Sample(text =>
        Passphrase.Choose(text, text).Refusal is not { } refusal || refusal.Arguments.All(argument => argument is int));

    [Fact]
    public void Hostile_text_is_answered_and_never_breaks_anything()
    {
        using var naughty = JsonDocument.Parse(File.ReadAllText("Vectors/naughty-strings.json"));
        foreach (var text in naughty.RootElement.EnumerateArray().Select(e => e.GetString()).Append("\uD800 half a character \uDC00"))
        {
            var passphrase = Passphrase.Choose(text, text);
            Assert.True(passphrase.Refusal is not null || Passphrase.Typed(text).Bytes.Length >= Passphrase.Shortest);
        }
    }

    private static void Refused(string? text, string says) =>
        Assert.Contains(says, Passphrase.Choose(text, null).Refusal?.ToString(), StringComparison.Ordinal);
}
