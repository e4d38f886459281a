using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>That a person had something sealed until a day on which it is shredded.</summary>
/// <param name="Until">From this day on it is gone.</param>
/// <param name="SaidAt">When, in steps of five minutes.</param>
public sealed record SealedUntil(LocalDate Until, Instant SaidAt);
