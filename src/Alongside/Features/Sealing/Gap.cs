using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>What a restore from a backup left out.</summary>
/// <param name="Since">The latest that the backup knew of: what came after it is missing, or stands again.</param>
/// <param name="At">When it was restored; while time stands still, that is hardly later.</param>
public sealed record Gap(Instant Since, Instant At)
{
    /// <summary>How long people read of it.</summary>
    public static readonly Duration SaidFor = Duration.FromDays(60);

    // The log's times are in steps of five minutes.
    private static readonly Duration step = Duration.FromMinutes(5);

    /// <summary>Does it explain that the log isn't what it was at this time? Only where that was after the backup, and before it was restored.</summary>
    public bool Explains(Instant kept) => Since <= kept && kept < At + step;
}

/// <summary>The gap of this practice, as it was at the start: nobody restores into a practice that is being served.</summary>
public sealed class Gaps
{
    public Gap? Latest { get; set; }
}
