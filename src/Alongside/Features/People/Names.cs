using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.People;

/// <summary>Where a name is said. In each a person may go by another one.</summary>
public enum NameContext
{
    Portal,
    Voicemail,
    Envelope,
    Receipt,
    Group,
}

/// <summary>
/// What somebody wants to be called, where, and what helps them. Sealed under <see cref="Sealing.Category.Name"/>;
/// everything may be blank. Gender is never asked for: who wants to say it says it in their own words.
/// </summary>
public sealed record Names
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "names";

    /// <summary>The most characters of one answer.</summary>
    public const int Longest = 200;

    /// <summary>The most characters of what helps.</summary>
    public const int LongestHelp = 2_000;

    /// <summary>The name one uses.</summary>
    public string? Used { get; init; }

    public string? Pronouns { get; init; }

    public string? Voicemail { get; init; }

    public string? Envelope { get; init; }

    public string? Receipt { get; init; }

    public string? Portal { get; init; }

    public string? Group { get; init; }

    /// <summary>In one's own words, if at all.</summary>
    public string? Gender { get; init; }

    /// <summary>As they were written: "Tagalog, some English".</summary>
    public string? Languages { get; init; }

    /// <summary>What makes meeting, reading or writing possible or easier.</summary>
    public string? Access { get; init; }

    /// <summary>The person's own time zone by its name in the tz database, for instance "Africa/Lagos".</summary>
    public string? Zone { get; init; }

    /// <summary>The name for one context: the one given for it, else the one used, else null.</summary>
    public string? For(NameContext context) => context switch
    {
        NameContext.Portal => Portal ?? Used,
        NameContext.Voicemail => Voicemail ?? Used,
        NameContext.Envelope => Envelope ?? Used,
        NameContext.Receipt => Receipt ?? Used,
        NameContext.Group => Group ?? Used,
        _ => Used,
    };

    /// <summary>The zone that was named; null where none was, or one that isn't known any more.</summary>
    public DateTimeZone? ZoneIn(IDateTimeZoneProvider zones) => Zone is { } zone ? zones.GetZoneOrNull(zone) : null;

    /// <summary>With blanks taken away, or the sentence that says what can't be kept.</summary>
    public Outcome<Names> Tidy(IDateTimeZoneProvider zones)
    {
        var tidy = new Names
        {
            Used = Trim(Used),
            Pronouns = Trim(Pronouns),
            Voicemail = Trim(Voicemail),
            Envelope = Trim(Envelope),
            Receipt = Trim(Receipt),
            Portal = Trim(Portal),
            Group = Trim(Group),
            Gender = Trim(Gender),
            Languages = Trim(Languages),
            Access = Trim(Access),
            Zone = Trim(Zone),
        };
        if (Refusal.TooLong(
            Longest, (nameof(Used), tidy.Used), (nameof(Pronouns), tidy.Pronouns), (nameof(Voicemail), tidy.Voicemail), (nameof(Envelope), tidy.Envelope),
            (nameof(Receipt), tidy.Receipt), (nameof(Portal), tidy.Portal), (nameof(Group), tidy.Group), (nameof(Gender), tidy.Gender), (nameof(Languages), tidy.Languages)) is { } tooLong) return tooLong;
        if (tidy.Access?.Length > LongestHelp) return new Refusal($"What helps you is longer than {LongestHelp} characters. Please shorten it.") { Field = "Access" };
        if (tidy.Zone is { } zone && zones.GetZoneOrNull(zone) is null) return new Refusal($"We know no time zone of this name. Choose one from the list, or leave it blank.") { Field = "Zone" };
        return tidy;
    }

    private static string? Trim(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;
}
