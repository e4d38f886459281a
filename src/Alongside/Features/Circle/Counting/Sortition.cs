using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>Somebody or something that can be drawn, and the label by which it was announced.</summary>
public sealed record Candidate<T>(T Value, string Label);

/// <summary>
/// Drawing by lot so that anybody can recompute it: labels, a one-time code and where the randomness will come from are told
/// before that randomness is known.
/// </summary>
/// <remarks>HKDF is RFC 5869. Once somebody has read the randomness, nobody could choose any more who is drawn.</remarks>
public static class Sortition
{
    /// <summary>Bytes of the one-time code.</summary>
    public const int CodeLength = 16;

    private const int Length = 32;

    /// <summary>A text as it goes into the lot: in Unicode's form NFC, one space for each run of white space, and none around.</summary>
    public static string Plain(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Why nothing can be drawn among these, or null.</summary>
    public static Refusal? Check(IReadOnlyList<string> labels)
    {
        if (labels.Count == 0) return new($"There is nobody to draw among.");
        if (!labels.All(IsText)) return new($"A name holds a character that can't be written down.");
        if (labels.Any(l => Plain(l).Length == 0)) return new($"Each who can be drawn needs a name.");
        return labels.Select(Plain).Distinct(StringComparer.Ordinal).Count() < labels.Count ? new($"Two of them have the same name, so nobody could tell whom the lot meant.") : null;
    }

    /// <summary>All of the candidates in the order in which they are drawn.</summary>
    /// <param name="candidates">In any order: it makes no difference.</param>
    /// <param name="code">The one-time code, of <see cref="CodeLength"/> bytes.</param>
    /// <param name="randomness">What the announced source said, as somebody wrote it down.</param>
    public static Outcome<IReadOnlyList<T>> Draw<T>(IReadOnlyList<Candidate<T>> candidates, ReadOnlySpan<byte> code, string randomness)
    {
        if (code.Length != CodeLength) throw new ArgumentException("A one-time code has 16 bytes.", nameof(code));
        if (Check([.. candidates.Select(c => c.Label)]) is { } refusal) return refusal;
        if (!IsText(randomness) || Plain(randomness) is not { Length: > 0 } read) return new Refusal($"Please write down what the source said, exactly as it stands there.");
        var (ikm, salt) = (code.ToArray(), Encoding.UTF8.GetBytes(read));
        // Lower-case hexadecimal sorts as the bytes do.
        return candidates.OrderBy(c => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, Length, salt, Encoding.UTF8.GetBytes(Plain(c.Label)))), StringComparer.Ordinal)
            .Select(c => c.Value).ToList();
    }

    // Half a pair of surrogates is no text, and would be written down as something else.
    private static bool IsText(string text) =>
        !text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)) && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
