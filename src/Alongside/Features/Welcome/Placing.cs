using NodaTime;

namespace Alongside.Features.Welcome;

/// <summary>Somebody who waits.</summary>
/// <param name="Id">Their request.</param>
/// <param name="Since">When they sent it.</param>
/// <param name="Group">See <see cref="OrderOfPlacing.GroupOf"/>.</param>
public sealed record Waiting(CareRequestId Id, Instant Since, int Group);

/// <summary>Somebody's place in the order, from 1, and whether they have it by waiting longest.</summary>
public sealed record Turn(CareRequestId Id, int Place, bool ByWait);

/// <summary>The order in which people are offered places.</summary>
public static class Placing
{
    /// <summary>
    /// Strict: of two people always one comes first, and the same one for everybody who reckons it.
    /// </summary>
    /// <param name="people">All who wait.</param>
    /// <param name="longestEvery">One turn in so many goes to whoever has waited longest; 0 means none.</param>
    /// <param name="served">How many had their turn already: the turns are counted on, or the longest wait would never come up.</param>
    public static IReadOnlyList<Turn> Order(IReadOnlyCollection<Waiting> people, int longestEvery, int served)
    {
        var byWait = new Queue<Waiting>(people.OrderBy(p => p.Since).ThenBy(p => p.Id.Value));
        var byGroup = new Queue<Waiting>(people.OrderBy(p => p.Group).ThenBy(p => p.Since).ThenBy(p => p.Id.Value));
        var (order, taken) = (new List<Turn>(people.Count), new HashSet<CareRequestId>());
        while (order.Count < people.Count)
        {
            var longest = longestEvery > 0 && (served + order.Count + 1) % longestEvery == 0;
            var next = (longest ? byWait : byGroup).Dequeue();
            if (taken.Add(next.Id)) order.Add(new(next.Id, order.Count + 1, longest));
        }
        return order;
    }
}
