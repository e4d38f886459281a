using System.Security.Cryptography;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Derives from the access log what permissions, withdrawals, mandates and ciphertexts there must be, and compares. An old
/// row that somebody put back carries an honest code, so this is the only place where it shows. What differs, stops.
/// </summary>
public sealed class Sweep(Database db, Vault vault)
{
    private readonly Dictionary<string, (SubjectId Subject, bool There)> powers = [];
    private readonly Dictionary<string, SubjectId?> ciphertexts = [];
    private readonly Dictionary<ActorId, byte[]> mandates = [];
    private readonly Dictionary<SubjectId, string> differences = [];

    /// <summary>Compares everything, stops the subjects that differ and lets those go on that agree again.</summary>
    /// <returns>How many subjects are stopped now.</returns>
    public async Task<int> Run(Work work)
    {
        await ReadLog();
        await ComparePowers();
        await CompareCiphertexts();
        await CompareMandates();
        await CompareWraps(work);
        var stopped = await db.StoppedSubjects.ToListAsync();
        db.StoppedSubjects.RemoveRange(stopped.Where(s => !differences.ContainsKey(s.Subject)));
        foreach (var (subject, difference) in differences.Where(d => !stopped.Exists(s => s.Subject == d.Key)))
        {
            db.StoppedSubjects.Add(new(subject, work.At, difference));
            work.Log("stop", default, Purpose.KeyKeeping, subject: subject);
        }
        return differences.Count;
    }

    private async Task ReadLog()
    {
        var entries = db.LogEntries.AsNoTracking().OrderBy(e => e.Index)
            .GroupJoin(db.LogSides.AsNoTracking(), e => e.Index, s => s.Index, (e, s) => new { e.Leaf, Side = s })
            .SelectMany(e => e.Side.DefaultIfEmpty(), (e, s) => new { e.Leaf, Subject = s == null ? (SubjectId?)null : s.Subject });
        await foreach (var entry in entries.AsAsyncEnumerable())
        {
            if (LogLeaf.Read(entry.Leaf) is not { Content.Length: > 0 } leaf) continue;
            if (leaf.Act is "permit" or "deny" or "withdraw" && entry.Subject is { } subject) powers[Key(leaf.Content)] = (subject, false);
            else if (leaf.Act == "seal") ciphertexts[Key(leaf.Content)] = entry.Subject;
            else if (leaf.Act == "erase") ciphertexts.Remove(Key(leaf.Content));
            else if (leaf.Basis.Mandate is { } mandate && Mandating.Acts.Contains(leaf.Act)) mandates[mandate] = leaf.Content;
        }
    }

    private async Task ComparePowers()
    {
        foreach (var permission in await db.Permissions.AsNoTracking().ToListAsync())
        {
            Expect(permission, permission.Subject, "a permission that was never given");
            if (permission.Withdrawal is { } withdrawal) Expect(withdrawal, permission.Subject, "a withdrawal that never was");
        }
        foreach (var (subject, _) in powers.Values.Where(p => !p.There)) Differs(subject, "a permission, a no or a withdrawal is gone");
    }

    private void Expect(PowerRow row, SubjectId subject, string difference)
    {
        var key = Key(row.Hash());
        if (powers.TryGetValue(key, out var logged) && logged.Subject == subject) powers[key] = (subject, true);
        else Differs(subject, difference);
    }

    private async Task CompareCiphertexts()
    {
        var records = db.SealedRecords.AsNoTracking().Join(db.Folders.AsNoTracking(), r => r.Folder, f => f.Id, (r, f) => new { r.Bytes, f.Subject, f.Category });
        await foreach (var record in records.AsAsyncEnumerable())
        {
            // A draft is written over and over and told to nobody: the log counts its sittings, not its states.
            if (record.Category == Category.Draft) continue;
            if (!ciphertexts.Remove(Key(SHA256.HashData(record.Bytes)))) Differs(record.Subject, "something sealed is not what was sealed");
        }
        foreach (var subject in ciphertexts.Values) if (subject is { } missing) Differs(missing, "something sealed is gone");
    }

    private async Task CompareMandates()
    {
        foreach (var mandate in await db.Mandates.AsNoTracking().ToListAsync())
        {
            if (mandates.TryGetValue(mandate.Id, out var logged) && logged.AsSpan().SequenceEqual(mandate.StateHash())) continue;
            foreach (var subject in await db.Permissions.Where(p => p.Actor == mandate.Id).Select(p => p.Subject).Distinct().ToListAsync())
                Differs(subject, "a mandate's holders are not those that were decided on");
        }
    }

    private async Task CompareWraps(Work work)
    {
        foreach (var folder in await db.Folders.AsNoTracking().ToListAsync())
        {
            var policy = await vault.PolicyOf(folder.Subject);
            var generations = await db.Generations.AsNoTracking().Where(g => g.Folder == folder.Id).ToDictionaryAsync(g => g.Number, g => g.OpenedAt);
            foreach (var wrap in await db.Wraps.AsNoTracking().Where(w => w.Folder == folder.Id).Select(w => new { w.Generation, w.Actor, w.KeyNumber }).ToListAsync())
                if (!policy.Permitted(folder, generations[wrap.Generation], work.At).ContainsKey(wrap.Actor)
                    && !await vault.IsBridge(policy, folder, generations[wrap.Generation], wrap.Actor, wrap.KeyNumber, work.At))
                    Differs(folder.Subject, "somebody holds a key who is not permitted");
        }
    }

    private void Differs(SubjectId subject, string difference) => differences.TryAdd(subject, difference);

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
