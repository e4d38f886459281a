using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>What a member has in a later feature ends as they leave, in the same transaction. A refusal undoes it all.</summary>
public interface IFollowLeaving
{
    /// <summary>What would end, in sentences, for whoever reads them before they decide.</summary>
    Task<IReadOnlyList<FormattableString>> WouldEnd(PersonId member, Instant at, CancellationToken stop = default);

    Task<Refusal?> Left(Work work, Keyring by);
}
