using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>What somebody opened to one other and what ends by its date, soon or lately, without another yes to follow it.</summary>
/// <param name="To">Whom it is open to, or was.</param>
/// <param name="On">The day on which it ends.</param>
/// <param name="Over">It has ended.</param>
/// <param name="What">The permissions.</param>
public sealed record Ending(ActorId To, LocalDate On, bool Over, IReadOnlyList<Permission> What)
{
    private static readonly Duration ahead = Duration.FromDays(28), after = Duration.FromDays(14);

    /// <summary>
    /// Four weeks before the end, of a short yes in its second half, and for two weeks after it. What was taken back, handed
    /// back or is kept closed by a no needs no word.
    /// </summary>
    /// <param name="said">All that somebody said.</param>
    /// <param name="at">Now.</param>
    /// <param name="zone">In which they are told days.</param>
    public static IReadOnlyList<Ending> Of(IReadOnlyList<Permission> said, Instant at, DateTimeZone zone)
    {
        var standing = said.Where(p => p.IsActive(at)).ToList();
        return [.. said.Where(p => IsNear(p, at) && standing.Closes(p) is null && !said.Any(other => Follows(other, p, at)))
            .GroupBy(p => (p.Actor, On: p.Until!.Value.InZone(zone).Date, Over: p.Until <= at))
            .OrderBy(g => g.Key.On).Select(g => new Ending(g.Key.Actor, g.Key.On, g.Key.Over, [.. g]))];
    }

    private static bool IsNear(Permission yes, Instant at)
    {
        if (yes is not { Decision: Decision.Permit, Withdrawal: null, Until: { } until } || Sharing.Of(yes) is null) return false;
        return yes.From <= at && until - Duration.Min(ahead, (until - yes.From) / 2) <= at && at < until + after;
    }

    private static bool Follows(Permission other, Permission yes, Instant at) =>
        other.Id != yes.Id && other.IsOfTheSame(yes) && other.IsActive(at) && !(other.End <= yes.Until);
}
