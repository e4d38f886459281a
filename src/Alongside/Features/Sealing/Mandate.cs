using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// Powers that the collective gave by a decision, for a time. Its key belongs to one fixed set of holders:
/// whenever they change there is a new key, and nobody new is ever given an old one.
/// </summary>
public sealed class Mandate : PowerRow
{
    private Mandate()
    {
    }

    /// <param name="id">Its actor id.</param>
    /// <param name="name">What the collective calls it: welcome, bookkeeping, key-keeping …</param>
    /// <param name="valid">It always ends; nothing renews it by itself.</param>
    /// <param name="decision">The number of the decision that gave it.</param>
    public Mandate(ActorId id, string name, Window valid, int decision)
    {
        (Id, Name, From, Decision) = (id, name, valid.From, decision);
        Until = valid.Until ?? throw new ArgumentException("A mandate has an end.", nameof(valid));
    }

    public ActorId Id { get; private init; }

    public string Name { get; private init; } = "";

    public Instant From { get; private init; }

    /// <summary>As its last decision said.</summary>
    public Instant Until { get; private set; }

    /// <summary>The number of the decision that gave it, or gave it anew.</summary>
    public int Decision { get; private set; }

    /// <summary>The number of its present key. Each change of holders makes the next.</summary>
    public int KeyNumber { get; private set; }

    public List<Holding> Holdings { get; private init; } = [];

    public bool IsActive(Instant at) => From <= at && at < Until;

    public IEnumerable<PersonId> Holders(Instant at) =>
        IsActive(at) ? Holdings.Where(h => h.IsActive(at)).Select(h => h.Holder).Distinct() : [];

    /// <summary>The circle gives it anew, for another time. Nobody holds it until they are added.</summary>
    public void Renew(Window valid, int decision)
    {
        // Also what has run out and isn't carried out yet, or it would be carried out on who holds it anew.
        foreach (var holding in Holdings) holding.End(Instant.Min(valid.From, holding.Until));
        (Until, Decision) = (valid.Until!.Value, decision);
    }

    public Refusal? Add(HoldingId id, PersonId holder, Window valid)
    {
        if (Holders(valid.From).Contains(holder)) return new($"They hold this mandate already.");
        Holdings.Add(new(id, Id, holder, valid.From, valid.Until < Until ? valid.Until!.Value : Until));
        return null;
    }

    public Refusal? End(PersonId holder, Instant at)
    {
        var held = Holdings.Where(h => h.Holder == holder && h.IsActive(at)).ToList();
        if (held.Count == 0) return new($"They don't hold this mandate.");
        held.ForEach(h => h.End(at));
        return null;
    }

    /// <summary>SHA-256 over the mandate and all its holdings: what the access log knows of its present state.</summary>
    public byte[] StateHash() => System.Security.Cryptography.SHA256.HashData(
        [.. Hash(), .. Holdings.OrderBy(h => h.Id.Value).SelectMany(h => h.Hash())]);

    public int NextKey() => ++KeyNumber;

    /// <summary>A copy that is stored nowhere: as if the circle gave it to this person today, beside who holds it already.</summary>
    public Mandate AsIfHeldBy(PersonId person, Instant at)
    {
        var copy = new Mandate(Id, Name, new(Instant.Min(From, at), Instant.Max(Until, at + Duration.FromDays(1))), Decision) { KeyNumber = KeyNumber };
        copy.Holdings.AddRange(Holdings);
        copy.Add(default, person, new(at)); // says no where they hold it already, which is as well
        return copy;
    }

    protected override Binding Canonical() => new Binding("mandate").Add(Id.Value).Add(Name)
        .Add(From.ToUnixTimeTicks()).Add(Until.ToUnixTimeTicks()).Add(Decision).Add(KeyNumber);
}

/// <summary>That one person holds one mandate, from, until, and when it ended early.</summary>
public sealed class Holding(HoldingId id, ActorId mandate, PersonId holder, Instant from, Instant until) : PowerRow
{
    public HoldingId Id { get; private init; } = id;

    public ActorId Mandate { get; private init; } = mandate;

    public PersonId Holder { get; private init; } = holder;

    public Instant From { get; private init; } = from;

    public Instant Until { get; private init; } = until;

    public Instant? EndedAt { get; private set; }

    public bool IsActive(Instant at) => From <= at && at < Until && (EndedAt is null || at < EndedAt);

    internal void End(Instant at) => EndedAt ??= at;

    protected override Binding Canonical() => new Binding("holding").Add(Id.Value).Add(Mandate.Value).Add(Holder.Value)
        .Add(From.ToUnixTimeTicks()).Add(Until.ToUnixTimeTicks()).Add(EndedAt?.ToUnixTimeTicks());
}
