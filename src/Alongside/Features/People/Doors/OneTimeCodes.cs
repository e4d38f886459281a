using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.People.Doors;

/// <summary>
/// Codes on their way from where they were made to the page that shows them once: in memory alone, for this session
/// alone, for ten minutes at most. After a restart there is nothing to show, and one makes a new code: with one's
/// passphrase, or, before the first word is written, without.
/// </summary>
public sealed class OneTimeCodes(IClock clock)
{
    private static readonly Duration Kept = Duration.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (string Code, Instant Until)> codes = new(StringComparer.Ordinal);

    /// <param name="cookie">The value of the session's cookie; only its hash is kept.</param>
    /// <param name="code">Shown where one reads what one has written, and nowhere else.</param>
    public void Put(string cookie, ReturnCode code) => Put(cookie, CredentialKind.ReturnCode, code.ToString());

    /// <param name="cookie">The value of the session's cookie; only its hash is kept.</param>
    /// <param name="code">Shown on the page that says what it is for, and nowhere else.</param>
    public void Put(string cookie, RecoveryCode code) => Put(cookie, CredentialKind.RecoveryCode, code.ToString());

    /// <summary>The code of this kind, while it may be shown.</summary>
    public string? Look(string cookie, CredentialKind kind) =>
        codes.TryGetValue(Key(cookie, kind), out var found) && clock.GetCurrentInstant() < found.Until ? found.Code : null;

    public void Forget(string cookie, CredentialKind kind) => codes.TryRemove(Key(cookie, kind), out _);

    private void Put(string cookie, CredentialKind kind, string code)
    {
        var now = clock.GetCurrentInstant();
        foreach (var (key, value) in codes) if (value.Until <= now) codes.TryRemove(key, out _);
        codes[Key(cookie, kind)] = (code, now + Kept);
    }

    private static string Key(string cookie, CredentialKind kind) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes($"{kind} {cookie}")));
}
