using System.Security.Cryptography;
using System.Text.Json;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>When an opening is written to the log: each time, once a day for a viewer, once a session for one's own.</summary>
public enum Logged
{
    EachTime,
    OnceADay,
    OnceASession,
}

/// <summary>A folder that somebody wants to open, for what, and when that is written to the log.</summary>
public readonly record struct Asked(FolderId Folder, Purpose Purpose, Logged Logged = Logged.EachTime);

/// <summary>
/// The one place through which anything sealed is opened, sealed or permitted. Policy, wrap and log entry are settled in
/// a transaction of its own; only after its commit is anything decrypted.
/// </summary>
public sealed partial class Gate(Database db, Premises premises, PracticeClock clock, RandomSource random, WriterQueue queue, Vault vault)
{
    public static readonly Refusal NotYours = new($"This isn't open to you. Only the person it is about can change that.");
    public static readonly Refusal OnlyWhoMayWrite = new($"You can read this, and nobody has asked you to write in it.");
    public static readonly Refusal OnlyHowToReachYou = new($"What sends reminders may know how to reach you, and nothing else.");
    public static readonly Refusal NewKeys = new($"You have got new keys meanwhile, and this was begun with the old ones. Please sign in again.");
    public static readonly Refusal Stopped = new($"What is stored about this person doesn't agree with the access log. Until that is understood, nothing of theirs opens. Your key-keepers can look into it.");

    private static readonly Question<ActorId, bool> mayWait = new((db, me, _) => db.Pendings.Any(p => db.Wraps.Any(w => w.Folder == p.Folder
        && w.Generation == p.Generation && (w.Actor == me || db.MandateKeys.Any(k => k.Holder == me && k.Mandate == w.Actor)))));

    // Keys of mandates that were opened out of a wrap of suite 1.
    private readonly List<(MandateKey Sealed, KeyPair Own, KeyPair Opened)> met = [];

    public Task<Work> Begin(CancellationToken stop = default) => BeginOnTime(Aim.Write, stop);

    /// <summary>For what changes permissions, mandates or keys.</summary>
    public Task<Work> BeginPower(CancellationToken stop = default) => BeginOnTime(Aim.ChangePower, stop);

    public Vault Vault { get; } = vault;

    /// <summary>Opens one folder, or says why not.</summary>
    public async Task<Outcome<OpenedFolder>> Open(Keyring by, FolderId folder, Purpose purpose, Logged logged = Logged.EachTime, CancellationToken stop = default)
    {
        var opened = await OpenAll(by, [folder], purpose, logged, stop);
        return opened.Count == 1 ? opened[0] : await WhyNot(folder, stop);
    }

    /// <summary>What to say where a folder didn't open.</summary>
    public async Task<Refusal> WhyNot(FolderId folder, CancellationToken stop = default)
    {
        var subject = await db.Folders.Where(f => f.Id == folder).Select(f => (SubjectId?)f.Subject).SingleOrDefaultAsync(stop);
        return subject is not null && await db.StoppedSubjects.AnyAsync(s => s.Subject == subject, stop) ? Stopped : NotYours;
    }

    /// <summary>Opens those of the folders that this keyring may open; of the others it tells nothing.</summary>
    public Task<IReadOnlyList<OpenedFolder>> OpenAll(
        Keyring by, IReadOnlyList<FolderId> folders, Purpose purpose, Logged logged = Logged.EachTime, CancellationToken stop = default) =>
        OpenAll(by, [.. folders.Select(f => new Asked(f, purpose, logged))], stop);

    /// <summary>The same of folders that are opened for several purposes: all that a page opens is written to the log in one go.</summary>
    public Task<IReadOnlyList<OpenedFolder>> OpenAll(Keyring by, IReadOnlyList<Asked> folders, CancellationToken stop = default) => OpenAll(by, folders, "", stop);

    /// <summary>The same; records of one kind stay where they are, for whoever needs only some of many.</summary>
    /// <param name="by">Who opens.</param>
    /// <param name="folders">What they open.</param>
    /// <param name="without">The kind that isn't fetched; empty for none.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<IReadOnlyList<OpenedFolder>> OpenAll(Keyring by, IReadOnlyList<Asked> folders, string without, CancellationToken stop = default)
    {
        if (folders.Count == 0) return [];
        var wanted = folders.DistinctBy(f => f.Folder).ToDictionary(f => f.Folder);
        // What stands in the log already for this day or session is read beside whoever writes; what must be added waits for its turn.
        var found = wanted.Values.All(f => f.Logged != Logged.EachTime) ? await Find(by, wanted, without, reads: true, stop) : null;
        found ??= (await Find(by, wanted, without, reads: false, stop))!;

        var opened = new List<OpenedFolder>();
        foreach (var (folder, basis, wraps, records) in found)
            if (await Unwrap(by, wraps) is { } keys) opened.Add(new(folder, basis, premises.Practice, keys, records));
        var order = wanted.Keys.Index().ToDictionary(f => f.Item, f => f.Index);
        return [.. opened.OrderBy(o => order[o.Folder.Id])];
    }

    /// <summary>Those that this keyring may open, each with its entry durable in the log; null where one must be written, in a work that only reads.</summary>
    private async Task<List<Found>?> Find(Keyring by, Dictionary<FolderId, Asked> wanted, string without, bool reads, CancellationToken stop)
    {
        await using var work = await BeginOnTime(reads ? Aim.Read : Aim.Write, stop);
        await LoadMandates(by, work.At);
        var asked = await GateQuestions.FoldersOf.Ask(db, [.. wanted.Keys], stop);
        var bases = await BasesFor(by, asked, f => wanted[f].Purpose, work.At);
        var open = bases.Keys.ToList();
        var written = await Written(by, open.ConvertAll(f => wanted[f]), work.At, stop);
        if (reads && written.Count < open.Count) return null;
        var wraps = (await GateQuestions.WrapsOf.Ask(db, open, [.. by.Actors], stop)).ToLookup(w => w.Folder);
        var records = (await GateQuestions.RecordsOf.Ask(db, open, without, stop)).ToLookup(r => r.Folder);
        var found = new List<Found>();
        foreach (var folder in asked)
        {
            if (!bases.TryGetValue(folder.Id, out var basis)) continue;
            var (_, purpose, logged) = wanted[folder.Id];
            found.Add(new(folder, basis, [.. wraps[folder.Id].Where(w => by.Holds(w.Actor, w.KeyNumber))], [.. records[folder.Id]]));
            if (!written.Contains(folder.Id) && await IsNew(by, folder.Id, logged, work.At, stop))
                work.Log("open", by.Person.Actor, purpose, basis, folder.Subject, folder.Id);
        }
        if (!reads) await work.Commit(stop);
        return found;
    }

    /// <summary>Seals a record as the next version of its row. The entry in the log holds the ciphertext's hash.</summary>
    public async Task<Refusal?> Seal<T>(Work work, Keyring by, Folder folder, string kind, Guid row, T content, Purpose purpose = Purpose.Own) where T : class
    {
        await LoadMandates(by, work.At);
        if (await BasisFor(by, folder, purpose, work.At, toWrite: true) is not { } basis)
            return await BasisFor(by, folder, purpose, work.At) is null ? NotYours : OnlyWhoMayWrite;
        // Always the newest: an older one that somebody opened again lies under a key that others may still have.
        var generation = await GateQuestions.NewestOf.Ask(db, folder.Id, default);
        if (generation.ClosedAt is not null || !generation.IsGenuine(premises.House)) return Stopped;
        if (await Vault.DataKey(folder.Id, generation.Number, by) is not { } dataKey) return NotYours;

        var latest = await GateQuestions.LatestOf.Ask(db, row, default);
        if (latest is not null && latest.Folder != folder.Id) return NotYours;
        var place = new RecordPlace(premises.Practice, folder.Id, generation.Number, kind, row, (latest?.Number ?? 0) + 1);
        var bytes = Envelope.Seal(dataKey, JsonSerializer.SerializeToUtf8Bytes(content), place, random);
        CryptographicOperations.ZeroMemory(dataKey);
        db.SealedRecords.Add(new(random.Id<RecordId>(), folder.Id, generation.Number, kind, row, place.Version, bytes, by.Person.Actor, work.At));
        if (folder.Category == Category.Draft)
        {
            // A draft has no history: what was crossed out was told to nobody.
            await db.SealedRecords.Where(r => r.Row == row && r.Version < place.Version).ExecuteDeleteAsync();
            await LogDraft(work, by, folder);
        }
        else work.Log("seal", by.Person.Actor, purpose, basis, folder.Subject, folder.Id, SHA256.HashData(bytes));
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>Seals what there is one of in a folder, such as somebody's names: the next version, or the first.</summary>
    public async Task<Refusal?> SealOne<T>(Work work, Keyring by, Folder folder, string kind, T content, Purpose purpose = Purpose.Own) where T : class
    {
        var row = await db.SealedRecords.Where(r => r.Folder == folder.Id && r.Kind == kind).Select(r => (Guid?)r.Row).FirstOrDefaultAsync();
        return await Seal(work, by, folder, kind, row ?? random.Id(), content, purpose);
    }

    /// <summary>Gives a permission: what it covers is wrapped to its actor in the same transaction.</summary>
    public async Task<Refusal?> Permit(Work work, Keyring by, Permission permission)
    {
        if (await Changed(work, by) is { } changed) return changed;
        if (permission.Person != by.Person) return NotYours;
        if (permission.Actor == premises.PostBox && permission is { Decision: Decision.Permit, Category: not Category.Channel }) return OnlyHowToReachYou;
        await LoadMandates(by, work.At);
        db.Permissions.Add(permission);
        work.Log(permission.Decision == Decision.Permit ? "permit" : "deny", by.Person.Actor, Purpose.Own, new(permission.Id, null), permission.Subject, permission.Folder, permission.Hash());
        await ReconcileCovered(work, permission, by, closeFirst: permission.RecordsFrom is not null);
        return null;
    }

    /// <summary>Takes a permission back: wraps are dropped, generations close, new ones open, all before this returns.</summary>
    public async Task<Refusal?> Withdraw(Work work, Keyring by, PermissionId id)
    {
        if (await Changed(work, by) is { } changed) return changed;
        var permission = await db.Permissions.SingleOrDefaultAsync(p => p.Id == id && p.Person == by.Person);
        if (permission is null) return NotYours;
        var again = permission.Withdrawal is not null;
        if (permission.Withdraw(by.Person, work.At) is { } refusal) return refusal;
        if (again) return null;
        work.Log("withdraw", by.Person.Actor, Purpose.Own, new(id, null), permission.Subject, permission.Folder, permission.Withdrawal!.Hash());
        await LoadMandates(by, work.At);
        await ReconcileCovered(work, permission, by);
        return null;
    }

    /// <summary>
    /// Whoever leaves hands back each yes that was given to them: wraps are dropped and generations close before this returns.
    /// Once for each folder, however many of them cover it.
    /// </summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="by">To whom it was given.</param>
    /// <param name="which">Which of them; all, where that isn't said.</param>
    public async Task<Refusal?> HandBack(Work work, Keyring by, Func<Permission, bool>? which = null)
    {
        if (await Changed(work, by) is { } changed) return changed;
        var given = (await db.Permissions.Where(p => p.Actor == by.Person.Actor && p.Decision == Decision.Permit).ToListAsync())
            .Where(p => p.IsGenuine(premises.House) && !(p.End <= work.At) && which?.Invoke(p) is not false).ToList();
        foreach (var permission in given)
        {
            if (permission.HandBack(by.Person.Actor, work.At) is { } refusal) return refusal;
            work.Log("hand back", by.Person.Actor, Purpose.Own, new(permission.Id, null), permission.Subject, permission.Folder, permission.Withdrawal!.Hash());
        }
        await db.SaveChangesAsync();
        foreach (var permission in given) db.Entry(permission).State = EntityState.Detached;
        var subjects = given.Select(p => p.Subject).Distinct().ToList();
        foreach (var folder in (await db.Folders.AsNoTracking().Where(f => subjects.Contains(f.Subject)).ToListAsync()).Where(f => given.Exists(p => p.Covers(f))))
            await Vault.Reconcile(work, folder, by: null);
        return null;
    }

    /// <summary>Why this person may open the folder (or write into it) for this purpose; null means no.</summary>
    public async Task<Basis?> BasisFor(Keyring by, Folder folder, Purpose purpose, Instant at, bool toWrite = false) =>
        (await BasesFor(by, [folder], _ => purpose, at, toWrite)).TryGetValue(folder.Id, out var basis) ? basis : null;

    // A list of names opens as many folders as there are people: each question is asked once for all of them.
    private async Task<Dictionary<FolderId, Basis>> BasesFor(Keyring by, List<Folder> folders, Func<FolderId, Purpose> purpose, Instant at, bool toWrite = false)
    {
        var (ids, subjects) = (folders.ConvertAll(f => f.Id), folders.Select(f => f.Subject).Distinct().ToList());
        var stopped = await GateQuestions.StoppedOf.Ask(db, subjects);
        var policies = await Vault.PoliciesOf(folders);
        var generations = (await GateQuestions.GenerationsOf.Ask(db, ids)).ToLookup(g => g.Folder);
        var bases = new Dictionary<FolderId, Basis>();
        foreach (var folder in folders.Where(f => f.IsGenuine(premises.House) && !stopped.Contains(f.Subject)))
        {
            var lies = generations[folder.Id].Where(g => g.IsGenuine(premises.House));
            if (BasisOf(policies[folder.Subject], by.Person, folder, lies, at, p => p.Purpose == purpose(folder.Id) && (p.MayWrite || !toWrite)) is { } basis)
                bases[folder.Id] = basis;
        }
        return bases;
    }

    /// <summary>What lets this person into a folder, by the newest of its keys that the rules give them; null means no.</summary>
    private static Basis? BasisOf(Policy policy, PersonId person, Folder folder, IEnumerable<Generation> generations, Instant at, Func<Permission, bool> use)
    {
        foreach (var generation in generations)
            if (policy.For(person, folder, generation.OpenedAt, at, use) is { } basis) return basis;
        return null;
    }

    /// <summary>Adds the keys of all mandates that were ever made for this holder, and that they still hold.</summary>
    public async Task LoadMandates(Keyring by, Instant at)
    {
        if (!by.NeedsMandates) return;
        var held = (await Vault.Mandates()).Where(m => m.Holders(at).Contains(by.Person)).Select(m => m.Id).ToHashSet();
        foreach (var key in (await GateQuestions.MandateKeysOf.Ask(db, by.Person.Actor)).Where(k => held.Contains(k.Mandate)))
            if (by.Find(key.Holder, key.HolderKey) is { } own) by.Add(key.Mandate, key.Number, () => Open(key, own));
        by.NeedsMandates = false;
    }

    private KeyPair? Open(MandateKey key, KeyPair own)
    {
        if (Wrapping.Open(key.Bytes, own, PlaceOf(key)) is not { } scalar) return null;
        var opened = KeyPair.From(scalar);
        if (!Wrapping.IsRing(key.Bytes)) met.Add((key, own, opened));
        return opened;
    }

    private WrapPlace PlaceOf(MandateKey key) => new(premises.Practice, Wrapped.MandateKey, key.Mandate.Value, key.Number, key.Holder, key.HolderKey);

    /// <summary>Wraps what waits for this keyring: older generations that others are owed.</summary>
    /// <returns>How many folders were settled.</returns>
    public async Task<int> Settle(Keyring by, CancellationToken stop = default)
    {
        // Each page asks this, so that it asks no more than once where nothing waits for whoever is here.
        if (!await mayWait.Ask(db, by.Person.Actor, stop)) return 0;
        await Work.ReadTime(db, clock, stop);
        await LoadMandates(by, clock.GetCurrentInstant());
        var actors = by.Actors.ToList();
        // What waits for somebody else is no reason to make everybody queue.
        if (!await db.Pendings.AnyAsync(p => db.Wraps.Any(w => w.Folder == p.Folder && w.Generation == p.Generation && actors.Contains(w.Actor)), stop)) return 0;
        await using var work = await BeginPower(stop);
        var folders = await db.Folders.Where(f => db.Pendings.Any(p => p.Folder == f.Id
            && db.Wraps.Any(w => w.Folder == p.Folder && w.Generation == p.Generation && actors.Contains(w.Actor)))).ToListAsync(stop);
        foreach (var folder in folders)
        {
            var before = await db.Pendings.CountAsync(p => p.Folder == folder.Id, stop);
            await Vault.Reconcile(work, folder, by);
            if (await db.Pendings.CountAsync(p => p.Folder == folder.Id, stop) < before)
                work.Log("hand over", by.Person.Actor, Purpose.Own, default, folder.Subject, folder.Id);
        }
        await work.Commit(stop);
        return folders.Count;
    }

    private async Task ReconcileCovered(Work work, Permission permission, Keyring? by, bool closeFirst = false)
    {
        await db.SaveChangesAsync();
        foreach (var folder in (await db.Folders.AsNoTracking().Where(f => f.Subject == permission.Subject).ToListAsync()).Where(permission.Covers))
            await Vault.Reconcile(work, folder, by, closeFirst);
    }

    private async Task<Work> Start(Aim aim, CancellationToken stop)
    {
        var work = await Work.Begin(db, premises, clock, random, queue, aim, stop);
        Vault.Begin(work);
        return work;
    }

    private sealed record Found(Folder Folder, Basis Basis, List<Wrap> Wraps, List<SealedRecord> Records);

    // A draft is saved every few seconds and is told to nobody: one entry a sitting says enough.
    private async Task LogDraft(Work work, Keyring by, Folder folder)
    {
        if (await IsNew(by, folder.Id, Logged.OnceASession, work.At, CancellationToken.None))
            work.Log("draft", by.Person.Actor, Purpose.Own, Basis.Own, folder.Subject, folder.Id);
    }

    // A request that was under way when its person got new keys may be the thief's: it changes nothing any more.
    private async Task<Refusal?> Changed(Work work, Keyring by)
    {
        if (!work.ChangesPower) throw new InvalidOperationException("Power changes only in work begun for it.");
        return await db.PublicKeys.AnyAsync(k => k.Actor == by.Person.Actor && k.Number == by.KeyNumber) ? null : NewKeys;
    }

    // Whose opening stands in the log already, for this day or session. A list that somebody comes back to is asked about in one go.
    private async Task<HashSet<FolderId>> Written(Keyring by, IEnumerable<Asked> asked, Instant at, CancellationToken stop)
    {
        var once = asked.Where(f => f.Logged != Logged.EachTime).ToList();
        if (once.Count == 0) return [];
        var keys = once.ConvertAll(f => OnceKey(by, f.Folder, f.Logged, at));
        var there = (await GateQuestions.WrittenOf.Ask(db, keys, stop)).Select(Convert.ToHexString).ToHashSet();
        return [.. once.Where((_, i) => there.Contains(Convert.ToHexString(keys[i]))).Select(f => f.Folder)];
    }

    private async Task<bool> IsNew(Keyring by, FolderId folder, Logged logged, Instant at, CancellationToken stop)
    {
        if (logged == Logged.EachTime) return true;
        var key = OnceKey(by, folder, logged, at);
        // Of two who come at once, one counts.
        return await db.Database.ExecuteSqlAsync(
            $"INSERT INTO \"LogOnces\" (\"Key\", \"ForgetAt\") VALUES ({key}, {(at + Duration.FromDays(2)).ToUnixTimeTicks()}) ON CONFLICT DO NOTHING", stop) == 1;
    }

    private byte[] OnceKey(Keyring by, FolderId folder, Logged logged, Instant at)
    {
        var once = new Binding("once").Add(by.Person.Value).Add(folder.Value);
        once = logged == Logged.OnceADay ? once.Add(at.InUtc().Date.ToString("uuuu-MM-dd", null)) : once.Add(by.Session);
        return premises.House.Mac("log once", once.ToArray());
    }

    /// <summary>Unwraps after the entry is durable, and turns each suite-1 wrap that it met into suite 2.</summary>
    private async Task<IReadOnlyDictionary<int, byte[]>?> Unwrap(Keyring by, List<Wrap> wraps)
    {
        var keys = new Dictionary<int, byte[]>();
        foreach (var wrap in wraps.OrderByDescending(w => Wrapping.IsRing(w.Bytes)))
        {
            if (keys.ContainsKey(wrap.Generation) || Vault.Unwrap(wrap, by) is not { } dataKey) continue;
            keys[wrap.Generation] = dataKey;
            if (!Wrapping.IsRing(wrap.Bytes) && !await Upgrade(by, wrap, dataKey)) return null;
            if (!await UpgradeMet()) return null;
        }
        return keys;
    }

    // A withdrawal may have dropped the wrap meanwhile: then nothing is updated, and nothing is opened either.
    private async Task<bool> Upgrade(Keyring by, Wrap wrap, byte[] dataKey)
    {
        var place = Vault.PlaceOf(wrap.Folder, wrap.Generation, wrap.Actor, wrap.KeyNumber);
        var ring = Wrapping.Ring(by.Find(wrap.Actor, wrap.KeyNumber)!, dataKey, place, random);
        using var turn = await queue.Enter(db, CancellationToken.None);
        var updated = await db.Wraps
            .Where(w => w.Folder == wrap.Folder && w.Generation == wrap.Generation && w.Actor == wrap.Actor && w.KeyNumber == wrap.KeyNumber)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Bytes, ring));
        return updated == 1;
    }

    // The same for a mandate's key: who left it meanwhile opens nothing by it any more.
    private async Task<bool> UpgradeMet()
    {
        foreach (var (key, own, opened) in met)
        {
            var ring = Wrapping.Ring(own, opened.Scalar.Span, PlaceOf(key), random);
            using var turn = await queue.Enter(db, CancellationToken.None);
            if (await db.MandateKeys.Where(k => k.Mandate == key.Mandate && k.Number == key.Number && k.Holder == key.Holder && k.HolderKey == key.HolderKey)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.Bytes, ring)) == 0) return false;
        }
        met.Clear();
        return true;
    }
}
