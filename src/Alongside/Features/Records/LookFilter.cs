using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Records;

/// <summary>Which lines of the access log somebody wants to read about themself. Blank means all of that kind.</summary>
/// <param name="Actor">Who did it: a person, the mail sender, or a mandate through which it was reached; null for anybody but the reader.</param>
/// <param name="What">With which of their folders; null for any.</param>
/// <param name="From">The first instant that counts; null from the beginning.</param>
/// <param name="Until">The first instant that counts no more; null until now.</param>
public sealed record LookFilter(ActorId? Actor, Category? What, Instant? From, Instant? Until)
{
    /// <summary>What an address says for the reader's own acts.</summary>
    public const string Mine = "me";

    /// <summary>What everybody but the reader did.</summary>
    public static LookFilter Others { get; } = new(null, null, null, null);

    /// <summary>Does it leave anything out but what one did oneself?</summary>
    public bool IsNarrow => this != Others;

    /// <summary>Reads what was chosen. Days count in the reader's zone, the last one as a whole.</summary>
    /// <param name="me">The reader.</param>
    /// <param name="who">Empty, <see cref="Mine"/>, or an actor's id.</param>
    /// <param name="what">Empty, or a category's name.</param>
    /// <param name="from">Empty, or a day (ISO 8601).</param>
    /// <param name="until">Likewise.</param>
    /// <param name="zone">The reader's.</param>
    public static Outcome<LookFilter> Read(PersonId me, string? who, string? what, string? from, string? until, DateTimeZone zone)
    {
        if (Day(from) is { Refusal: { } early }) return early.In("from");
        if (Day(until) is { Refusal: { } late }) return late.In("until");
        ActorId? actor = who == Mine ? me.Actor : Guid.TryParse(who, out var id) ? new ActorId(id) : null;
        Category? category = Enum.TryParse<Category>(what, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;
        var begins = Day(from).Value.Select(day => zone.AtStartOfDay(day).ToInstant());
        var ends = Day(until).Value.Select(day => zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
        if (ends <= begins) return new Refusal($"This would end before it begins. Choose a later day.") { Field = "until" };
        return new LookFilter(actor, category, begins, ends);
    }

    /// <summary>Is this one of those lines?</summary>
    public bool Shows(Look look, PersonId me) =>
        (Actor is { } actor ? look.Actor == actor || look.Mandate == actor : look.Actor != me.Actor)
        && (What is null || look.Category == What) && !IsBefore(look) && !(look.At >= Until);

    /// <summary>Does it lie before all that is asked for? The log runs one way, so nothing older counts either.</summary>
    public bool IsBefore(Look look) => look.At < From;

    private static Outcome<Chosen> Day(string? text) => string.IsNullOrWhiteSpace(text) ? new Chosen(null)
        : LocalDatePattern.Iso.Parse(text.Trim()).TryGetValue(default, out var day) && day.Year is > 1900 and < 9000 ? new Chosen(day)
        : new Refusal($"Please write a day as year, month and day, as in 2026-05-03. Blank means any.");

    private sealed record Chosen(LocalDate? On)
    {
        public Instant? Select(Func<LocalDate, Instant> at) => On is { } day ? at(day) : null;
    }
}
