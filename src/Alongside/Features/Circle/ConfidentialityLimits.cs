using System.Text.Json.Serialization;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle;

/// <summary>One case in which the law may open what was told in confidence.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="What">What the law lets or makes us do, and what not.</param>
/// <param name="First">What we do before, with the person.</param>
/// <param name="Source">Statute and section.</param>
/// <param name="AsOf">The day up to which the source was read (ISO 8601).</param>
/// <param name="ReviewedBy">Who among counsel looked at it; empty until somebody has, and then that is said.</param>
public sealed record ConfidentialityLimit(string Title, string What, string First, string Source, string AsOf, string ReviewedBy)
{
    /// <summary>Where it holds, if elsewhere than the others; empty for the place of the whole.</summary>
    public string Where { get; init; } = "";
}

/// <summary>The limits of confidentiality, said before the first question is asked.</summary>
/// <param name="Place">Where they hold, but for those that say another place.</param>
/// <param name="Limits">All of them; what is not here is no limit.</param>
public sealed record ConfidentialityLimits(string Place, IReadOnlyList<ConfidentialityLimit> Limits) : Agreement
{
    // Told in our own words from the statutes that each names. It is no legal advice, and each limit says whether a lawyer looked it over.
    private const string ReadOn = "2026-11-24";

    public static ConfidentialityLimits Offered { get; } = new("Ontario",
    [
        new(Sentence.Of("Somebody may be badly hurt, or die"),
            Sentence.Of("If we have good reason to believe that telling somebody is needed to keep you or another person from serious bodily harm, the law lets us tell as much as that takes. It does not force us, and it does not say that it must be police."),
            Sentence.Of("We talk with you first, about what helps and who you want there. Thoughts of dying are no reason by themselves: you can speak of them here."),
            "Personal Health Information Protection Act, 2004, s. 40 (1)", ReadOn, ""),
        new(Sentence.Of("A child may be in need of protection"),
            Sentence.Of("If we have reasonable grounds to suspect that a child under 16 is being harmed or is at risk of it, the law makes us report that, ourselves and at once, to a children's aid society. Being poor is no harm done to a child. For 16 and 17 year olds we may report, and need not."),
            Sentence.Of("Where it is safe, we tell you before, look for support with you, and report no more than we must."),
            "Child, Youth and Family Services Act, 2017, s. 125", ReadOn, ""),
        new(Sentence.Of("A health professional has sexually abused somebody in their care"),
            Sentence.Of("If you tell us so and name a regulated health professional, those of us who are regulated must report the professional to their college. Your name is not in the report unless you agree to that in writing."),
            Sentence.Of("You can ask us about this before you say a name, and we stand by you whichever way you choose."),
            "Regulated Health Professions Act, 1991, Schedule 2, ss. 85.1, 85.3", ReadOn, ""),
        new(Sentence.Of("Somebody in a care home is being harmed"),
            Sentence.Of("If we have reasonable grounds to suspect that somebody who lives in a long-term care home or a retirement home is being harmed or neglected there, the law makes us report that at once, to the ministry or to the regulator of retirement homes. It is about those homes, and not about somebody’s own."),
            Sentence.Of("We speak with the person it is about before, wherever that is possible, and say no more than what happened and where."),
            "Fixing Long-Term Care Act, 2021, s. 28; Retirement Homes Act, 2010, s. 75", "2026-11-28", ""),
        new(Sentence.Of("A court demands it"),
            Sentence.Of("A summons, an order or a warrant can make us hand over records. In cases of sexual offences a judge has to decide first, and you are heard."),
            Sentence.Of("We tell you unless the law forbids it, ask a lawyer, object where we can, and hand over no more than we must."),
            "Personal Health Information Protection Act, 2004, s. 41 (1) (d); Criminal Code, ss. 278.1–278.91", ReadOn, ""),
    ]);

    /// <summary>The limits of each place, that of the whole first.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Place, IReadOnlyList<ConfidentialityLimit> Limits)> ByPlace =>
        [.. Limits.GroupBy(l => l.Where is "" ? Place : l.Where).OrderBy(g => g.Key == Place ? 0 : 1).Select(g => (g.Key, (IReadOnlyList<ConfidentialityLimit>)[.. g]))];

    public override Refusal? Check()
    {
        if (Limits.Count == 0) return new($"To promise confidentiality without limits would be untrue. Please say at least one.");
        foreach (var (i, limit) in Limits.Index())
        {
            if (string.IsNullOrWhiteSpace(limit.Title) || string.IsNullOrWhiteSpace(limit.What))
                return new($"One of the limits says nothing. Please write it, or leave it out.") { Field = string.IsNullOrWhiteSpace(limit.Title) ? $"Title.{i}" : $"What.{i}" };
            if (string.IsNullOrWhiteSpace(limit.Source)) return new($"Please say which law this rests on: {AsWritten(limit.Title)}") { Field = $"Source.{i}" };
            if (Day(limit) is not LocalDate) return new($"Please write up to which day the law was read, as year, month and day: 2026-11-24.") { Field = $"AsOf.{i}" };
            if ((TooLong(limit.Title, 200, $"Title.{i}") ?? TooLong(limit.What, 1200, $"What.{i}") ?? TooLong(limit.First, 1200, $"First.{i}") ?? TooLong(limit.Where, 100, $"Where.{i}")) is { } refusal) return refusal;
        }
        return null;
    }

    private static object Day(ConfidentialityLimit limit) => LocalDatePattern.Iso.Parse(limit.AsOf) is { Success: true } day ? day.Value : limit.AsOf;

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"What you say here stays here, but for {new Counted(Limits.Count, Sentence.Of("one limit | {0} limits"))} that the law of {AsList([.. ByPlace.Select(p => p.Place)])} sets.";
        foreach (var limit in Limits)
        {
            yield return $"{AsWritten(limit.Title)}. {AsWritten(limit.What)} {AsWritten(limit.First)}";
            if (limit.Where.Length > 0) yield return $"This holds in {limit.Where}.";
            yield return limit.ReviewedBy.Length > 0
                ? (FormattableString)$"Source: {limit.Source}, read on {Day(limit)}, looked over by {limit.ReviewedBy}."
                : $"Source: {limit.Source}, as we understood it on {Day(limit)}. No lawyer has looked it over for us yet: ask one before you rely on it.";
        }
    }
}
