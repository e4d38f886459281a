using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>One thing on somebody's statement.</summary>
/// <param name="Entry">Which entry.</param>
/// <param name="Kind">A charge, a payment, or one that was taken back.</param>
/// <param name="On">The day.</param>
/// <param name="Session">Which session, as a code; null for a payment.</param>
/// <param name="Fee">What it changed of what they owe for sessions: positive for a charge, negative for a payment.</param>
/// <param name="TopUp">What it changed of what they wanted to add to the fund.</param>
public sealed record StatementLine(EntryId Entry, EntryKind Kind, LocalDate On, byte[]? Session, Money Fee, Money TopUp)
{
    /// <summary>Was something asked for a session, that took place or was called off late?</summary>
    public bool IsCharge => Kind is EntryKind.Charge or EntryKind.CalledOffLate;
}

/// <summary>That so much of a payment settled so much of a session; no session where it was paid ahead.</summary>
public sealed record Settled(byte[]? Session, LocalDate On, Money Amount);

/// <summary>What one payer was charged and paid, in the order in which it was written down; what was taken back is left out.</summary>
public sealed record Statement(string Currency, IReadOnlyList<StatementLine> Lines)
{
    /// <summary>Payments that were written down by mistake and taken back: they count for nothing, and whoever saw them finds out why they went.</summary>
    public IReadOnlyList<StatementLine> TakenBack { get; init; } = [];

    /// <summary>What was asked for sessions that were called off late and was let go.</summary>
    public IReadOnlyList<StatementLine> LetGo { get; init; } = [];

    /// <summary>Below zero: paid ahead.</summary>
    public Money Owed => Sum(Lines.Select(l => l.Fee));

    public Money TopUp => Sum(Lines.Select(l => l.TopUp));

    public Money All => Owed + TopUp;

    public IEnumerable<StatementLine> Charges => Lines.Where(l => l.IsCharge);

    public IEnumerable<StatementLine> Payments => Lines.Where(l => l.Kind == EntryKind.Payment);

    /// <summary>Which sessions a payment settled: the oldest first, each payment after the ones before it.</summary>
    public IReadOnlyList<Settled> Settles(EntryId payment)
    {
        var open = new Queue<(StatementLine Charge, long Left)>(Charges.Where(c => c.Fee.Minor > 0).Select(c => (c, c.Fee.Minor)));
        var settled = new List<Settled>();
        foreach (var line in Payments)
        {
            var left = -line.Fee.Minor;
            while (left > 0 && open.TryPeek(out var first))
            {
                open.Dequeue();
                var part = Math.Min(left, first.Left);
                left -= part;
                if (line.Entry == payment) settled.Add(new(first.Charge.Session, first.Charge.On, new(part, Currency)));
                if (first.Left > part) open = new([(first.Charge, first.Left - part), .. open]);
            }
            if (line.Entry != payment) continue;
            if (left > 0) settled.Add(new(null, line.On, new(left, Currency)));
            return settled;
        }
        return settled;
    }

    private Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(Currency), (a, b) => a + b);
}
