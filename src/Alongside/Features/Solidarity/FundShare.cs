using Alongside.Features.Circle;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>What of the money that people pay goes to the fund and on to others, and what the fund promises.</summary>
/// <param name="FundBasisPoints">Of each payment, in hundredths of a percent, to the fund.</param>
/// <param name="OnwardBasisPoints">Of each payment, in hundredths of a percent, to others outside.</param>
/// <param name="Onward">To whom it goes on, in words.</param>
/// <param name="PromisedSessions">How many next sessions the fund promises everybody in its care, before anybody new begins.</param>
public sealed record FundShare(int FundBasisPoints, int OnwardBasisPoints, string Onward, int PromisedSessions) : Agreement
{
    public const int Whole = 10_000, MostPromised = 26;

    public static FundShare Offered { get; } = new(600, 0, "", 6);

    public override Refusal? Check()
    {
        if (FundBasisPoints < 0 || OnwardBasisPoints < 0) return new($"A share is nothing or more.") { Field = FundBasisPoints < 0 ? "Fund" : "Onward" };
        if (FundBasisPoints + OnwardBasisPoints > Whole / 2) return new($"More than half of what people pay can’t go elsewhere, or nobody here could live from the work.");
        if (OnwardBasisPoints > 0 && string.IsNullOrWhiteSpace(Onward)) return new($"Please say to whom it is passed on.") { Field = "To" };
        // The floor: a fund that promises nothing lets people begin whom it then can't carry.
        if (PromisedSessions is < 1 or > MostPromised) return new($"The fund promises between one and {MostPromised} sessions to those it carries.") { Field = "Promised" };
        return TooLong(Onward, 400, "To");
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Of what people pay for sessions, {FundBasisPoints / 100m}% goes to the fund.";
        yield return OnwardBasisPoints == 0
            ? (FormattableString)$"Nothing is passed on to others outside yet."
            : $"{OnwardBasisPoints / 100m}% of what people pay for sessions is passed on: {AsWritten(Onward)}";
        yield return $"The fund promises {new Counted(PromisedSessions, Sentence.Of("the next session | the next {0} sessions"))} of everybody it carries, before anybody new begins.";
    }

    /// <summary>The fund's and the others' part of a payment; the rest stays.</summary>
    public (Money Fund, Money Onward) Of(Money paid)
    {
        var parts = paid.Share(FundBasisPoints, OnwardBasisPoints, Whole - FundBasisPoints - OnwardBasisPoints);
        return (parts[0], parts[1]);
    }
}
