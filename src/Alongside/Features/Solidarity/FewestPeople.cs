using Alongside.Features.Circle;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>
/// Behind how many people a sum of the fund's may be shown. Eleven is offered: a risk of at most 0.09 for each of them, which
/// Health Canada asks of what anybody may read (Public Release of Clinical Information, guidance, 2019), as the
/// Information and Privacy Commissioner of Ontario does where least could be harmed (De-identification Guidelines for
/// Structured Data, 2025). The floor is five, below which statistics of health are hardly ever published at all.
/// </summary>
/// <param name="People">How many at least.</param>
public sealed record FewestPeople(int People) : Agreement
{
    public const string KindName = "fewest-people";

    public const int Least = 5, Most = 100;

    public static FewestPeople Offered { get; } = new(11);

    public override Refusal? Check()
    {
        if (People < 0) return new($"Please say a whole number of people.") { Field = nameof(People) };
        if (People < Least) return new($"With fewer than {Least} people behind a sum, somebody could be recognised by it. Nobody here may agree on less.") { Field = nameof(People) };
        return People > Most ? new($"With more than {Most}, nobody would ever read what becomes of the money here. Please choose fewer.") { Field = nameof(People) } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"A sum is shown publicly only when at least {People} people stand behind it.";
        yield return $"That goes for what anybody reads of past quarters, and for the four sums of today that those see who are in care or work here.";
        yield return $"What was published before stays as it was: each quarter goes by the number that held on the day it was published.";
        yield return $"It can’t be fewer than {Least}, whatever is decided: somebody could be recognised.";
    }

    /// <summary>
    /// The number for what is published on a day: what was in force as that day began for the practice, by the clock that it
    /// had then. Once the day has begun, no later decision about either changes the answer.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="agreed">All versions of it; none in a practice that is older than this agreement.</param>
    /// <param name="zones">All versions of its time zone.</param>
    public static int On(LocalDate day, IEnumerable<InForce<FewestPeople>> agreed, IEnumerable<InForce<Zone>> zones)
    {
        var began = Zone.Began(day, zones);
        return (agreed.Where(v => v.Since <= began).MaxBy(v => v.Number)?.Value ?? Offered).People;
    }
}
