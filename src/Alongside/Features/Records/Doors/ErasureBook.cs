using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Welcome;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Records.Doors;

/// <summary>The person's own act: having what is theirs erased or, where the law keeps it, sealed until its day.</summary>
public sealed class ErasureBook(Database db, Gate gate, Premises premises, RandomSource random, WriterQueue queue, IEnumerable<IFollowWithdrawals> followers)
{
    public static readonly Refusal NothingChosen = new($"Nothing was chosen, so nothing is erased. That is fine too.") { Field = "What" };

    private static readonly Questions<SubjectId, Folder> lying = new((db, subject) =>
        db.Folders.AsNoTracking().Where(f => f.Subject == subject && db.SealedRecords.Any(r => r.Folder == f.Id)));
    private static readonly Questions<SubjectId, FolderId> papersOf = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Papers && f.Part == Guid.Empty).Select(f => f.Id));

    /// <summary>All that lies here of somebody, and what would become of it. Nothing is opened to tell.</summary>
    public async Task<ErasurePlan> Plan(PersonId person, Instant at, CancellationToken stop = default)
    {
        var kept = await db.KeptOf(gate, premises.House, person.Subject, at, stop);
        var yes = (await db.Said(premises.House, person, stop)).Where(p => p.Decision == Decision.Permit && p.IsActive(at)).ToList();
        var waits = await db.RequestOf(person, stop) is { SentAt: not null, PlacedAt: null };
        var today = at.InZone(await db.PracticeZone(premises.House, at, stop)).Date;
        return ErasurePlan.Of(await lying.Ask(db, person.Subject, stop), waits, today,
            kept.ToDictionary(k => k.Folder.Id, k => (k.Until, k.Promised && !yes.Exists(p => p.Covers(k.Folder)))));
    }

    /// <summary>
    /// Does what the plan says with what was chosen, all of it or none: what no law keeps goes with its keys, the rest closes to
    /// everybody else, and each yes to any of it ends. Nothing goes while the law demands something of them.
    /// </summary>
    /// <param name="by">Whose it is. Only they can.</param>
    /// <param name="proven">That it is really them.</param>
    /// <param name="chosen">By <see cref="ErasurePart.Key"/>.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>Which receipt it is, among their papers.</returns>
    public async Task<Outcome<Guid>> Erase(Keyring by, Proven proven, IReadOnlyCollection<string> chosen, CancellationToken stop = default)
    {
        if (proven.Person != by.Person) return Accounts.Unproven;
        var receipt = random.Id();
        await using (var work = await gate.BeginPower(stop))
        {
            if (await db.IsHeld(premises.House, by.Person.Subject, stop)) return Gate.Held;
            var parts = (await Plan(by.Person, work.At, stop)).Parts.Where(p => p.MayGo && chosen.Contains(p.Key)).ToList();
            if (parts.Count == 0) return NothingChosen;
            if (await Close(work, by, parts, stop) is { } stays) return stays;
            var papers = await gate.Vault.FolderOf(by.Person.Subject, Category.Papers, Guid.Empty, work.At);
            if (await gate.Seal(work, by, papers, ErasureReceipt.Kind, receipt, await Receipt(parts, work.At, stop)) is { } unsealed) return unsealed;
            await work.Commit(stop);
        }
        await queue.EmptyLog(db, stop);
        return receipt;
    }

    /// <summary>One's own receipts, the newest first.</summary>
    public async Task<IReadOnlyList<(Guid Id, Instant At, ErasureReceipt Receipt)>> Receipts(Keyring by, CancellationToken stop = default)
    {
        if (await papersOf.Ask(db, by.Person.Subject, stop) is not [var papers]) return [];
        var opened = await gate.Open(by, papers, Purpose.Own, Logged.OnceASession, stop);
        return opened.Refusal is not null ? []
            : [.. opened.Value.Read<ErasureReceipt>(ErasureReceipt.Kind).OrderByDescending(r => r.Record.At).Select(r => (r.Record.Row, r.Record.At, r.Content))];
    }

    private async Task<Refusal?> Close(Work work, Keyring by, List<ErasurePart> parts, CancellationToken stop)
    {
        foreach (var part in parts)
            foreach (var folder in part.Folders)
                if ((part.Until is { } until ? await gate.SealUntil(work, by, folder, until) : await gate.Erase(work, by, folder)) is { } stays) return stays;
        foreach (var yes in (await db.Said(premises.House, by.Person, stop)).Where(p => p.IsActive(work.At) && parts.Exists(part => part.IsOpenedBy(p))))
            if (await gate.Withdraw(work, by, yes.Id) is { } open) return open;
        foreach (var follower in followers) await follower.Withdrawn(work, by.Person);
        return null;
    }

    // A backup from a moment ago holds what went, until its keys have run out.
    private async Task<ErasureReceipt> Receipt(List<ErasurePart> parts, Instant at, CancellationToken stop)
    {
        var day = (at + BackupProof.KeysLive).InZone(await db.PracticeZone(premises.House, at, stop)).Date.PlusDays(1);
        return new([.. parts.Select(p => new ErasedLine($"{p.What.Category}", $"{p.What.Aspect}", p.Until is { } until ? LocalDatePattern.Iso.Format(until) : null))],
            LocalDatePattern.Iso.Format(day), db.IsPostgres);
    }
}
