using System.Collections.Frozen;
using System.Globalization;

namespace Alongside.Kernel;

/// <summary>An amount in integer minor units (cents) of one ISO 4217 currency.</summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    // Those in which some country pays today, as CLDR knows them.
    private static readonly Lazy<FrozenSet<string>> known = new(() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name).ISOCurrencySymbol).Where(s => s.Length == 3 && s.All(char.IsAsciiLetterUpper)).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Is this the code of a currency in use, as ISO 4217 writes it?</summary>
    public static bool Knows(string currency) => known.Value.Contains(currency);

    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Same(a)), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Same(a)), a.Currency);
    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);
    public static bool operator <(Money a, Money b) => a.Minor < b.Same(a);
    public static bool operator >(Money a, Money b) => a.Minor > b.Same(a);
    public static bool operator <=(Money a, Money b) => a.Minor <= b.Same(a);
    public static bool operator >=(Money a, Money b) => a.Minor >= b.Same(a);

    public int CompareTo(Money other) => Minor.CompareTo(other.Same(this));

    /// <summary>
    /// Shares the amount in the given proportions by largest remainder; what is left over goes, one minor unit each,
    /// to the largest remainders and among equal ones to the earlier part. The parts always sum to the whole.
    /// </summary>
    public IReadOnlyList<Money> Share(params IReadOnlyList<long> parts)
    {
        var total = parts.Sum();
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        var (sign, minor) = (Math.Sign(Minor), (Int128)Math.Abs(Minor));
        var shares = parts.Select(part => (long)(minor * part / total)).ToArray();
        var left = (long)minor - shares.Sum();
        var byRemainder = Enumerable.Range(0, parts.Count)
            .OrderByDescending(i => minor * parts[i] % total).ThenBy(i => i);
        foreach (var i in byRemainder.Take((int)left)) shares[i]++;
        var currency = Currency;
        return [.. shares.Select(share => new Money(sign * share, currency))];
    }

    /// <summary>The amount in plain figures, for instance "160.00 CAD".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minor / 100m:0.00} {Currency}");

    private long Same(Money other) => Currency == other.Currency
        ? Minor
        : throw new InvalidOperationException($"{Currency} and {other.Currency} can't be reckoned together.");
}
