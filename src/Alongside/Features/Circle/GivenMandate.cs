using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>Somebody who is to hold a mandate, under the name they worked under as it was written.</summary>
public sealed record GivenTo(Guid Person, string Name);

/// <summary>
/// Who holds one mandate from the day the decision takes effect, and for how long. The decision gives it, renews it and
/// takes it back: whoever isn't named any more holds it no longer.
/// </summary>
/// <param name="Holders">At least <see cref="FirstMandates.FewestHolders"/>.</param>
/// <param name="Months">Nothing renews it by itself.</param>
public abstract record GivenMandate(IReadOnlyList<GivenTo> Holders, int Months) : Agreement
{
    /// <summary>What the names of these kinds of agreement begin with.</summary>
    public const string Prefix = "mandate-";

    /// <summary>One of <see cref="MandateNames"/>.</summary>
    public abstract string MandateName();

    public IReadOnlyList<PersonId> People() => [.. Holders.Select(h => new PersonId(h.Person))];

    public override Refusal? Check()
    {
        if (Holders.DistinctBy(h => h.Person).Count() != Holders.Count || Holders.Any(h => h.Name.Length == 0)) return new($"Please choose those who are to hold it among the members.") { Field = "Holders" };
        if (Holders.Count < FirstMandates.FewestHolders) return FirstMandates.TooFew;
        if (Months < 1) return new($"A mandate lasts at least a month.") { Field = "Months" };
        return Months > FirstMandates.LongestMonths ? new($"A mandate lasts a year at most. Who should hold it longer is asked again.") { Field = "Months" } : null;
    }

    public override Agreement Naming(IReadOnlyDictionary<PersonId, string> names) =>
        this with { Holders = [.. Holders.Select(h => h with { Name = names.GetValueOrDefault(new(h.Person), "") })] };

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Held by {AsList([.. Holders.Select(h => h.Name)])}.";
        yield return $"For {Counted.Months(Months)} from the day it takes effect. Nothing renews it by itself.";
    }
}

public sealed record WelcomeMandate(IReadOnlyList<GivenTo> Holders, int Months) : GivenMandate(Holders, Months)
{
    public static WelcomeMandate Offered { get; } = new([], FirstMandates.LongestMonths);

    public override string MandateName() => MandateNames.Welcome;
}

public sealed record BookkeepingMandate(IReadOnlyList<GivenTo> Holders, int Months) : GivenMandate(Holders, Months)
{
    public static BookkeepingMandate Offered { get; } = new([], FirstMandates.LongestMonths);

    public override string MandateName() => MandateNames.Bookkeeping;
}

public sealed record FacilitationMandate(IReadOnlyList<GivenTo> Holders, int Months) : GivenMandate(Holders, Months)
{
    public static FacilitationMandate Offered { get; } = new([], FirstMandates.LongestMonths);

    public override string MandateName() => MandateNames.Facilitation;
}

/// <summary>Who keeps the escrow's papers next. They get them as soon as the keepers until then come together and make its key anew.</summary>
/// <param name="Holders">At least <see cref="FirstMandates.FewestHolders"/>.</param>
/// <param name="Months">Nothing renews it by itself.</param>
/// <param name="KeysNeeded">How many papers open the escrow; 0 means more than half of them.</param>
public sealed record KeyKeepingMandate(IReadOnlyList<GivenTo> Holders, int Months, int KeysNeeded) : GivenMandate(Holders, Months)
{
    public static KeyKeepingMandate Offered { get; } = new([], FirstMandates.LongestMonths, 0);

    public override string MandateName() => MandateNames.KeyKeeping;

    public override Refusal? Check()
    {
        if (base.Check() is { } refusal) return refusal;
        if (Holders.Count > Slip39.MostShares) return new($"At most {Slip39.MostShares} can keep papers of one key.") { Field = "Holders" };
        if (KeysNeeded is not 0 and < 2) return FirstMandates.OneAlone;
        return KeysNeeded > Holders.Count ? new($"There are {Holders.Count} keepers, so {KeysNeeded} shares could never come together.") { Field = "KeysNeeded" } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        foreach (var sentence in base.InWords()) yield return sentence;
        yield return FirstMandates.SaidOf(KeysNeeded);
        yield return $"The papers follow when those who keep them now come together and make the escrow’s key anew. Until then the old papers count.";
    }
}
