using System.Text.Json.Serialization;
using Alongside.Features.Circle;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>What of the money that people pay goes to the fund, and what the fund promises.</summary>
/// <param name="FundBasisPoints">Of each payment, in hundredths of a percent, to the fund.</param>
/// <param name="PromisedSessions">How many next sessions the fund promises everybody in its care, before anybody new begins.</param>
public sealed record FundShare(int FundBasisPoints, int PromisedSessions) : Agreement
{
    public const string KindName = "fund-share";

    public const int Whole = 10_000, MostPromised = 26;

    public static FundShare Offered { get; } = new(600, 6);

    /// <summary>Of each payment, in hundredths of a percent, to others outside: said here until <see cref="Redistribution"/> was agreed on, and nothing since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OnwardBasisPoints { get; init; }

    /// <summary>To whom that goes on, in words; null where nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Onward { get; init; }

    public override Refusal? Check()
    {
        if (FundBasisPoints < 0 || OnwardBasisPoints < 0) return new($"A share is nothing or more.") { Field = FundBasisPoints < 0 ? "Fund" : "Onward" };
        if (FundBasisPoints + OnwardBasisPoints > Whole / 2) return TooMuch;
        if (OnwardBasisPoints > 0 && string.IsNullOrWhiteSpace(Onward)) return new($"Please say to whom it is passed on.") { Field = "To" };
        // The floor: a fund that promises nothing lets people begin whom it then can't carry.
        if (PromisedSessions is < 1 or > MostPromised) return new($"The fund promises between one and {MostPromised} sessions to those it carries.") { Field = "Promised" };
        return TooLong(Onward ?? "", 400, "To");
    }

    public override Refusal? CheckBeside(Agreement other)
    {
        if (other is not Redistribution beside) return null;
        if (OnwardBasisPoints > 0) return new($"What is passed on to others stands in an agreement of its own now, “Passing money on”. Please write 0 here.") { Field = "Onward" };
        return FundBasisPoints + beside.BasisPoints > Whole / 2 ? TooMuch : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Of what people pay for sessions, {FundBasisPoints / 100m}% goes to the fund.";
        if (OnwardBasisPoints > 0) yield return $"Until there is an agreement “Passing money on”, {OnwardBasisPoints / 100m}% of what people pay for sessions is passed on: {AsWritten(Onward ?? "")}";
        yield return $"The fund promises {new Counted(PromisedSessions, Sentence.Of("the next session | the next {0} sessions"))} of everybody it carries, before anybody new begins.";
    }

    /// <summary>The fund's part of a payment.</summary>
    public Money Of(Money paid) => paid.Share(FundBasisPoints, Whole - FundBasisPoints)[0];

    internal static Refusal TooMuch => new($"More than half of what people pay can’t go elsewhere, or nobody here could live from the work.");
}
