using Alongside.Features.Circle;
using Alongside.Kernel;

namespace Alongside.Features.Demands;

/// <summary>What one of us wrote down about a demand, sealed to the circle. A later one adds to it; none is ever replaced. Everything may be blank.</summary>
/// <param name="Fact">The number of the fact that it belongs to.</param>
public sealed record DemandEntry(int Fact)
{
    public const string Kind = "demand entry";
    public const int Longest = 4_000;

    private const int HashDigits = 64;

    /// <summary>Who demands it: office, name, badge, file number.</summary>
    public string? Authority { get; init; }

    /// <summary>What exactly they ask for.</summary>
    public string? Scope { get; init; }

    /// <summary>How it came: by post, at the door, through whom.</summary>
    public string? Came { get; init; }

    /// <summary>Whom of counsel we reached, and what they said.</summary>
    public string? Counsel { get; init; }

    /// <summary>On which privilege we relied.</summary>
    public string? Privilege { get; init; }

    /// <summary>What was handed over, in words.</summary>
    public string? Produced { get; init; }

    /// <summary>SHA-256 of what was handed over, as 64 hexadecimal digits. The file itself isn't kept.</summary>
    public string? ProducedHash { get; init; }

    public string? Note { get; init; }

    /// <summary>Of a gag: which paper, which paragraph.</summary>
    public string? Gag { get; init; }

    /// <summary>What the person whom it concerns is told.</summary>
    public string? Tell { get; init; }

    /// <summary>What key-keepers opened for it together.</summary>
    public OpenedLetter? Opened { get; init; }

    public bool IsBlank => Opened is null && Authority is null && Scope is null && Came is null && Counsel is null && Privilege is null && Produced is null && ProducedHash is null && Note is null && Gag is null && Tell is null;

    /// <summary>With blanks taken away, or the sentence that says what can't be kept.</summary>
    public Outcome<DemandEntry> Tidy()
    {
        var tidy = this with
        {
            Authority = Trim(Authority),
            Scope = Trim(Scope),
            Came = Trim(Came),
            Counsel = Trim(Counsel),
            Privilege = Trim(Privilege),
            Produced = Trim(Produced),
            ProducedHash = Trim(ProducedHash)?.ToLowerInvariant(),
            Note = Trim(Note),
            Gag = Trim(Gag),
            Tell = Trim(Tell),
        };
        if (Refusal.TooLong(Longest, (nameof(Authority), tidy.Authority), (nameof(Scope), tidy.Scope), (nameof(Came), tidy.Came), (nameof(Counsel), tidy.Counsel),
            (nameof(Privilege), tidy.Privilege), (nameof(Produced), tidy.Produced), (nameof(Note), tidy.Note), (nameof(Gag), tidy.Gag), (nameof(Tell), tidy.Tell)) is { } shorten) return shorten;
        if (tidy.ProducedHash is { } hash && (hash.Length != HashDigits || !hash.All(char.IsAsciiHexDigit)))
            return new Refusal($"A SHA-256 sum has {HashDigits} digits, from 0 to 9 and a to f.") { Field = nameof(ProducedHash) };
        return tidy;
    }

    private static string? Trim(string? text) => LineEnds.Plain(text).Trim() is { Length: > 0 } kept ? kept : null;
}

/// <summary>What the person whom a demand concerns is told, sealed to them alone.</summary>
/// <param name="Demand">Which demand.</param>
/// <param name="Fact">At which of its facts.</param>
/// <param name="Words">As a member wrote it to them; null where nobody wrote anything.</param>
public sealed record DemandLetter(Guid Demand, int Fact, string? Words)
{
    public const string Kind = "demand letter";
}
