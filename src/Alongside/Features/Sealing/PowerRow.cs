using System.Security.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// A row that gives or takes power. It carries a code under the house key, so that somebody who writes to the
/// database without the house file can't invent one: a row whose code is wrong counts as absent, and is reported.
/// </summary>
public abstract class PowerRow
{
    /// <summary>HMAC-SHA256 over <see cref="Canonical"/>, set when the row is saved.</summary>
    public byte[] Mac { get; private set; } = [];

    /// <summary>Every fact of the row, in a form that no other row shares.</summary>
    protected abstract Binding Canonical();

    /// <summary>SHA-256 of its facts, by which the access log knows it again.</summary>
    public byte[] Hash() => SHA256.HashData(Canonical().ToArray());

    public void Sign(House house) => Mac = house.Mac("power", Canonical().ToArray());

    public bool IsGenuine(House house) =>
        CryptographicOperations.FixedTimeEquals(Mac, house.Mac("power", Canonical().ToArray()));
}
