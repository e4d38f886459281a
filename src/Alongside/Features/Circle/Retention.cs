using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>
/// How long a record is kept after the last contact; then it is shredded. The floor is law and no vote goes below it.
/// Ontario: ten years after the last contact or, for who was under 18 then, ten years after their 18th birthday.
/// College of Psychologists and Behaviour Analysts of Ontario, Standards of Professional Conduct (2017) 9.4, carried
/// into those of 2024; the College of Registered Psychotherapists of Ontario asks the same in its standard on clinical
/// records. Personal Health Information Protection Act, 2004, section 13: what somebody has asked to see is kept until
/// that request is settled.
/// </summary>
/// <param name="Years">After the last contact.</param>
public sealed record Retention(int Years) : Agreement
{
    /// <summary>Years after the last contact; after the 18th birthday where that is later.</summary>
    public const int LeastYears = 10;

    public const int AdultAt = 18;

    /// <summary>The floor's source, to be shown beside it.</summary>
    public const string Source = "College of Psychologists and Behaviour Analysts of Ontario, Standards of Professional Conduct; "
        + "College of Registered Psychotherapists of Ontario, Standard on clinical records";

    public static Retention Offered { get; } = new(LeastYears);

    public override Refusal? Check()
    {
        if (Years < LeastYears)
            return new($"The colleges of Ontario ask that records are kept for {LeastYears} years. Nobody here may agree on less.") { Field = "Years" };
        return Years > 30 ? new($"Longer than {30} years helps nobody and can harm. Please choose fewer.") { Field = "Years" } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"We keep a record for {Years} years after the last contact. Who was under {AdultAt} then: {Years} years after their {AdultAt}th birthday.";
        yield return $"Then it is shredded, and whoever it is about is told if they wish.";
        yield return $"The law of Ontario asks for at least {LeastYears} years ({Source}). Please ask counsel.";
    }
}
