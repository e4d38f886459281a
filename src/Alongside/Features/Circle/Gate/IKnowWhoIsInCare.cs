using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>A later feature knows whether somebody is in care here: who sits on the client council has to be, as they offer themselves.</summary>
public interface IKnowWhoIsInCare
{
    /// <summary>How long after their last session somebody still counts as in care.</summary>
    static readonly Duration After = Duration.FromDays(365);

    Task<bool> IsInCare(PersonId person, Instant at, CancellationToken stop = default);
}
