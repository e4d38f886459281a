using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>One to whom a share of what people pay for sessions goes on.</summary>
/// <param name="Name">An organisation or a fund, in plain words. Under another name it is another, and what was due under the old one stays due.</param>
/// <param name="BasisPoints">Of each payment, in hundredths of a percent.</param>
/// <param name="Why">In a sentence; may be blank.</param>
public sealed record Receives(string Name, int BasisPoints, string Why)
{
    /// <summary>By which the ledger knows them: 32 bytes.</summary>
    [JsonIgnore]
    public byte[] Code => SHA256.HashData(new Binding("receives").Add(Name.Trim().Normalize()).ToArray());
}

/// <summary>
/// To whom a share of the money that people pay goes on, and within how many days. It is taken of what comes from outside
/// alone: what the fund pays for a session was shared when it came.
/// </summary>
/// <param name="To">In the agreed order, in which a cent that can't be shared falls to the first.</param>
/// <param name="WithinDays">After the last day of a quarter.</param>
public sealed record Redistribution(IReadOnlyList<Receives> To, int WithinDays) : Agreement
{
    public const string KindName = "redistribution";

    public const int Most = 12, LongestName = 120, LongestDays = 92;

    public static Redistribution Offered { get; } = new([], 30);

    /// <summary>Of each payment, in hundredths of a percent, to all of them together.</summary>
    [JsonIgnore]
    public int BasisPoints => To.Sum(t => t.BasisPoints);

    public override Refusal? Check()
    {
        if (To.Count > Most) return new($"Please pass it on to {Most} at most.");
        foreach (var (i, to) in To.Index())
        {
            if (to.Name.Trim().Length == 0) return new($"Please say to whom it is passed on.") { Field = $"To.{i}" };
            if (to.BasisPoints is < 1 or > FundShare.Whole) return new($"Please say how many percent are passed on, for instance 2 or 0.5.") { Field = $"Percent.{i}" };
            if ((TooLong(to.Name, LongestName, $"To.{i}") ?? TooLong(to.Why, 400, $"Why.{i}")) is { } refusal) return refusal;
        }
        if (To.DistinctBy(t => t.Name.Trim().Normalize()).Count() < To.Count) return new($"One name stands here twice. Please put both lines together.");
        if (BasisPoints > FundShare.Whole / 2) return FundShare.TooMuch;
        return WithinDays is < 1 or > LongestDays ? new($"Please say within how many days it is passed on: from one to {LongestDays}.") { Field = "Days" } : null;
    }

    public override Refusal? CheckBeside(Agreement other) => other is FundShare fund && fund.FundBasisPoints + BasisPoints > FundShare.Whole / 2 ? FundShare.TooMuch : null;

    public override IEnumerable<FormattableString> InWords()
    {
        if (To.Count == 0) yield return $"Nothing is passed on to others outside yet.";
        foreach (var to in To)
            yield return to.Why.Length == 0
                ? (FormattableString)$"{to.BasisPoints / 100m}% of what people pay for sessions is passed on: {AsWritten(to.Name)}"
                : $"{to.BasisPoints / 100m}% of what people pay for sessions is passed on: {AsWritten(to.Name)} ({AsWritten(to.Why)})";
        if (To.Count > 0) yield return $"It is passed on within {Counted.Days(WithinDays)} after each quarter, and anybody can read whether it was.";
    }

    /// <summary>Who receives which share of a payment: by this agreement from its first version on, and before that by what the fund's share said.</summary>
    /// <param name="agreed">What holds; null before there is any.</param>
    /// <param name="share">The fund's share as it holds.</param>
    /// <returns>By codes, in the agreed order; the code is empty for those whom the fund's share named.</returns>
    public static IReadOnlyList<(byte[] Code, int BasisPoints)> Shares(Redistribution? agreed, FundShare share) =>
        agreed is not null ? [.. agreed.To.Select(t => (t.Code, t.BasisPoints))] : share.OnwardBasisPoints > 0 ? [([], share.OnwardBasisPoints)] : [];

    /// <summary>
    /// By which day what came in during a quarter is to be passed on. What was promised before there was any such day is due
    /// after the quarter in which the first was agreed.
    /// </summary>
    /// <param name="quarter">Which one.</param>
    /// <param name="agreed">All versions.</param>
    /// <param name="zones">All versions of the practice's time zone.</param>
    /// <param name="now">The quarter it is.</param>
    /// <returns>Null where no day was ever agreed.</returns>
    public static LocalDate? DueFor(Quarter quarter, IReadOnlyList<InForce<Redistribution>> agreed, IReadOnlyList<InForce<Zone>> zones, Quarter now)
    {
        for (; quarter.FirstDay <= now.FirstDay; quarter = quarter.Next())
        {
            var ended = quarter.Next().FirstDay;
            var began = Zone.Began(ended, zones);
            if (agreed.Where(v => v.Since <= began).MaxBy(v => v.Number) is { } then) return ended.PlusDays(then.Value.WithinDays - 1);
        }
        return null;
    }
}
