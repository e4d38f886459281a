using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>A lot as a file that anybody can recompute it from (docs/draw.md).</summary>
/// <param name="Method">Always <see cref="Sortition"/>'s.</param>
/// <param name="Code">The one-time code, in lower-case hexadecimal.</param>
/// <param name="Source">Where the randomness was to come from, in words.</param>
/// <param name="Announced">When all of that was told, as ISO 8601 in UTC.</param>
/// <param name="Candidates">The labels.</param>
/// <param name="Seats">How many are drawn.</param>
/// <param name="Randomness">What the source said; null as long as nobody has read it.</param>
/// <param name="Drawn">The labels that were drawn, the first first; none as long as nothing is drawn.</param>
public sealed record SortitionFile(
    string Method, string Code, string Source, string Announced, IReadOnlyList<string> Candidates, int Seats, string? Randomness, IReadOnlyList<string> Drawn)
{
    public const string MethodName = "sortition";

    /// <summary>From when on the source could be read, as ISO 8601 in UTC; null where that wasn't announced.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <returns>UTF-8.</returns>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public static Outcome<SortitionFile> Read(byte[] utf8)
    {
        SortitionFile? read;
        try
        {
            // Some editors put the mark of UTF-8 before it.
            read = JsonSerializer.Deserialize<SortitionFile>(utf8.AsSpan() is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : utf8, Options);
        }
        catch (JsonException trouble)
        {
            return new Refusal($"Line {(trouble.LineNumber ?? 0) + 1}, at {trouble.Path ?? "$"}: this isn’t written as the file of a lot is.");
        }
        if (read is null || read.Candidates.Any(c => c is null) || read.Drawn.Any(d => d is null)) return new Refusal($"A name is missing.");
        return read.Check() is { } refusal ? refusal : read;
    }

    /// <summary>All labels in the order in which they are drawn, whatever the file says was drawn.</summary>
    public Outcome<IReadOnlyList<string>> Order() =>
        Sortition.Draw([.. Candidates.Select(c => new Candidate<string>(c, c))], Convert.FromHexString(Code), Randomness ?? "");

    /// <summary>Does what the file says was drawn stand at the beginning of this order?</summary>
    public bool Agrees(IReadOnlyList<string> order) => Drawn.SequenceEqual(order.Take(Seats), StringComparer.Ordinal);

    private Refusal? Check()
    {
        if (Method != MethodName) return new($"The method is “sortition”, and this file says another.");
        if (Code.Length != Sortition.CodeLength * 2 || !Code.All(char.IsAsciiHexDigitLower)) return new($"The one-time code has 32 digits, from 0 to 9 and a to f.");
        if (Sortition.Check(Candidates) is { } refusal) return refusal;
        if (Seats < 1 || Seats > Candidates.Count) return new($"From one to {Candidates.Count} of them can be drawn, and this file says {Seats}.");
        if (Randomness is null) return new($"It is announced, and not drawn yet: there is nothing to recompute.");
        return Drawn.Count == Seats ? null : new($"{Seats} are to be drawn, and this file names {Drawn.Count}.");
    }
}
