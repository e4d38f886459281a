using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

public readonly record struct CouncilSeatId(Guid Value) : IId<CouncilSeatId>
{
    public static CouncilSeatId From(Guid value) => new(value);
}

/// <summary>
/// That somebody in care offered to sit on the client council, and the term that came of it. The offer is theirs, and so is
/// stepping down; under which name they sit lies sealed elsewhere.
/// </summary>
/// <param name="id">Its own.</param>
/// <param name="person">Who.</param>
/// <param name="offeredAt">Since when: by this they wait in their order.</param>
public sealed class CouncilSeat(CouncilSeatId id, PersonId person, Instant offeredAt) : PowerRow
{
    public CouncilSeatId Id { get; private init; } = id;

    public PersonId Person { get; private init; } = person;

    public Instant OfferedAt { get; private init; } = offeredAt;

    /// <summary>Since when they sit; null while they wait.</summary>
    public Instant? SeatedAt { get; private set; }

    /// <summary>When their term ends; null while they wait.</summary>
    public Instant? Until { get; private set; }

    /// <summary>When they stepped down, or their term was over; null while neither is so.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>Do they wait for a seat that is free?</summary>
    public bool Waits => SeatedAt is null && EndedAt is null;

    /// <summary>Did they sit at that time?</summary>
    public bool SitsAt(Instant at) => SeatedAt <= at && at < Until && !(EndedAt <= at);

    internal void Seat(Instant at, Instant until) => (SeatedAt, Until) = (at, until);

    internal void End(Instant at) => EndedAt ??= at;

    protected override Binding Canonical() => new Binding("council seat").Add(Id.Value).Add(Person.Value).Add(OfferedAt.ToUnixTimeTicks())
        .Add(SeatedAt?.ToUnixTimeTicks()).Add(Until?.ToUnixTimeTicks()).Add(EndedAt?.ToUnixTimeTicks());
}

/// <summary>Who sits next: while a seat is free, whoever has waited longest; and whoever has sat a term begins at the end of the line.</summary>
/// <param name="seats">Those that haven't ended, in any order.</param>
public sealed class CouncilLine(IEnumerable<CouncilSeat> seats)
{
    private readonly List<CouncilSeat> seats = [.. seats.OrderBy(s => s.OfferedAt).ThenBy(s => s.Id.Value)];

    /// <summary>Ends those whose term is over.</summary>
    public IReadOnlyList<CouncilSeat> EndTerms(Instant at)
    {
        var over = seats.FindAll(s => s.Until <= at && s.EndedAt is null);
        over.ForEach(s => s.End(s.Until!.Value));
        return over;
    }

    /// <summary>Seats as many as there are places.</summary>
    /// <param name="places">How many seats the chart has.</param>
    /// <param name="at">Now.</param>
    /// <param name="until">When a term that begins now ends.</param>
    /// <returns>Who sits from now on.</returns>
    public IReadOnlyList<CouncilSeat> Fill(int places, Instant at, Instant until)
    {
        var free = Math.Max(0, places - seats.Count(s => s.SitsAt(at)));
        List<CouncilSeat> next = [.. seats.Where(s => s.Waits).Take(free)];
        next.ForEach(s => s.Seat(at, until));
        return next;
    }
}
