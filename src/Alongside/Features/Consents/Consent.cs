using System.Security.Cryptography;
using System.Text;

namespace Alongside.Features.Consents;

/// <summary>
/// The ceremony's own record: what was asked in which words and language, and what was said yes to. Sealed among the
/// person's papers, so that nobody else can say what they were told. Whether it still holds stands in the permissions alone.
/// </summary>
/// <param name="To">The therapist's person id, or the post box.</param>
/// <param name="Asked">Each sentence as it stood on the page.</param>
/// <param name="Yes">The keys of what they said yes to.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Permissions">What came of it.</param>
public sealed record Consent(Guid To, IReadOnlyList<string> Asked, IReadOnlyList<string> Yes, string Language, IReadOnlyList<Guid> Permissions)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "consent";

    /// <summary>The present number of <see cref="Form"/>.</summary>
    public const int PresentForm = 1;

    /// <summary>Of which form the record is; 0 of those that were kept before it had a number, and lack what follows.</summary>
    public int Form { get; init; }

    /// <summary>Permissions that ran already, and that were left as they were.</summary>
    public IReadOnlyList<Guid> Kept { get; init; } = [];

    /// <summary>What the therapist was called then.</summary>
    public string? ToName { get; init; }

    /// <summary>With whose support they decided, in their own words; null where they said nothing of it.</summary>
    public string? Support { get; init; }

    /// <summary>What the practice was called then.</summary>
    public string? Practice { get; init; }

    /// <summary>Who answered for the records then, and whom one asked about them.</summary>
    public string? Custodian { get; init; }

    public string? Contact { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal over the UTF-8 of the language and each sentence, with a line feed between (docs/consent-receipt.md).</summary>
    public string HashOfWords() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Language, .. Asked]))));
}
