using Alongside.Kernel;

namespace Alongside.Features.Circle.Meetings;

/// <summary>Somebody who has had their turn, with words or without.</summary>
public sealed record Turn(PersonId Who, bool Passed);

/// <summary>A round as it goes: who waits to speak, and who has spoken.</summary>
/// <param name="fact">The number of the fact by which it was opened.</param>
/// <param name="point">About which point of the agenda.</param>
/// <param name="kind">Which.</param>
/// <param name="order">Who speaks by themselves.</param>
public sealed class SpeakingRound(int fact, int point, RoundKind kind, IEnumerable<PersonId> order)
{
    private readonly List<PersonId> waiting = [.. order];
    private readonly List<Turn> had = [];

    public int Fact { get; } = fact;

    public int Point { get; } = point;

    public RoundKind Kind { get; } = kind;

    /// <summary>Does each of us speak in it, once?</summary>
    public bool IsForAll => Goes(Kind);

    public bool HasEnded { get; private set; }

    /// <summary>Those who wait, the next one first.</summary>
    public IReadOnlyList<PersonId> Waiting => waiting;

    public IReadOnlyList<Turn> Had => had;

    public static bool Goes(RoundKind kind) => kind is RoundKind.Reactions or RoundKind.Objections;

    internal void Raise(PersonId who) => waiting.Add(who);

    internal void Take(PersonId who, bool passed)
    {
        waiting.Remove(who);
        had.Add(new(who, passed));
    }

    internal void End() => HasEnded = true;
}
