using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>The shared record of a session: written by the therapist, read by the person, who writes beside it.</summary>
/// <param name="Day">Of the session, by the practice's clock (ISO 8601).</param>
/// <param name="Text">As it was written.</param>
public sealed record Note(string Day, string Text)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "note";

    /// <summary>The most characters of one note, or of what is written beside it.</summary>
    public const int Longest = 20_000;

    public LocalDate? On => NodaTime.Text.LocalDatePattern.Iso.Parse(Day).TryGetValue(default, out var day) ? day : null;

    /// <summary>Why it can't be shared, or null.</summary>
    public Refusal? Check(LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(Text)) return new($"There is nothing in the note yet. Write something, or keep it for later.") { Field = "Text" };
        if (On is not { } day) return new($"Please say on which day you met: year, month and day, as in 2026-05-03.") { Field = "Day" };
        if (day > today) return new($"That day hasn’t been yet. A note is written after you met.") { Field = "Day" };
        return TooLong(Text);
    }

    public static Refusal? TooLong(string text) => text.Length <= Longest ? null
        : new($"Please say it in at most {Longest} characters; it has {text.Length} now.") { Field = "Text" };
}

/// <summary>What somebody wrote beside a note, in their own words. Nobody but them changes it.</summary>
/// <param name="Beside">The note's row.</param>
/// <param name="Text">As it was written.</param>
public sealed record Aside(Guid Beside, string Text)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "aside";
}

/// <summary>What a therapist has typed and not shared yet: sealed to them alone.</summary>
public sealed record NoteDraft(string Day, string Text)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "note draft";
}
