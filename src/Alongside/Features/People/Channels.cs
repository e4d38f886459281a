using Alongside.Kernel;

namespace Alongside.Features.People;

/// <summary>
/// How somebody may be reached, and how not. Sealed under <see cref="Sealing.Category.Channel"/>; everything may be blank.
/// </summary>
public sealed record Channels
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "channels";

    /// <summary>The most characters of one answer.</summary>
    public const int Longest = 300;

    public string? Phone { get; init; }

    public string? Text { get; init; }

    public string? Email { get; init; }

    public string? Post { get; init; }

    /// <summary>When it is safe.</summary>
    public string? Hours { get; init; }

    /// <summary>What may be said to whoever answers, or left on a machine.</summary>
    public string? SafeWords { get; init; }

    /// <summary>How not, where not, when not.</summary>
    public string? Not { get; init; }

    private (string Field, string? Text)[] All =>
    [
        (nameof(Phone), Phone), (nameof(Text), Text), (nameof(Email), Email), (nameof(Post), Post),
        (nameof(Hours), Hours), (nameof(SafeWords), SafeWords), (nameof(Not), Not),
    ];

    public bool IsEmpty => All.All(a => string.IsNullOrWhiteSpace(a.Text));

    public Refusal? Check() => Refusal.TooLong(Longest, All);
}
