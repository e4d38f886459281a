using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Features.Consents.Doors;

/// <summary>What later features do when somebody has taken back a yes: in the same transaction.</summary>
public interface IFollowWithdrawals
{
    Task Withdrawn(Work work, PersonId person);
}
