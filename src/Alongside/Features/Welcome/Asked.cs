using Alongside.Features.People;
using Alongside.Kernel;

namespace Alongside.Features.Welcome;

/// <summary>What brings somebody here, in their own words. Sealed under <see cref="Sealing.Category.Request"/>.</summary>
public sealed record Request(string Brings)
{
    public const string Kind = "request";
}

/// <summary>What has to fit. Sealed under <see cref="Sealing.Category.Fit"/>; whatever is left blank fits everything.</summary>
/// <param name="Times">Keys of <see cref="TimeOfWeek.All"/>.</param>
/// <param name="Ways">Keys of <see cref="Calendar.MeetingWay.All"/>.</param>
/// <param name="Wishes">What they want, or don't want, in a therapist.</param>
/// <param name="Circumstances">What they ticked of <see cref="OrderOfPlacing"/>, word for word.</param>
public sealed record Fit(IReadOnlyList<string> Times, IReadOnlyList<string> Ways, string Wishes, IReadOnlyList<string> Circumstances)
{
    public const string Kind = "fit";
}

/// <summary>What somebody has typed so far. A draft: theirs alone until they send it.</summary>
public sealed record AskDraft
{
    public const string Kind = "ask";

    /// <summary>The most characters of a long answer.</summary>
    public const int Longest = 8000;

    /// <summary>Where its writer goes on, from 1; 0 before they kept anything.</summary>
    public int Step { get; init; }

    public string? Brings { get; init; }
    public string? Used { get; init; }
    public string? Pronouns { get; init; }
    public string? Voicemail { get; init; }
    public string? Phone { get; init; }
    public string? Text { get; init; }
    public string? Email { get; init; }
    public string? Hours { get; init; }
    public string? SafeWords { get; init; }
    public string? Not { get; init; }
    public string? Languages { get; init; }
    public string? Access { get; init; }
    public IReadOnlyList<string> Times { get; init; } = [];
    public IReadOnlyList<string> Ways { get; init; } = [];
    public string? Wishes { get; init; }
    public IReadOnlyList<string> Circumstances { get; init; } = [];

    /// <summary>Whom to keep out from now on, besides those who are kept out already.</summary>
    public IReadOnlyList<Guid> ShutOut { get; init; } = [];

    public Refusal? Check()
    {
        foreach (var (field, text) in new[] { (nameof(Brings), Brings), (nameof(Wishes), Wishes) })
            if (text?.Length > Longest) return new($"That is longer than {Longest} characters. You can say more when you meet.") { Field = field };
        // As much as is taken where it is sent to, or it would be refused only then.
        if (Refusal.TooLong(Names.Longest, (nameof(Used), Used), (nameof(Pronouns), Pronouns), (nameof(Voicemail), Voicemail), (nameof(Languages), Languages)) is { } tooLong) return tooLong;
        if (Access?.Length > Names.LongestHelp) return new($"What helps you is longer than {Names.LongestHelp} characters. Please shorten it.") { Field = "Access" };
        return new Channels { Phone = Phone, Text = Text, Email = Email, Hours = Hours, SafeWords = SafeWords, Not = Not }.Check();
    }
}
