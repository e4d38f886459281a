using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>
/// That somebody was named in a remark, until they have read it: so that it stands on their day without a conversation
/// being opened to find out. It opens nothing.
/// </summary>
/// <param name="row">The remark.</param>
/// <param name="of">Who was named.</param>
/// <param name="proposal">Beside which proposal.</param>
/// <param name="at">When it was said.</param>
public sealed class Mention(Guid row, PersonId of, ProposalId proposal, Instant at)
{
    public Guid Row { get; private init; } = row;

    public PersonId Of { get; private init; } = of;

    public ProposalId Proposal { get; private init; } = proposal;

    public Instant At { get; private init; } = at;
}
