using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Alongside.Storage.Database;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Folders, their generations and their wraps. Dropping, closing and opening need public keys only; wrapping an older
/// generation needs somebody who can open it, and waits for them as <see cref="Pending"/>.
/// </summary>
public class Vault(Database db, Premises premises, RandomSource random)
{
    // Joined, EF makes code anew for each of their rows.
    private static readonly Questions<int, Known> allMandates = new((db, _) => db.Mandates.AsNoTracking().IgnoreAutoIncludes()
        .Select(m => new Known(m, db.LogHeads.Select(h => h.Size).FirstOrDefault())));
    private static readonly Questions<bool, Holding> allHoldings = new((db, ended) => db.Holdings.AsNoTracking().Where(h => ended || h.EndedAt == null));
    private static readonly Questions<List<SubjectId>, List<Category?>, Permission> permissionsOf = new((db, ids, categories) => db.Permissions.AsNoTracking()
        .Where(p => ids.Contains(p.Subject) && (p.Category == null || categories.Contains(p.Category))));
    private static readonly Questions<List<ActorId>, ActorId, ActorId> keyedOf = new((db, actors, escrow) => db.PublicKeys
        .Where(k => actors.Contains(k.Actor) && k.Kind == ActorKind.Mandate || k.Actor == escrow).Select(k => k.Actor));
    private static readonly Questions<FolderId, int, Wrap> wrapsOf =
        new((db, folder, generation) => db.Wraps.AsNoTracking().Where(w => w.Folder == folder && w.Generation == generation));

    private readonly KeyPair ephemeral = KeyPair.New(random);

    // Each part of a page asks who holds what. It is read again where the log has grown since, and in work that changes power each time.
    private (IDbContextTransaction? Within, long LogSize, List<Mandate> Mandates)? known;
    private IDbContextTransaction? still;

    /// <summary>The folder, made with its first generation where there is none yet.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="category">Of what.</param>
    /// <param name="part">As <see cref="Folder.Part"/>.</param>
    /// <param name="at">Now.</param>
    /// <param name="asItBegins">What is written along before its first key is made, and so decides to whom that is wrapped.</param>
    public async Task<Folder> FolderOf(SubjectId subject, Category category, Guid part, Instant at, Action<Folder>? asItBegins = null)
    {
        if (await Find() is { } there) return there;
        // Two who begin at once wait for each other here, and the second finds what the first made.
        if (db.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({BitConverter.ToInt64(subject.Value.ToByteArray())})");
        if (await Find() is { } made) return made;
        var folder = new Folder(random.Id<FolderId>(), subject, category, part);
        db.Folders.Add(folder);
        asItBegins?.Invoke(folder);
        await OpenGeneration(folder, 1, at);
        await db.SaveChangesAsync();
        return folder;

        Task<Folder?> Find() => db.Folders.SingleOrDefaultAsync(f => f.Subject == subject && f.Category == category && f.Part == part);
    }

    /// <summary>A folder that wasn't there, with the key of its first generation: for whoever writes into it once and keeps no key.</summary>
    internal async Task<(Folder Folder, byte[] DataKey)> NewFolder(SubjectId subject, Category category, Guid part, Instant at)
    {
        var (folder, dataKey) = (new Folder(random.Id<FolderId>(), subject, category, part), random.Bytes(Wrapping.SecretLength));
        db.Folders.Add(folder);
        await OpenGeneration(folder, 1, at, dataKey);
        await db.SaveChangesAsync();
        return (folder, dataKey);
    }

    /// <summary>Who may do what with this folder, by the rows that are genuine.</summary>
    public async Task<Policy> PolicyOf(Folder folder) => (await PoliciesOf([folder]))[folder.Subject];

    /// <summary>The same for several, with as many statements as for one. Each policy knows what covers these folders, and says nothing about others.</summary>
    public async Task<IReadOnlyDictionary<SubjectId, Policy>> PoliciesOf(IReadOnlyCollection<Folder> folders)
    {
        var subjects = folders.Select(f => f.Subject).Distinct().ToList();
        // A list of names opens those of 130 people: what each of them permitted of everything else isn't read.
        var permissions = (await permissionsOf.Ask(db, subjects, [.. folders.Select(f => (Category?)f.Category).Distinct()])).ToLookup(p => p.Subject);
        var (mandates, actors) = (await Mandates(), permissions.SelectMany(p => p).Select(p => p.Actor).Distinct().ToList());
        var keyed = await keyedOf.Ask(db, actors, premises.Escrow);
        var hasEscrow = keyed.Contains(premises.Escrow) || await HadEscrow();
        return subjects.ToDictionary(s => s, s => Judge(permissions[s], mandates, keyed.Contains, hasEscrow));
    }

    /// <summary>Is there an escrow, or was there one? Then it belongs to whoever may open a folder.</summary>
    internal async Task<bool> HasEscrow() => await db.PublicKeys.AnyAsync(k => k.Actor == premises.Escrow) || await HadEscrow();

    private Task<bool> HadEscrow() => db.EscrowShares.AnyAsync();

    /// <param name="permissions">All rows about one subject.</param>
    /// <param name="mandates">Genuine ones.</param>
    /// <param name="isMandate">Is this actor a mandate, even if its row is gone?</param>
    /// <param name="hasEscrow">See <see cref="HasEscrow"/>.</param>
    internal Policy Judge(IEnumerable<Permission> permissions, List<Mandate> mandates, Func<ActorId, bool> isMandate, bool hasEscrow) => new(
        // A mandate whose row is gone or false has no holders: what was permitted to it reaches nobody, not its old key.
        [.. permissions.Where(p => p.IsGenuine(premises.House)).Where(HasHonestWithdrawal)
            .Where(p => p.Decision == Decision.Deny || !isMandate(p.Actor) || mandates.Exists(m => m.Id == p.Actor))],
        mandates, hasEscrow ? premises.Escrow : null, premises.PostBox);

    /// <summary>All genuine mandates with their genuine holdings that did not end: nothing was ever held again that had ended, and they add up over the years.</summary>
    public async Task<List<Mandate>> Mandates()
    {
        var within = db.Database.CurrentTransaction;
        if (known is { } read && (within is null || read.Within == within)) return read.Mandates;
        var (mandates, size) = await Read(ended: false);
        known = within is null || within == still ? (within, size, mandates) : null;
        return mandates;
    }

    /// <summary>The same with all who ever held them.</summary>
    public async Task<List<Mandate>> MandatesEverHeld() => (await Read(ended: true)).Mandates;

    private async Task<(List<Mandate> Mandates, long LogSize)> Read(bool ended)
    {
        var read = await allMandates.Ask(db, 0);
        var mandates = read.Select(k => k.Mandate).Where(m => m.IsGenuine(premises.House)).ToList();
        var holdings = (await allHoldings.Ask(db, ended)).Where(h => h.IsGenuine(premises.House)).ToLookup(h => h.Mandate);
        mandates.ForEach(m => m.Holdings.AddRange(holdings[m.Id]));
        return (mandates, read.Count == 0 ? -1 : read[0].LogSize);
    }

    /// <summary>What was read of mandates before this work holds in it where the log stands as it stood; never in work that changes power.</summary>
    internal void Begin(Work work)
    {
        still = work.ChangesPower ? null : db.Database.CurrentTransaction;
        known = still is not null && known is { } read && read.LogSize == work.LogSize ? read with { Within = still } : null;
    }

    private sealed record Known(Mandate Mandate, long LogSize);

    /// <summary>
    /// Brings a folder's wraps in line with who is permitted now: drops what ended, closes and opens where somebody lost
    /// or newly needs the open key, wraps what the keyring can, and notes the rest as pending.
    /// </summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="folder">Which folder.</param>
    /// <param name="by">Whose keys are at hand; null when only public keys are.</param>
    /// <param name="closeFirst">For a permission "from now on".</param>
    public async Task Reconcile(Work work, Folder folder, Keyring? by, bool closeFirst = false)
    {
        await db.SaveChangesAsync();
        var at = work.At;
        var policy = await PolicyOf(folder);
        var generations = await db.Generations.Where(g => g.Folder == folder.Id).OrderBy(g => g.Number).ToListAsync();
        // Nobody is given a key of what this house did not write; the sweep stops it.
        if (!folder.IsGenuine(premises.House) || !generations.TrueForAll(g => g.IsGenuine(premises.House)) || generations[^1].ClosedAt is not null) return;
        var wraps = await db.Wraps.Where(w => w.Folder == folder.Id).ToListAsync();
        var owed = await db.Pendings.Where(p => p.Folder == folder.Id).ToListAsync();
        var open = generations.Single(g => g.ClosedAt is null);
        var permitted = generations.ToDictionary(g => g.Number, g => policy.Permitted(folder, g.OpenedAt, at));
        var newest = await KeysOf(permitted.Values.SelectMany(p => p.Keys).Concat(wraps.Select(w => w.Actor)).Distinct());

        var ended = wraps.Where(w => !permitted[w.Generation].ContainsKey(w.Actor)).ToList();
        wraps.RemoveAll(ended.Contains);
        var bridges = new List<Wrap>();
        foreach (var wrap in ended)
        {
            if (await IsBridge(policy, folder, generations.Single(g => g.Number == wrap.Generation).OpenedAt, wrap.Actor, wrap.KeyNumber, at)) bridges.Add(wrap);
            else db.Wraps.Remove(wrap);
        }

        var mustClose = closeFirst || ended.Exists(w => w.Generation == open.Number) && ClosesOnDrop
            || wraps.Exists(w => w.Generation == open.Number && !newest.Exists(k => k.Actor == w.Actor && k.Number == w.KeyNumber));
        if (!mustClose && Missing(open) is { Count: > 0 } newcomers)
            mustClose = !await Hand(folder, open, newcomers, by);
        if (mustClose)
        {
            open.Close(at);
            await db.SaveChangesAsync();
            var next = await OpenGeneration(folder, open.Number + 1, at);
            work.Log(LogActs.NewKey, by?.Person.Actor ?? default, Purpose.KeyKeeping, subject: folder.Subject, folder: folder.Id, content: next.OpeningHash());
        }

        foreach (var older in generations.Where(g => g.ClosedAt is not null))
        {
            var missing = Missing(older);
            var waiting = missing.Count == 0 || await Hand(folder, older, missing, by) ? [] : missing;
            if (waiting.Count == 0) db.Wraps.RemoveRange(bridges.Where(w => w.Generation == older.Number));
            // Whoever comes by while the escrow is made anew hands it what they open: its old papers lose that.
            if (!waiting.Exists(k => k.Actor == premises.Escrow)) db.Wraps.RemoveRange(wraps.Where(w => w.Generation == older.Number && IsLeftBehind(w)));
            Note(owed, older, waiting, at);
        }
        db.Pendings.RemoveRange(owed.Where(o => o.Generation == open.Number && open.ClosedAt is null));
        await db.SaveChangesAsync();
        Release();

        bool IsLeftBehind(Wrap wrap) => wrap.Actor == premises.Escrow && newest.Exists(k => k.Actor == wrap.Actor && k.Number > wrap.KeyNumber);

        // Permitted on the generation, yet without a wrap to the newest of their keys.
        List<PublicKey> Missing(Generation generation) => newest.FindAll(k => permitted[generation.Number].ContainsKey(k.Actor)
            && !wraps.Exists(w => w.Generation == generation.Number && w.Actor == k.Actor && w.KeyNumber == k.Number));
    }

    // A mandate reaches a thousand folders, and each look for what has changed goes through all that is watched.
    private void Release()
    {
        foreach (var settled in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Unchanged && e.Entity is Generation or Wrap or Pending).ToList())
            settled.State = EntityState.Detached;
    }

    /// <summary>
    /// Does a wrap to a mandate that isn't permitted itself reach only people who are? So it is when somebody who was
    /// shut out joins it: the holders before have a key of the mandate that the newcomer never gets. Until one of them
    /// comes and hands each a wrap of their own, it is the one way to what was sealed before.
    /// </summary>
    public async Task<bool> IsBridge(Policy policy, Folder folder, Instant openedAt, ActorId mandate, int keyNumber, Instant at)
    {
        var holders = await db.MandateKeys.AsNoTracking().Where(k => k.Mandate == mandate && k.Number == keyNumber && k.Holder != premises.Escrow)
            .Select(k => k.Holder).ToListAsync();
        var permitted = policy.Permitted(folder, openedAt, at);
        return holders.Count > 0 && holders.TrueForAll(permitted.ContainsKey);
    }

    /// <summary>Closes the open key of each of these folders and opens the next, with as many statements as for one. Needs no secret.</summary>
    internal async Task OpenNext(Work work, IReadOnlyCollection<FolderId> ids, ActorId by)
    {
        var open = (await db.Generations.Where(g => ids.Contains(g.Folder) && g.ClosedAt == null).ToListAsync()).Where(g => g.IsGenuine(premises.House)).ToDictionary(g => g.Folder);
        var folders = (await db.Folders.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync()).FindAll(f => f.IsGenuine(premises.House) && open.ContainsKey(f.Id));
        if (folders.Count == 0) return;
        var policies = await PoliciesOf(folders);
        var permitted = folders.ToDictionary(f => f.Id, f => policies[f.Subject].Permitted(f, work.At, work.At).Keys.ToList());
        var keys = (await KeysOf(permitted.Values.SelectMany(a => a).Distinct())).ToDictionary(k => k.Actor);
        foreach (var folder in folders) open[folder.Id].Close(work.At);
        // Of two open ones the database refuses the second.
        await db.SaveChangesAsync();
        foreach (var folder in folders)
        {
            var (next, dataKey) = (new Generation(folder.Id, open[folder.Id].Number + 1, work.At), random.Bytes(Wrapping.SecretLength));
            db.Generations.Add(next);
            foreach (var actor in permitted[folder.Id].Where(keys.ContainsKey)) db.Wraps.Add(WrapFor(keys[actor], folder.Id, next.Number, dataKey));
            work.Log(LogActs.NewKey, by, Purpose.KeyKeeping, subject: folder.Subject, folder: folder.Id, content: next.OpeningHash());
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Opens a new generation, wrapped to everybody who is permitted now. Needs no secret.</summary>
    private async Task<Generation> OpenGeneration(Folder folder, int number, Instant at, byte[]? made = null)
    {
        await db.SaveChangesAsync();
        var generation = new Generation(folder.Id, number, at);
        db.Generations.Add(generation);
        var dataKey = made ?? random.Bytes(Wrapping.SecretLength);
        var permitted = (await PolicyOf(folder)).Permitted(folder, at, at);
        var keys = await KeysOf(permitted.Keys);
        if (permitted.ContainsKey(premises.Escrow) && !keys.Exists(k => k.Actor == premises.Escrow))
            throw new InvalidOperationException("The escrow's key is gone, or was not written by this house. Nothing is sealed past it.");
        foreach (var key in keys) db.Wraps.Add(WrapFor(key, folder.Id, number, dataKey));
        return generation;
    }

    /// <summary>The data key of one generation, by the keys at hand; null where they don't reach it.</summary>
    public async Task<byte[]?> DataKey(FolderId folder, int generation, Keyring by)
    {
        foreach (var wrap in await wrapsOf.Ask(db, folder, generation))
            if (Unwrap(wrap, by) is { } dataKey) return dataKey;
        return null;
    }

    public byte[]? Unwrap(Wrap wrap, Keyring by) => by.Find(wrap.Actor, wrap.KeyNumber) is { } key
        ? Wrapping.Open(wrap.Bytes, key, PlaceOf(wrap.Folder, wrap.Generation, wrap.Actor, wrap.KeyNumber))
        : null;

    public WrapPlace PlaceOf(FolderId folder, int generation, ActorId actor, int keyNumber) =>
        new(premises.Practice, Wrapped.DataKey, folder.Value, generation, actor, keyNumber);

    /// <summary>The newest genuine public key of each of the actors that has one.</summary>
    public async Task<List<PublicKey>> KeysOf(IEnumerable<ActorId> actors)
    {
        var wanted = actors.ToList();
        var keys = await db.PublicKeys.AsNoTracking().Where(k => wanted.Contains(k.Actor)).ToListAsync();
        return Newest(keys, keys.Exists(k => k.Kind == ActorKind.Mandate) ? await Mandates() : []);
    }

    /// <param name="keys">Any rows.</param>
    /// <param name="mandates">Genuine ones, where any of the keys is a mandate's.</param>
    internal List<PublicKey> Newest(IEnumerable<PublicKey> keys, List<Mandate> mandates)
    {
        // A mandate itself says which key is its present one: else whoever deleted that row would bring back a leaver's.
        var present = mandates.ToDictionary(m => m.Id, m => m.KeyNumber);
        return [.. keys.Where(k => k.IsGenuine(premises.House) && (k.Kind != ActorKind.Mandate || present.GetValueOrDefault(k.Actor) == k.Number))
            .GroupBy(k => k.Actor).Select(g => g.MaxBy(k => k.Number)!)];
    }

    // Seams for the model test alone: it plants here the mistakes that its invariants must catch.
    protected virtual bool ClosesOnDrop => true;

    private async Task<bool> Hand(Folder folder, Generation generation, List<PublicKey> to, Keyring? by)
    {
        if (by is null || await DataKey(folder.Id, generation.Number, by) is not { } dataKey) return false;
        foreach (var key in to) db.Wraps.Add(WrapFor(key, folder.Id, generation.Number, dataKey));
        return true;
    }

    private void Note(List<Pending> owed, Generation generation, List<PublicKey> waiting, Instant at)
    {
        var known = owed.Where(o => o.Generation == generation.Number).ToList();
        db.Pendings.RemoveRange(known.Where(o => !waiting.Exists(w => w.Actor == o.Actor)));
        foreach (var key in waiting.Where(w => !known.Exists(o => o.Actor == w.Actor)))
            db.Pendings.Add(new(generation.Folder, generation.Number, key.Actor, at));
    }

    internal Wrap WrapFor(PublicKey key, FolderId folder, int generation, byte[] dataKey) => new(folder, generation, key.Actor, key.Number,
        Wrapping.To(key.Point, ephemeral, dataKey, PlaceOf(folder, generation, key.Actor, key.Number), random));

    private bool HasHonestWithdrawal(Permission permission)
    {
        // A forged withdrawal may silence a yes (that opens nothing), but it never lifts a no.
        if (permission.Withdrawal is { } withdrawal && permission.Decision == Decision.Deny && !withdrawal.IsGenuine(premises.House))
            permission.DisregardWithdrawal();
        return true;
    }
}
