using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Demo.Sized;

/// <summary>What money follows: who works here, what was agreed, whose clock.</summary>
/// <param name="House">Under whose key payers and sessions are codes.</param>
/// <param name="Scale">The fee scale.</param>
/// <param name="Share">What goes to the fund.</param>
/// <param name="Onward">What goes on to others.</param>
/// <param name="Zone">Of the practice's clock.</param>
/// <param name="Practice">Its name, for receipts.</param>
/// <param name="Members">Who works here, and under which name.</param>
/// <param name="Bookkeepers">Who holds bookkeeping at a time.</param>
internal sealed record MoneyTerms(
    House House, FeeScale Scale, FundShare Share, IReadOnlyList<ShareOn> Onward, DateTimeZone Zone, string Practice, IReadOnlyList<(PersonId Person, string Name)> Members, Func<Instant, IReadOnlyList<PersonId>> Bookkeepers);

/// <summary>One payer's money as it stands at a moment.</summary>
internal sealed class PayerAlong(Life life, byte[] code, Account owed, Account topUp)
{
    public Life Life { get; } = life;
    public byte[] Code { get; } = code;
    public Account Owed { get; } = owed;
    public Account TopUp { get; } = topUp;
    public long OwedNow { get; set; }
    public long TopUpNow { get; set; }
    public FeeAgreement? Fee { get; set; }
    public int Receipts { get; set; }
    public List<Kept> Promises { get; } = [];
    public Dictionary<int, (Hold Hold, Kept? Kept)> Holds { get; } = [];

    /// <summary>Sessions that are to come, or nobody said yet that they took place.</summary>
    public SortedSet<int> Booked { get; } = [];

    public bool HasMet { get; set; }
    public Dictionary<int, EntryId> Payments { get; } = [];
    public List<StatementLine> Lines { get; } = [];
}

/// <summary>All that happens to money over the years, in its order, as <c>Fees</c>, <c>Bookkeeping</c> and <c>ReceiptBook</c> would write it.</summary>
internal sealed class MoneyYears
{
    private enum What
    {
        Gift,
        Choice,
        Booking,
        End,
        Payment,
        Receipt,
    }

    private readonly record struct Event(Instant At, What What, int Life, int Which, long Minor);

    private readonly MoneyTerms terms;
    private readonly Purse purse;
    private readonly FundAlong fund;
    private readonly IReadOnlyList<Life> lives;
    private readonly PayerAlong?[] payers;
    private readonly List<Asked>?[] receipts;
    private readonly Chance chance;
    private readonly Dictionary<AccountId, (long Gathered, long Due)> onward = [];
    private Quarter quarter;
    private Instant at;
    private LocalDate today;

    public MoneyYears(MoneyTerms terms, Purse purse, IReadOnlyList<Life> lives, Chance chance)
    {
        (this.terms, this.purse, this.lives, this.chance) = (terms, purse, lives, chance);
        fund = new(purse, Rows, chance.Id);
        (payers, receipts) = (new PayerAlong?[lives.Count], new List<Asked>?[lives.Count]);
    }

    public LedgerRows Rows { get; } = new();

    public List<Owed> Log { get; } = [];

    /// <summary>What one of the lives asked receipts for.</summary>
    public IReadOnlyList<Asked> ReceiptsOf(int life) => receipts[life] ?? [];

    public void Run()
    {
        var events = Gifts().Concat(Enumerable.Range(0, lives.Count).SelectMany(EventsOf)).ToArray();
        Array.Sort(events, (a, b) => (a.At, a.What, a.Life, a.Which).CompareTo((b.At, b.What, b.Life, b.Which)));
        foreach (var one in events)
        {
            (at, today) = (one.At, one.At.InZone(terms.Zone).Date);
            fund.Comes(today);
            PassOn();
            if (one.What == What.Gift) Give(one.Minor);
            else Happen(one, payers[one.Life] ??= Begin(lives[one.Life]));
        }
    }

    private void Happen(Event one, PayerAlong payer)
    {
        switch (one.What)
        {
            case What.Choice: Choose(payer, one.Which); break;
            case What.Booking: Book(payer, one.Which); break;
            case What.End: End(payer, one.Which); break;
            case What.Payment: Pay(payer, one.Which); break;
            default: AskReceipt(payer, one.Which, one.Life); break;
        }
    }

    private IEnumerable<Event> EventsOf(int number)
    {
        var life = lives[number];
        for (var i = 0; i < life.Fees.Count; i++) yield return new(life.Fees[i].At, What.Choice, number, i, 0);
        for (var i = 0; i < life.Sessions.Count; i++)
        {
            var (met, session) = (life.Sessions[i], life.Sessions[i].Session);
            yield return new(session.BookedAt, What.Booking, number, i, 0);
            if ((session.TookPlace?.At ?? session.CalledOff?.At) is { } end) yield return new(end, What.End, number, i, 0);
            if (met.PaidAt is { } paid) yield return new(paid, What.Payment, number, i, 0);
            if (met.ReceiptAt is { } asked) yield return new(asked, What.Receipt, number, i, 0);
        }
    }

    // Foundations and neighbours give about what a month will take, sometimes less.
    private IEnumerable<Event> Gifts()
    {
        var months = new SortedDictionary<LocalDate, long>();
        foreach (var life in lives)
            foreach (var session in life.Sessions.Select(s => s.Session).Where(s => s.TookPlace is not null))
            {
                var (day, tier) = (session.Start.InZone(terms.Zone).Date, life.Fees.Last(f => f.At <= session.Start || f == life.Fees[0]).Tier);
                var month = new LocalDate(day.Year, day.Month, 1);
                months[month] = months.GetValueOrDefault(month) + terms.Scale.FundPart(terms.Scale.Find(tier)!.Minor, session.Minutes).Minor;
            }
        foreach (var (month, minor) in months)
        {
            var first = month.AtStartOfDayInZone(terms.Zone).ToInstant() + chance.Minutes(600, 900);
            var given = Math.Min(minor * chance.Between(70, 110) / 100 / 100_00 * 100_00, 900_000_00);
            if (given > 0) yield return new(Instant.Max(first, lives.Min(l => l.CameAt)), What.Gift, 0, 0, given);
            yield return new(first + Duration.FromDays(chance.Between(1, 20)), What.Gift, 0, 1, chance.Between(4, 60) * 5_00);
        }
    }

    private PayerAlong Begin(Life life)
    {
        var code = Payer.Of(terms.House, life.Person.Subject);
        var payer = new PayerAlong(life, code, new(chance.Id<AccountId>(), AccountKind.Owed, purse.Currency, code), new(chance.Id<AccountId>(), AccountKind.TopUp, purse.Currency, code));
        Rows.Accounts.AddRange([payer.Owed, payer.TopUp]);
        return payer;
    }

    private void Give(long minor)
    {
        var holders = terms.Bookkeepers(at);
        Record(Posting.Gift(chance.Id<EntryId>(), Of(minor), today, purse), null, holders[0].Actor, asBookkeeper: true);
    }

    // In the third week of a quarter they pass on what gathered in the one before.
    private void PassOn()
    {
        if (Quarter.Of(today) is var now && now != quarter)
        {
            foreach (var (account, (gathered, due)) in onward) onward[account] = (0, due + gathered);
            quarter = now;
        }
        if (today < now.FirstDay.PlusDays(14)) return;
        foreach (var (account, _) in terms.Onward)
        {
            var (gathered, due) = onward.GetValueOrDefault(account.Id);
            if (due <= 0) continue;
            Record(Posting.PassOn(chance.Id<EntryId>(), Of(due), today, purse, account, $"Their receipt {now.Year}-{now.Number}"), null, terms.Bookkeepers(at)[0].Actor, asBookkeeper: true);
            onward[account.Id] = (gathered, 0);
        }
    }

    private void Choose(PayerAlong payer, int which)
    {
        var (_, tier, months) = payer.Life.Fees[which];
        payer.Fee = new(payer.Code, which + 1, tier, terms.Scale.Find(tier)!.Minor, today, today.PlusMonths(months));
        Rows.Fees.Add(payer.Fee);
        foreach (var kept in payer.Promises.Where(p => !p.IsOver && p.Left > 0))
        {
            Rows.PromiseEnds.Add(new(kept.Promise.Id, at));
            fund.End(kept);
        }
        foreach (var session in payer.Booked) Void(payer, session);
        foreach (var session in payer.Booked)
        {
            Hold(payer, session);
            Promise(payer);
        }
        if (payer.HasMet || payer.Booked.Count > 0) Promise(payer);
    }

    private void Book(PayerAlong payer, int which)
    {
        payer.Booked.Add(which);
        if (payer.Fee is null) return;
        Hold(payer, which);
        Promise(payer);
    }

    private void End(PayerAlong payer, int which)
    {
        payer.Booked.Remove(which);
        if (payer.Life.Sessions[which].Session.CalledOff is not null)
        {
            Void(payer, which);
            return;
        }
        payer.HasMet = true;
        Charge(payer, which);
    }

    private void Charge(PayerAlong payer, int which)
    {
        var (session, scale) = (payer.Life.Sessions[which].Session, terms.Scale);
        if (payer.Fee is null) return;
        var usual = Usual(payer);
        if (payer.Holds.TryGetValue(which, out var before) && before.Hold.Minor != scale.FundPart(usual, session.Minutes).Minor) Void(payer, which);
        if (!payer.Holds.ContainsKey(which)) Hold(payer, which);
        var hold = payer.Holds.TryGetValue(which, out var held) ? held.Hold : null;
        payer.Holds.Remove(which);
        var entry = Posting.Charge(chance.Id<EntryId>(), Payer.SessionOf(terms.House, session.Id.Value), scale.FullFor(session.Minutes), scale.PriceFor(usual, session.Minutes),
            hold?.Amount ?? Of(0), Instant.Min(session.Start, at).InZone(terms.Zone).Date, purse, Accounts(payer));
        Record(entry, hold, session.Therapist.Actor, asBookkeeper: false, payer);
        Promise(payer);
    }

    // Whoever holds bookkeeping and is this person's therapist leaves it to another.
    private void Pay(PayerAlong payer, int which)
    {
        if (payer.OwedNow + payer.TopUpNow is var paid && paid <= 0) return;
        var (therapist, holders) = (terms.Members[payer.Life.Therapist].Person, terms.Bookkeepers(at));
        var holder = holders[payer.Life.Number % holders.Count] is var first && first != therapist ? first : holders.First(h => h != therapist);
        var entry = Posting.Payment(chance.Id<EntryId>(), Of(paid), terms.Share, terms.Onward, today, purse, Accounts(payer));
        payer.Payments[which] = entry.Id;
        foreach (var (account, _) in terms.Onward)
        {
            var (gathered, due) = onward.GetValueOrDefault(account.Id);
            onward[account.Id] = (gathered - entry.Lines.Where(l => l.Account == account.Id).Sum(l => l.Minor), due);
        }
        Record(entry, null, holder.Actor, asBookkeeper: true, payer);
    }

    private void AskReceipt(PayerAlong payer, int which, int life)
    {
        if (!payer.Payments.TryGetValue(which, out var payment)) return;
        var statement = new Statement(purse.Currency, payer.Lines);
        var paid = statement.Payments.First(p => p.Entry == payment);
        if (paid.Fee.Minor == 0) return;
        var sessions = payer.Life.Sessions.ToDictionary(s => Convert.ToHexString(Payer.SessionOf(terms.House, s.Session.Id.Value)), s => s.Session, StringComparer.Ordinal);
        (receipts[life] ??= []).Add(new(at, new()
        {
            Number = Receipt.NumberOf(Payer.CodeOf(payer.Code), ++payer.Receipts),
            Practice = terms.Practice,
            PaidBy = payer.Life.Names.For(NameContext.Receipt) ?? "",
            PaidOn = LocalDatePattern.Iso.Format(paid.On),
            MadeOn = LocalDatePattern.Iso.Format(today),
            Currency = purse.Currency,
            Lines = [.. statement.Settles(payment).Select(s => s.Session is null || sessions.GetValueOrDefault(Convert.ToHexString(s.Session)) is not { } session
                ? new ReceiptLine("", 0, "", s.Amount.Minor)
                : new(LocalDatePattern.Iso.Format(session.Start.InZone(terms.Zone).Date), session.Minutes, ReceiptDetails.InOneLine(terms.Members[payer.Life.Therapist].Name, null), s.Amount.Minor))],
            Payment = payment.Value,
        }));
    }

    private long Usual(PayerAlong payer) => terms.Scale.Kept(payer.Fee!.Tier, payer.Fee.Minor).Minor;

    private void Hold(PayerAlong payer, int which)
    {
        var session = payer.Life.Sessions[which].Session;
        var part = terms.Scale.FundPart(Usual(payer), session.Minutes).Minor;
        if (part <= 0) return;
        var kept = payer.Promises.Find(p => !p.IsOver && p.Left > 0);
        if (fund.Hold(Payer.SessionOf(terms.House, session.Id.Value), kept, part, at) is { } hold) payer.Holds[which] = hold;
    }

    private void Void(PayerAlong payer, int which)
    {
        if (payer.Holds.Remove(which, out var hold)) fund.Void(hold, at);
    }

    private void Promise(PayerAlong payer)
    {
        var part = terms.Scale.FundPart(Usual(payer), terms.Scale.Usual.Minutes).Minor;
        if (part <= 0 || payer.Fee!.AskAgainOn < today) return;
        payer.Promises.RemoveAll(p => p.IsOver);
        var more = FundRules.ToPromise(part, fund.Free, payer.Promises.Sum(p => p.Left), terms.Share);
        if (more > 0) payer.Promises.Add(fund.Promise(payer.Code, more, part, at, payer.Fee.AskAgainOn));
    }

    private void Record(Entry entry, Hold? posts, ActorId by, bool asBookkeeper, PayerAlong? payer = null)
    {
        var stamp = fund.Record(entry, posts, at);
        Log.Add(new(at, "money", by, Purpose.Bookkeeping, Content: stamp.Hash(), AsBookkeeper: asBookkeeper));
        if (payer is null) return;
        var (owed, topUp) = (entry.Lines.Where(l => l.Account == payer.Owed.Id).Sum(l => l.Minor), entry.Lines.Where(l => l.Account == payer.TopUp.Id).Sum(l => l.Minor));
        payer.OwedNow += owed;
        payer.TopUpNow += topUp;
        payer.Lines.Add(new(entry.Id, entry.Kind, entry.On, entry.Session, Of(owed), Of(topUp)));
    }

    private PayerAccounts Accounts(PayerAlong payer) => new(payer.Owed, payer.TopUp, Of(payer.OwedNow), Of(payer.TopUpNow));

    private Money Of(long minor) => new(minor, purse.Currency);
}
