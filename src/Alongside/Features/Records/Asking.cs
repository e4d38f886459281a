using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>What somebody asks one member about one line of their own access log. It lies in a folder of its own.</summary>
/// <param name="Entry">The line's place in the log.</param>
/// <param name="At">When that was, in steps of five minutes (ISO 8601, UTC).</param>
/// <param name="Line">The line as it stood before them, in their language.</param>
/// <param name="Text">What they ask, in their own words; may be empty.</param>
/// <param name="Of">The person id of whom they ask.</param>
public sealed record Asking(long Entry, string At, string Line, string Text, Guid Of)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "asking";

    /// <summary>The most characters of what is asked, or answered.</summary>
    public const int Longest = 4_000;

    /// <summary>How long whoever is asked can read it, unless the person calls it done before.</summary>
    public static readonly Duration OpenFor = Duration.FromDays(90);

    /// <summary>When the line was written; null where it can't be read.</summary>
    public Instant? When => NodaTime.Text.InstantPattern.ExtendedIso.Parse(At).TryGetValue(default, out var at) ? at : null;

    public static Refusal? TooLong(string text) => text.Length <= Longest ? null
        : new($"Please say it in at most {Longest} characters; it has {text.Length} now.") { Field = "Text" };
}

/// <summary>What whoever was asked answers beside it.</summary>
/// <param name="Text">In their own words.</param>
public sealed record Reply(string Text)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "reply";
}
