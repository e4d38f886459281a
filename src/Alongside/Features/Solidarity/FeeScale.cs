using System.Globalization;
using Alongside.Features.Circle;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>What a session of one length costs the practice.</summary>
/// <param name="Minutes">Its length.</param>
/// <param name="Minor">In minor units of the scale's currency.</param>
public sealed record FullFee(int Minutes, long Minor);

/// <summary>One fee to choose, with the circumstances in which it fits.</summary>
/// <param name="Key">Stable; who chose it is known by it, so it stays when the words change.</param>
/// <param name="Name">In a few words.</param>
/// <param name="Words">In which circumstances it fits, so that one finds oneself in words and not in numbers.</param>
/// <param name="Minor">For a session of the usual length, in minor units.</param>
public sealed record Tier(string Key, string Name, string Words, long Minor);

/// <summary>What sessions cost: tiers that anybody chooses from without proof, and the full fee by length.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Full">The full fee by length; the first length is the usual one, which the tiers are said for.</param>
/// <param name="Tiers">From the lowest to the highest.</param>
public sealed record FeeScale(string Currency, IReadOnlyList<FullFee> Full, IReadOnlyList<Tier> Tiers) : Agreement
{
    public const int MostTiers = 9, MostLengths = 6;

    public static FeeScale Offered { get; } = new(
        "CAD",
        [new(50, 160_00), new(25, 85_00), new(80, 240_00)],
        [
            new("nothing", Sentence.Of("Nothing"),
                Sentence.Of("Paying for this would mean going without food, rent, medicine or the phone. Or it is simply not there."), 0),
            new("a-little", Sentence.Of("A little"),
                Sentence.Of("The basics are covered most months. There is debt, or money goes to family, and one surprise tips it over."), 25_00),
            new("some", Sentence.Of("Some"),
                Sentence.Of("The basics are covered. This would mean leaving out other things that do you good."), 60_00),
            new("most", Sentence.Of("Most of it"),
                Sentence.Of("You have some room. You notice the cost, and you can plan for it."), 110_00),
            new("yours", Sentence.Of("Yours"),
                Sentence.Of("You have savings, or an insurer who pays, and this changes nothing else in your month. It is what a session costs us."), 160_00),
            new("yours-and-more", Sentence.Of("Yours and some more"),
                Sentence.Of("You have more than you need, by work or by birth, and like to carry somebody’s share. What is more goes to the fund, for whoever is next."), 200_00),
        ]);

    /// <summary>The length for which the tiers are said.</summary>
    public FullFee Usual => Full[0];

    public Tier? Find(string key) => Tiers.FirstOrDefault(t => t.Key == key);

    /// <summary>The full fee for a session of this length; for one that isn't listed, in proportion to the usual one.</summary>
    public Money FullFor(int minutes) => Of(Full.FirstOrDefault(f => f.Minutes == minutes)?.Minor ?? Nearest(Usual.Minor, minutes, Usual.Minutes));

    /// <summary>What somebody pays for this length who pays so much for the usual one: the same part of the full fee.</summary>
    public Money PriceFor(long usualMinor, int minutes) => Of(Nearest(usualMinor, FullFor(minutes).Minor, Usual.Minor));

    /// <summary>What is missing to the full fee, and is the fund's to pay.</summary>
    public Money FundPart(long usualMinor, int minutes) =>
        FullFor(minutes) is var full && PriceFor(usualMinor, minutes) is var price && price < full ? full - price : Of(0);

    /// <summary>
    /// The tier that somebody chose, in this scale. Where it is gone, the highest that asks no more of them than what they
    /// agreed to: nobody's fee rises because a scale was changed.
    /// </summary>
    public Tier Kept(string key, long agreedMinor) =>
        Find(key) is { } same && same.Minor <= agreedMinor ? same : Tiers.Last(t => t.Minor <= agreedMinor);

    public override Refusal? Check()
    {
        if (!Money.Knows(Currency)) return new($"A currency has three capital letters that banks know, as in CAD.") { Field = nameof(Currency) };
        return CheckFull() ?? CheckTiers() ?? Tiers.Index().Select(t => TooLong(t.Item.Name, 60, $"Tier.{t.Index}") ?? TooLong(t.Item.Words, 400, $"Words.{t.Index}")).FirstOrDefault(r => r is not null);
    }

    private Refusal? CheckFull()
    {
        if (Full.Count is 0 or > MostLengths) return new($"Please say what a session costs, for one to {MostLengths} lengths.") { Field = "Minutes.0" };
        foreach (var (i, full) in Full.Index())
            if (full.Minutes is < 5 or > 600 || full.Minor is <= 0 or > 100_000_00)
                return new($"A session is five minutes to ten hours long, and its full fee is more than nothing.") { Field = full.Minutes is < 5 or > 600 ? $"Minutes.{i}" : $"Full.{i}" };
        return Repeated([.. Full.Select(f => f.Minutes.ToString(CultureInfo.InvariantCulture))]) is { } twice ? new($"One length stands there twice.") { Field = $"Minutes.{twice}" } : null;
    }

    private Refusal? CheckTiers()
    {
        if (Tiers.Count is 0 or > MostTiers) return new($"A scale has one to {MostTiers} tiers: more than that nobody can choose from.") { Field = "Tier.0" };
        if (Tiers.Index().Where(t => t.Item.Minor < 0).Select(t => (int?)t.Index).FirstOrDefault() is { } unread)
            return new($"Please write the amount of each tier in figures, as in 25 or 25.50.") { Field = $"Price.{unread}" };
        // The floor: whoever has nothing is not turned away, whatever is decided.
        if (Tiers[0].Minor != 0) return new($"A fee scale begins at nothing. Nobody here may agree on anything else.") { Field = "Price.0" };
        for (var i = 1; i < Tiers.Count; i++)
            if (Tiers[i - 1].Minor >= Tiers[i].Minor) return new($"Tiers rise from one to the next.") { Field = $"Price.{i}" };
        if (Tiers[^1].Minor > 10 * Usual.Minor) return new($"The highest tier asks for more than ten times the full fee. Is there a zero too many?") { Field = $"Price.{Tiers.Count - 1}" };
        foreach (var (i, tier) in Tiers.Index())
        {
            if (string.IsNullOrWhiteSpace(tier.Name)) return new($"Each tier needs a name.") { Field = $"Tier.{i}" };
            if (string.IsNullOrWhiteSpace(tier.Words)) return new($"Each tier needs a description of circumstances, so that nobody has to choose by numbers.") { Field = $"Words.{i}" };
        }
        if (Tiers.Any(t => t.Key.Length is 0 or > 40)) return new($"Each tier has a key of its own.");
        return Repeated([.. Tiers.Select(t => t.Key)]) is { } same ? new($"Each tier has a key of its own.") { Field = $"Tier.{same}" } : null;
    }

    // Where the second of two that are the same stands.
    private static int? Repeated(IReadOnlyList<string> all) =>
        all.Index().Where(one => all.Take(one.Index).Contains(one.Item)).Select(one => (int?)one.Index).FirstOrDefault();

    public override IEnumerable<FormattableString> InWords()
    {
        foreach (var full in Full) yield return $"A session of {full.Minutes} minutes costs {Of(full.Minor)}. What somebody doesn’t pay of it, the fund pays.";
        foreach (var tier in Tiers)
            yield return $"{AsWritten(tier.Name)}: {Of(tier.Minor)} for {Usual.Minutes} minutes. {AsWritten(tier.Words)}";
        yield return $"Everybody chooses for themselves, without proof, and can choose anew at any time. A therapist is paid the same whichever it is.";
    }

    private Money Of(long minor) => new(minor, Currency);

    // To the nearest minor unit, halves up.
    private static long Nearest(long amount, long times, long over) => (long)(((Int128)amount * times * 2 + over) / ((Int128)over * 2));
}
