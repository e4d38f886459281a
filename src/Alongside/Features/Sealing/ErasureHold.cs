using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

public readonly record struct ErasureHoldId(Guid Value) : IId<ErasureHoldId>
{
    public static ErasureHoldId From(Guid value) => new(value);
}

/// <summary>
/// That something was demanded by law: from then on nothing about this subject is erased, until it ends. It says neither
/// who demanded nor what. It can end once, and never goes.
/// </summary>
/// <param name="id">Its own random id.</param>
/// <param name="subject">About whom; null for everybody.</param>
/// <param name="because">The demand, by its random id.</param>
/// <param name="from">When the demand arrived.</param>
public sealed class ErasureHold(ErasureHoldId id, SubjectId? subject, Guid because, Instant from) : PowerRow
{
    public ErasureHoldId Id { get; private init; } = id;

    public SubjectId? Subject { get; private init; } = subject;

    public Guid Because { get; private init; } = because;

    public Instant From { get; private init; } = from;

    public Instant? EndedAt { get; private set; }

    public void End(Instant at) => EndedAt ??= at;

    protected override Binding Canonical() => new Binding("erasure hold").Add(Id.Value).Add(Subject?.Value).Add(Because)
        .Add(From.ToUnixTimeTicks()).Add(EndedAt?.ToUnixTimeTicks());
}
