using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Gate;

/// <summary>A later feature keeps the docket: by law key-keepers open only what a demand there is about, and it says that they did.</summary>
public interface IKnowDemands
{
    /// <summary>Why this demand compels nothing of this person; or whether a documented gag forbids to tell them now.</summary>
    Task<Outcome<bool>> Gagged(int demand, PersonId person, Work work, CancellationToken stop = default);

    /// <summary>Something was opened for it. The person is told with it, or once they may be.</summary>
    Task<Refusal?> Opened(Work work, Keyring by, int demand, PersonId person, OpenedLetter letter);
}
