using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>
/// One agreement as it was enacted: kept for good, replaced only by a later one. The database takes it only together
/// with the decision that carries its hash.
/// </summary>
public sealed class AgreementVersion(string kind, int number, string value, Instant effectiveAt, int decision) : PowerRow
{
    public string Kind { get; private init; } = kind;

    /// <summary>From 1, within its kind.</summary>
    public int Number { get; private init; } = number;

    /// <summary>The agreement as JSON.</summary>
    public string Value { get; private init; } = value;

    public Instant EffectiveAt { get; private init; } = effectiveAt;

    /// <summary>The number of the decision that enacted it; 0 is the founding.</summary>
    public int Decision { get; private init; } = decision;

    /// <summary>SHA-256 of kind and value: what was decided is what is enacted.</summary>
    public string ValueHash { get; private init; } = HashOf(kind, value);

    public static string HashOf(string kind, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{value}")));

    protected override Binding Canonical() => new Binding("agreement").Add(Kind).Add(Number).Add(Value)
        .Add(EffectiveAt.ToUnixTimeTicks()).Add(Decision).Add(ValueHash);
}
