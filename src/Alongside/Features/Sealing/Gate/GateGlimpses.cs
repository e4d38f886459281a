using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

public sealed partial class Gate
{
    /// <summary>
    /// What of one's own would open to somebody today: by the rules and the wraps by which this gate opens, without the
    /// wraps' bytes. It opens nothing, and so writes nothing down.
    /// </summary>
    public async Task<Glimpse> Try(PersonId me, Tried tried, CancellationToken stop = default)
    {
        await Work.ReadTime(db, clock, stop);
        var at = clock.GetCurrentInstant();
        var mandates = await Vault.Mandates();
        var mandate = mandates.Find(m => m.Id == tried.Who);
        // Nobody holds it: then as if somebody did who has no key at all. The post box stands for itself, as a person does.
        var holders = mandate?.Holders(at).ToList();
        List<PersonId> readers = holders is { Count: > 0 } ? holders : [new(tried.Who.Value)];
        var asIf = mandate is not null && holders!.Count == 0 ? mandate.Id : tried.AsIfHeld;
        var lying = await Lies(me, mandate is null ? readers[0] : null, stop);
        var held = mandates.Where(m => m.IsActive(at)).SelectMany(m => m.Holdings.Where(h => h.IsActive(at))).ToList();
        var keys = await KeysOf(readers, held, stop);
        var each = readers.ConvertAll(reader => (reader, Lines: lying.Folders.Select(f =>
            Line(f, lying, new(reader, mandate?.Id, asIf), [.. held.Where(h => h.Holder == reader)], keys[reader], at)).ToList()));
        var lines = each[0].Lines.Select((_, i) => GlimpsedFolder.Together(each.ConvertAll(e => (e.reader, e.Lines[i]))));
        return new([.. lines], holders?.Count);
    }

    /// <summary>Who reads; where it is asked of a mandate, by that alone; and a mandate that they are taken to hold.</summary>
    private readonly record struct Reader(PersonId Person, ActorId? Through, ActorId? AsIf);

    private sealed record Lying(List<Folder> Folders, ILookup<FolderId, Generation> Generations, IReadOnlyDictionary<SubjectId, Policy> Policies,
        HashSet<SubjectId> Stopped, ILookup<FolderId, (int Generation, ActorId Actor, int Key)> Wraps, Dictionary<(FolderId, int), int> Records);

    private async Task<Lying> Lies(PersonId me, PersonId? reader, CancellationToken stop)
    {
        var there = (await db.Folders.AsNoTracking().Where(f => f.Subject == me.Subject || f.Category == Category.Draft && f.Part == me.Value).ToListAsync(stop))
            .Where(f => f.IsGenuine(premises.House) && (f.Subject == me.Subject || Policy.OwnerOf(f) == reader?.Value)).ToList();
        var ids = there.ConvertAll(f => f.Id);
        // A yes may come before the first word: of such a kind there is no folder yet, and its first key will be wrapped by the same rules.
        var folders = there.Concat(Enum.GetValues<Category>().Where(c => c.CanBeShared() && !there.Exists(f => f.Category == c))
            .Select(c => new Folder(default, me.Subject, c, Guid.Empty))).ToList();
        return new(folders, (await GateQuestions.GenerationsOf.Ask(db, ids, stop)).Where(g => g.IsGenuine(premises.House)).ToLookup(g => g.Folder),
            await Vault.PoliciesOf(folders), [.. await GateQuestions.StoppedOf.Ask(db, [.. folders.Select(f => f.Subject).Distinct()], stop)],
            (await db.Wraps.Where(w => ids.Contains(w.Folder)).Select(w => new { w.Folder, w.Generation, w.Actor, w.KeyNumber }).ToListAsync(stop))
                .ToLookup(w => w.Folder, w => (w.Generation, w.Actor, w.KeyNumber)),
            await db.SealedRecords.Where(r => ids.Contains(r.Folder)).GroupBy(r => new { r.Folder, r.Generation })
                .ToDictionaryAsync(g => (g.Key.Folder, g.Key.Generation), g => g.Count(), stop));
    }

    /// <summary>Which keys each of them has: their own, and of the mandates that they hold those that were made for them.</summary>
    private async Task<Dictionary<PersonId, HashSet<(ActorId, int)>>> KeysOf(List<PersonId> readers, List<Holding> held, CancellationToken stop)
    {
        var own = (await Vault.KeysOf(readers.Select(r => r.Actor))).ToDictionary(k => k.Actor, k => k.Number);
        var actors = readers.ConvertAll(r => r.Actor);
        var handed = (await db.MandateKeys.AsNoTracking().Where(k => actors.Contains(k.Holder)).Select(k => new { k.Mandate, k.Number, k.Holder, k.HolderKey }).ToListAsync(stop))
            .Where(k => own.GetValueOrDefault(k.Holder) == k.HolderKey && held.Exists(h => h.Mandate == k.Mandate && h.Holder.Actor == k.Holder)).ToLookup(k => k.Holder);
        return readers.ToDictionary(r => r, r => handed[r.Actor].Select(k => (k.Mandate, k.Number))
            .Concat(own.TryGetValue(r.Actor, out var number) ? [(r.Actor, number)] : []).ToHashSet());
    }

    private static GlimpsedFolder Line(Folder folder, Lying lying, Reader reader, List<Holding> held, HashSet<(ActorId, int)> keys, Instant at)
    {
        var judge = lying.Policies[folder.Subject];
        var policy = reader.AsIf is { } joined ? judge.AsIfHeld(joined, reader.Person, at) : judge;
        var about = policy.About(folder).Where(p => p.Actor == reader.Through
            || (reader.Through is null || p.Decision == Decision.Deny) && (p.Actor == reader.Person.Actor || p.Actor == reader.AsIf || held.Exists(h => h.Mandate == p.Actor))).ToList();
        var yes = about.FindAll(p => p.Decision == Decision.Permit);
        var isThere = folder.Id != default;
        var generations = isThere ? lying.Generations[folder.Id].ToList() : [new(default, 1, at)];
        if (lying.Stopped.Contains(folder.Subject)) return Bare(isThere ? Seen.Stopped : Seen.Never);
        if (reader.Through is null && BasisOf(policy, reader.Person, folder, generations, at, _ => false) is not null)
            return Bare(Seen.Theirs);

        var ways = new List<Way>();
        foreach (var permit in yes)
            if (BasisOf(policy, reader.Person, folder, generations, at, p => p.Id == permit.Id) is { } basis)
                ways.Add(new(permit, basis.Mandate, held.Find(h => h.Mandate == basis.Mandate)?.From));
        var seen = generations.ConvertAll(g =>
        {
            var permitted = policy.For(reader.Person, folder, g.OpenedAt, at, yes.Contains) is not null;
            var records = lying.Records.GetValueOrDefault((folder.Id, g.Number));
            var key = lying.Wraps[folder.Id].Any(w => w.Generation == g.Number && keys.Contains((w.Actor, w.Key)))
                || permitted && records == 0 && (!isThere || reader.AsIf is not null); // whoever joins a mandate is given a new key at once
            return new SeenGeneration(g.OpenedAt, records, permitted, key && (permitted || reader.Through is null));
        });
        return GlimpsedFolder.Of(folder, ways, seen, about, at);

        GlimpsedFolder Bare(Seen seen) => new(folder, seen, [], null, null, null, 0, false, !isThere, false);
    }
}
