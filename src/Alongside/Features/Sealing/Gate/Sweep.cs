using System.Security.Cryptography;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Derives from the access log what permissions, withdrawals, mandates, keys and ciphertexts there must be, and compares.
/// An old row that somebody put back carries an honest code, so this is the only place where it shows. What differs, stops.
/// </summary>
public sealed class Sweep(Database db, Vault vault, Premises premises)
{
    private readonly Dictionary<SubjectId, string> differences = [];
    private readonly List<Mandate> mandates = [];
    private readonly List<PublicKey> keys = [];
    private readonly List<Permission> permissions = [];
    private List<Folder> folders = [];
    private ILookup<FolderId, Generation> generations = Array.Empty<Generation>().ToLookup(g => g.Folder);

    /// <summary>Compares everything, stops the subjects that differ and lets those go on that agree again.</summary>
    /// <returns>How many subjects are stopped now.</returns>
    public async Task<int> Run(Work work)
    {
        mandates.AddRange(await db.Mandates.AsNoTracking().ToListAsync());
        keys.AddRange(await db.PublicKeys.AsNoTracking().ToListAsync());
        permissions.AddRange(await db.Permissions.AsNoTracking().ToListAsync());
        folders = await db.Folders.AsNoTracking().ToListAsync();
        generations = (await db.Generations.AsNoTracking().OrderBy(g => g.Number).ToListAsync()).ToLookup(g => g.Folder);

        var log = await LoggedState.Read(db, premises);
        if (!log.IsWhole) Everybody("the access log itself was changed");
        ComparePowers(log);
        await CompareCiphertexts(log);
        CompareMandates(log);
        CompareKeys(log);
        CompareGenerations(log);
        await CompareWraps(work);
        return await Settle(work, log.IsWhole);
    }

    private async Task<int> Settle(Work work, bool mayLog)
    {
        var stopped = await db.StoppedSubjects.ToListAsync();
        db.StoppedSubjects.RemoveRange(stopped.Where(s => !differences.ContainsKey(s.Subject)));
        foreach (var (subject, difference) in differences.Where(d => !stopped.Exists(s => s.Subject == d.Key)))
        {
            db.StoppedSubjects.Add(new(subject, work.At, difference));
            // A log that was changed takes no more entries.
            if (mayLog) work.Log("stop", default, Purpose.KeyKeeping, subject: subject);
        }
        return differences.Count;
    }

    private void ComparePowers(LoggedState log)
    {
        foreach (var permission in permissions)
        {
            Expect(log, permission, permission.Subject, "a permission that was never given");
            if (permission.Withdrawal is { } withdrawal) Expect(log, withdrawal, permission.Subject, "a withdrawal that never was");
        }
        foreach (var gone in log.Powers.Values) Differs(About(gone), "a permission, a no or a withdrawal is gone");
    }

    private void Expect(LoggedState log, PowerRow row, SubjectId subject, string difference)
    {
        if (!row.IsGenuine(premises.House)) Differs(subject, "a rule that this house did not write");
        if (!log.Powers.Remove(LoggedState.Key(row.Hash()), out var logged) || logged.Subject != subject) Differs(subject, difference);
    }

    private async Task CompareCiphertexts(LoggedState log)
    {
        var records = db.SealedRecords.AsNoTracking().Join(db.Folders.AsNoTracking(), r => r.Folder, f => f.Id, (r, f) => new { r.Bytes, f.Subject, f.Category });
        await foreach (var record in records.AsAsyncEnumerable())
        {
            // A draft is written over and over and told to nobody: the log counts its sittings, not its states.
            if (record.Category == Category.Draft) continue;
            if (!log.Ciphertexts.Remove(LoggedState.Key(SHA256.HashData(record.Bytes)), out var logged)) Differs(record.Subject, "something sealed is not what was sealed");
            else if (logged.Subject != record.Subject)
            {
                Differs(record.Subject, "something sealed about somebody else");
                Differs(About(logged), "something sealed lies with somebody else");
            }
        }
        foreach (var gone in log.Ciphertexts.Values) Differs(About(gone), "something sealed is gone");
    }

    private void CompareMandates(LoggedState log)
    {
        foreach (var id in log.Mandates.Keys.Union(mandates.Select(m => m.Id)))
        {
            var mandate = mandates.Find(m => m.Id == id);
            if (mandate is not null && log.Mandates.TryGetValue(id, out var logged) && logged.AsSpan().SequenceEqual(mandate.StateHash())
                && mandate.IsGenuine(premises.House) && mandate.Holdings.TrueForAll(h => h.IsGenuine(premises.House))) continue;
            foreach (var subject in ReachedBy(id)) Differs(subject, "a mandate's holders are not those that were decided on");
        }
    }

    private void CompareKeys(LoggedState log)
    {
        foreach (var key in keys)
        {
            if (key.IsGenuine(premises.House) && (key.Kind is not (ActorKind.Person or ActorKind.Escrow) || log.IsLatestKey(key))) continue;
            // While the escrow is made anew its old key stays beside the new one; alone it would be an old row put back.
            if (key.Kind == ActorKind.Escrow && key.IsGenuine(premises.House) && log.IsLeftBehind(key) && keys.Exists(k => k.Kind == ActorKind.Escrow && log.IsLatestKey(k))) continue;
            if (key.Kind == ActorKind.Person) Differs(new(key.Actor.Value), "a key that is not this person's");
            else if (key.Kind == ActorKind.Mandate) foreach (var subject in ReachedBy(key.Actor)) Differs(subject, "a key that is not the mandate's");
            else Everybody("a key that is not the practice's");
        }
        if (log.HasKey(premises.Escrow) && !keys.Exists(k => k.Actor == premises.Escrow)) Everybody("the escrow's key is gone");
    }

    private void CompareGenerations(LoggedState log)
    {
        foreach (var folder in folders)
        {
            var here = generations[folder.Id].ToList();
            if (!folder.IsGenuine(premises.House) || here.Count == 0 || here[^1].ClosedAt is not null || !here.TrueForAll(g => g.IsGenuine(premises.House)))
                Differs(folder.Subject, "a folder or its keys are not what this house wrote");
            foreach (var generation in here.Where(g => g.Number > 1))
                if (!log.Openings.Remove(LoggedState.Key(generation.OpeningHash()), out var logged) || logged.Subject != folder.Subject)
                    Differs(folder.Subject, "a key that was never made");
        }
        foreach (var gone in log.Openings.Values) Differs(About(gone), "a key is gone, and what it closed may be open again");
    }

    private async Task CompareWraps(Work work)
    {
        var genuine = await vault.Mandates();
        var newest = vault.Newest(keys, genuine).ToDictionary(k => k.Actor, k => k.Number);
        var mandateActors = keys.Where(k => k.Kind == ActorKind.Mandate).Select(k => k.Actor).ToHashSet();
        var bySubject = permissions.ToLookup(p => p.Subject);
        var hasEscrow = await vault.HasEscrow();
        var policies = folders.Select(f => f.Subject).Distinct().ToDictionary(s => s, s => vault.Judge(bySubject[s], genuine, mandateActors.Contains, hasEscrow));
        var wraps = (await db.Wraps.AsNoTracking().Select(w => new { w.Folder, w.Generation, w.Actor, w.KeyNumber }).ToListAsync()).ToLookup(w => (w.Folder, w.Generation));
        var pendings = (await db.Pendings.AsNoTracking().ToListAsync()).Select(p => (p.Folder, p.Generation, p.Actor)).ToHashSet();
        foreach (var folder in folders)
        {
            foreach (var generation in generations[folder.Id])
            {
                var (policy, here) = (policies[folder.Subject], wraps[(folder.Id, generation.Number)].ToList());
                var permitted = policy.Permitted(folder, generation.OpenedAt, work.At);
                foreach (var wrap in here.Where(w => !permitted.ContainsKey(w.Actor)))
                    if (!await vault.IsBridge(policy, folder, generation.OpenedAt, wrap.Actor, wrap.KeyNumber, work.At))
                        Differs(folder.Subject, "somebody holds a key who is not permitted");
                if (permitted.Keys.Any(a => newest.TryGetValue(a, out var number) && !here.Exists(w => w.Actor == a && w.KeyNumber == number)
                    && !pendings.Contains((folder.Id, generation.Number, a))))
                    Differs(folder.Subject, "somebody who is permitted lacks a key");
            }
        }
    }

    // Who opened something to it, and what is its own.
    private IEnumerable<SubjectId> ReachedBy(ActorId mandate) =>
        permissions.Where(p => p.Actor == mandate).Select(p => p.Subject).Concat(folders.Where(f => f.Subject.Value == mandate.Value).Select(f => f.Subject));

    // Where an entry's side row is gone, the permission it names or, for what only the person does, its actor says whom it was about.
    private SubjectId About(Logged logged) => logged.Subject
        ?? permissions.Find(p => p.Id == logged.Permission)?.Subject ?? new SubjectId(logged.Actor.Value);

    private void Everybody(string difference)
    {
        foreach (var folder in folders) Differs(folder.Subject, difference);
    }

    private void Differs(SubjectId subject, string difference) => differences.TryAdd(subject, difference);

    /// <summary>Whom an entry of the log was about, as far as it still says so.</summary>
    internal readonly record struct Logged(SubjectId? Subject, PermissionId? Permission, ActorId Actor);
}
