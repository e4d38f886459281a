using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>What is kept about money for one person alone: their receipts, and the name under which they pay.</summary>
public sealed class ReceiptBook(Database db, Premises premises, Gate gate, RandomSource random, NameBook names)
{
    /// <summary>One's own receipts, the newest first, by the id under which each is read again.</summary>
    public async Task<IReadOnlyList<(Guid Id, Receipt Receipt)>> Own(Keyring by, CancellationToken stop = default)
    {
        if (await FolderOf(by, Guid.Empty, stop) is not { } folder) return [];
        var opened = await gate.Open(by, folder, Purpose.Own, Logged.OnceASession, stop);
        return opened.Refusal is not null ? [] : [.. opened.Value.Read<Receipt>(Receipt.Kind).Select(r => (r.Record.Row, r.Content)).Reverse()];
    }

    public async Task<LocalDate?> CancelledOn(Receipt receipt, CancellationToken stop = default) =>
        (await Cancelled([receipt], stop)).TryGetValue(receipt.Payment, out var day) ? day : null;

    public async Task<Receipt?> Find(Keyring by, Guid id, CancellationToken stop = default) =>
        (await Own(by, stop)).FirstOrDefault(r => r.Id == id).Receipt;

    /// <summary>On which day each of these was cancelled, by its payment: the payment was taken back.</summary>
    public async Task<IReadOnlyDictionary<Guid, LocalDate>> Cancelled(IEnumerable<Receipt> receipts, CancellationToken stop = default)
    {
        var payments = receipts.Select(r => (EntryId?)new EntryId(r.Payment)).ToList();
        return await db.Entries.AsNoTracking().Where(e => payments.Contains(e.Reverses) && db.Stamps.Any(s => s.Entry == e.Id))
            .Select(e => new { e.Reverses, e.On }).ToDictionaryAsync(e => e.Reverses!.Value.Value, e => e.On, stop);
    }

    /// <summary>Makes the receipt for one payment, or finds the one that was made; null-safe for payments of others: those aren't found.</summary>
    public async Task<Outcome<Receipt>> Ask(Keyring by, EntryId payment, CancellationToken stop = default)
    {
        var made = await Own(by, stop);
        if (made.FirstOrDefault(r => r.Receipt.Payment == payment.Value).Receipt is { } again) return again;
        var called = await names.Own(by, stop);
        await using var work = await gate.Begin(stop);
        var payer = Payer.Of(premises.House, by.Person.Subject);
        var (scale, _) = await db.Terms(premises.House, work.At, stop);
        var statement = await db.StatementOf(payer, scale.Currency, stop);
        if (statement.Payments.FirstOrDefault(p => p.Entry == payment) is not { } paid || paid.Fee.Minor == 0) return new Refusal($"There is no such payment of yours.");
        var practice = await db.InForce<PracticeName>(premises.House, work.At, stop);
        var receipt = new Receipt
        {
            Number = Receipt.NumberOf(Payer.CodeOf(payer), made.Count + 1),
            Practice = practice?.Value.Name ?? "",
            PaidBy = called?.For(NameContext.Receipt) ?? "",
            PaidOn = LocalDatePattern.Iso.Format(paid.On),
            MadeOn = LocalDatePattern.Iso.Format(await db.Today(premises.House, work.At, stop)),
            Currency = scale.Currency,
            Lines = await LinesOf(by, statement.Settles(payment), stop),
            Payment = payment.Value,
        };
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Money, Guid.Empty, work.At);
        if (await gate.Seal(work, by, folder, Receipt.Kind, random.Id(), receipt) is { } no) return no;
        await work.Commit(stop);
        return receipt;
    }

    /// <summary>The name that bookkeeping may know; null while there is none.</summary>
    public async Task<PayerName?> Name(Keyring by, CancellationToken stop = default)
    {
        if (await FolderOf(by, PayerName.Part, stop) is not { } folder || await Permitted(by, folder, stop) is null) return null;
        var opened = await gate.Open(by, folder, Purpose.Own, Logged.OnceASession, stop);
        return opened.Refusal is null ? opened.Value.One<PayerName>(PayerName.Kind) : null;
    }

    /// <summary>
    /// Lets bookkeeping know a name, of who has shown that it is them, or takes that back where it is blank. A holder of
    /// bookkeeping who is this person's therapist is shut out: then the others get the key one by one, and the mandate as
    /// a whole none.
    /// </summary>
    public async Task<Refusal?> KeepName(Work work, Keyring by, string? name, Proven? proven)
    {
        var typed = name?.Trim() ?? "";
        if (typed.Length > PayerName.Longest) return new($"One of these is longer than {PayerName.Longest} characters. Please shorten it.") { Field = "Name" };
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Money, PayerName.Part, work.At);
        var permitted = await Permitted(by, folder.Id, CancellationToken.None);
        if (typed.Length == 0) return permitted is { } given ? await gate.Withdraw(work, by, given) : null;
        if (proven?.Person != by.Person) return Accounts.Unproven;
        // First: a key that reaches whoever is shut out now must not be the one that the new name lies under.
        if (await ShutOutTherapists(work, by) is { } notShut) return notShut;
        if (await gate.SealOne(work, by, folder, PayerName.Kind, new PayerName(typed)) is { } no) return no;
        if (permitted is not null || await MandateAt(work.At) is not { } mandate) return null;
        var permission = Permission.Permit(random.Id<PermissionId>(), by.Person, mandate.Id, Category.Money, folder.Id, Purpose.Bookkeeping,
            mayWrite: false, new(work.At, work.At + Duration.FromDays(365)), recordsFrom: null);
        return permission.Refusal ?? await gate.Permit(work, by, permission.Value);
    }

    /// <summary>The name stays as it was given. Whoever of bookkeeping became this person's therapist since is shut out of it.</summary>
    public async Task<Refusal?> LeaveName(Work work, Keyring by) =>
        await FolderOf(by, PayerName.Part, CancellationToken.None) is { } folder && await Permitted(by, folder, CancellationToken.None) is not null
            ? await ShutOutTherapists(work, by)
            : null;

    private async Task<Mandate?> MandateAt(Instant at) =>
        (await gate.Vault.Mandates()).Find(m => m.Name == MandateNames.Bookkeeping && m.IsActive(at));

    private async Task<Refusal?> ShutOutTherapists(Work work, Keyring by)
    {
        foreach (var holder in (await MandateAt(work.At))?.Holders(work.At) ?? [])
            if (await ShutOut(work, by, holder) is { } refusal) return refusal;
        return null;
    }

    private async Task<Refusal?> ShutOut(Work work, Keyring by, PersonId holder)
    {
        if (!await db.Appointments.AnyAsync(a => a.Client == by.Person && a.Therapist == holder)) return null;
        var already = (await db.Permissions.Where(p => p.Person == by.Person && p.Actor == holder.Actor && p.Decision == Decision.Deny).ToListAsync())
            .Exists(p => p.IsActive(work.At) && p.Category is null or Category.Money);
        return already ? null : await gate.Permit(work, by, Permission.Deny(random.Id<PermissionId>(), by.Person, holder.Actor, Category.Money, work.At));
    }

    private async Task<PermissionId?> Permitted(Keyring by, FolderId folder, CancellationToken stop)
    {
        var now = (await db.LogHeads.AsNoTracking().SingleAsync(stop)).LatestAt;
        var mandates = (await gate.Vault.Mandates()).Where(m => m.Name == MandateNames.Bookkeeping).Select(m => m.Id).ToHashSet();
        return (await db.Permissions.AsNoTracking().Where(p => p.Person == by.Person && p.Folder == folder && p.Decision == Decision.Permit).ToListAsync(stop))
            .Find(p => mandates.Contains(p.Actor) && p.IsActive(now.PlusTicks(1)))?.Id;
    }

    private Task<FolderId?> FolderOf(Keyring by, Guid part, CancellationToken stop) => db.Folders.AsNoTracking()
        .Where(f => f.Subject == by.Person.Subject && f.Category == Category.Money && f.Part == part).Select(f => (FolderId?)f.Id).SingleOrDefaultAsync(stop);

    private async Task<IReadOnlyList<ReceiptLine>> LinesOf(Keyring by, IReadOnlyList<Settled> settled, CancellationToken stop)
    {
        var sessions = (await db.Appointments.AsNoTracking().Where(a => a.Client == by.Person).ToListAsync(stop))
            .ToDictionary(a => Convert.ToHexString(Payer.SessionOf(premises.House, a.Id.Value)), StringComparer.Ordinal);
        var lines = new List<ReceiptLine>();
        foreach (var part in settled)
        {
            var session = part.Session is null ? null : sessions.GetValueOrDefault(Convert.ToHexString(part.Session));
            lines.Add(session is null
                ? new("", 0, "", part.Amount.Minor)
                : new(LocalDatePattern.Iso.Format(DayOf(session)), session.Minutes, await TherapistOf(session, stop), part.Amount.Minor) { CalledOff = session.CalledOff is not null });
        }
        return lines;
    }

    private static LocalDate DayOf(Appointment session) =>
        session.Start.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(session.Zone) ?? DateTimeZone.Utc).Date;

    private async Task<string> TherapistOf(Appointment session, CancellationToken stop)
    {
        var profile = await db.Profiles.AsNoTracking().SingleOrDefaultAsync(p => p.Person == session.Therapist, stop);
        var details = await db.ReceiptDetails.AsNoTracking().SingleOrDefaultAsync(d => d.Person == session.Therapist, stop);
        return ReceiptDetails.InOneLine(profile?.Name ?? "", details);
    }
}
