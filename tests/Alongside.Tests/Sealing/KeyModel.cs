using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Mistakes that the invariants must catch.</summary>
public enum Planted
{
    Nothing,
    NoCloseOnWithdrawal,
    NoCloseOnLeaving,
    CloseOnlyWhatIsWrappedToTheMandate,
    OldMandateKeysForJoiners,
}

/// <summary>
/// Random events on the real code: two clients, four members, one mandate, the post box, and two servers with clocks an
/// hour apart. After each event the wraps are held against <see cref="KeyOracle"/>, an attacker with every wrap that ever
/// existed tries each sealed record, and what happened without anybody's session has given nobody an older key.
/// </summary>
internal sealed partial class KeyModel(TestPractice practice, Random dice, Planted planted)
{
    private static readonly Category[] Categories = [Category.Notes, Category.Request, Category.Channel];
    private readonly List<Keyring> clients = [], members = [];
    private readonly List<Folder> folders = [];
    private readonly Dictionary<(FolderId, int), HashSet<(ActorId Actor, int Key)>> everWrapped = [];
    private readonly HashSet<(ActorId, int, ActorId)> everMandated = [];
    private readonly List<(FolderId Folder, int Generation, int Step)> sealedAt = [];
    private readonly Dictionary<(PersonId, FolderId, int), int> lastPermitted = [];
    private readonly HashSet<(FolderId, int)> closed = [];
    private readonly PracticeClock ahead = new(new HourAhead(practice.Clock));
    private readonly KeyOracle oracle = new();
    private Instant latest;
    private ActorId welcome;
    private int step;

    /// <returns>What went wrong first, or null.</returns>
    public async Task<string?> Run(int steps)
    {
        for (var i = 0; i < 2; i++) clients.Add(await practice.Person());
        for (var i = 0; i < 4; i++) members.Add(await practice.Person());
        await Decide(async (visit, work) =>
        {
            var forever = new Window(work.At, work.At + Duration.FromDays(36500));
            welcome = (await visit.Mandating.Grant(work, "welcome", forever, 0, [members[0].Person], members[0].Person.Actor)).Value.Id;
        });
        oracle.Holders.Add(members[0].Person);
        foreach (var client in clients)
        {
            foreach (var category in Categories) folders.Add(await GateTests.Seal(practice, client, category, "first"));
            folders.Add(await GateTests.Seal(practice, client, Category.Notes, "first", members[1].Person.Value));
        }
        for (step = 1; step <= steps; step++)
        {
            var what = await Event();
            await using (var visit = practice.Visit()) await visit.Gate.Expire(Mandating(visit));
            if (await Broken(hadSession: what is not ("join" or "leave" or "hand back" or "nothing")) is { } broken) return $"step {step}, after {what}: {broken}";
            if (step % StepsToAnew != 0) continue;
            await MakeEscrowAnew();
            if (await Broken(hadSession: true) is { } anew) return $"step {step}, after the escrow was made anew: {anew}";
        }
        return planted == Planted.Nothing && await practice.Swept() > 0 ? "the sweep stops somebody" : null;
    }

    private async Task<string> Event()
    {
        practice.Clock.Now += Duration.FromMinutes(dice.Next(8) == 0 ? -dice.Next(600) : dice.Next(1, 4000));
        switch (dice.Next(13))
        {
            case 0 or 1 or 2: return await Permit();
            case 3: return await Deny();
            case 4 or 5: return await Withdraw();
            case 6: return await Join();
            case 7: return await Leave();
            case 12: return await HandBack();
            case 8 or 9: return await HolderAsks();
            default: return await Seal();
        }
    }

    private async Task<string> Permit()
    {
        var client = Any(clients);
        var actor = dice.Next(3) == 0 ? welcome : dice.Next(8) == 0 ? practice.Premises.PostBox : Any(members).Person.Actor;
        var folder = actor == practice.Premises.PostBox ? folders.Find(f => f.Subject == client.Person.Subject && f.Category == Category.Channel) : dice.Next(3) == 0 ? Any(folders.Where(f => f.Subject == client.Person.Subject).ToList()) : null;
        await Decide(async (visit, work) =>
        {
            Instant? until = dice.Next(2) == 0 ? work.At + Duration.FromDays(dice.Next(1, 20)) : null;
            var category = folder?.Category ?? Any(Categories);
            if (!category.IsCoreCare() || PurposeOf(step) != Purpose.Care) until ??= work.At + Permission.Longest;
            var permission = Permission.Permit(practice.Random.Id<PermissionId>(), client.Person, actor, category,
                folder?.Id, PurposeOf(step), false, new(work.At, until), dice.Next(4) switch { 0 or 1 => work.At, 2 => work.At - Duration.FromHours(dice.Next(1, 200)), _ => null },
                guardian: step % 5 == 0 && category == Category.Channel ? GuardianBasis.CourtOrder : null).Value;
            Assert.Null(await Gate(visit).Permit(work, client, permission));
            oracle.Permissions.Add(permission);
        });
        return "permit";
    }

    // Some only speak of it, some read along, and some are guardians: told by the step, so that the dice fall as ever.
    private static Purpose PurposeOf(int step) => (step % 6) switch { 1 => Purpose.Disclosure, 3 => Purpose.Support, _ => Purpose.Care };

    private async Task<string> Deny()
    {
        var client = Any(clients);
        await Decide(async (visit, work) =>
        {
            var deny = Permission.Deny(practice.Random.Id<PermissionId>(), client.Person, Any(members).Person.Actor, dice.Next(2) == 0 ? null : Any(Categories), work.At);
            Assert.Null(await Gate(visit).Permit(work, client, deny));
            oracle.Permissions.Add(deny);
        });
        return "deny";
    }

    private async Task<string> Withdraw()
    {
        var active = oracle.Permissions.Where(p => !oracle.Withdrawn.ContainsKey(p.Id)).ToList();
        if (active.Count == 0) return "nothing";
        var one = Any(active);
        await Decide(async (visit, work) =>
        {
            Assert.Null(await Gate(visit).Withdraw(work, clients.Single(c => c.Person == one.Person), one.Id));
            oracle.Withdrawn[one.Id] = work.At;
        });
        return $"withdraw {one.Decision}";
    }

    private async Task<string> Join()
    {
        var outside = members.Where(m => !oracle.Holders.Contains(m.Person)).ToList();
        if (outside.Count == 0) return "nothing";
        var joiner = Any(outside);
        await Decide(async (visit, work) =>
        {
            Assert.Null(await Mandating(visit).Add(work, welcome, joiner.Person, new(work.At), joiner.Person.Actor));
            if (planted != Planted.OldMandateKeysForJoiners) return;
            foreach (var number in await visit.Db.MandateKeys.Where(k => k.Mandate == welcome).Select(k => k.Number).Distinct().ToListAsync())
                if (!await visit.Db.MandateKeys.AnyAsync(k => k.Number == number && k.Holder == joiner.Person.Actor))
                    visit.Db.MandateKeys.Add(new(welcome, number, joiner.Person.Actor, 1, []));
        });
        oracle.Holders.Add(joiner.Person);
        return "join";
    }

    private async Task<string> Leave()
    {
        if (oracle.Holders.Count == 0) return "nothing";
        var leaver = Any(oracle.Holders.ToList());
        await Decide(async (visit, work) => Assert.Null(await Mandating(visit).End(work, welcome, leaver, leaver.Actor)));
        oracle.Holders.Remove(leaver);
        return "leave";
    }

    private async Task<string> HandBack()
    {
        var member = Any(members);
        await Decide(async (visit, work) =>
        {
            Assert.Null(await Gate(visit).HandBack(work, member));
            foreach (var given in oracle.Permissions.Where(p => p.Actor == member.Person.Actor && p.Decision == Decision.Permit)) oracle.Withdrawn.TryAdd(given.Id, work.At);
        });
        return "hand back";
    }

    private async Task<string> HolderAsks()
    {
        var who = Any([.. members, .. clients]);
        await using var visit = practice.Visit();
        await Gate(visit).Settle(Fresh(who));
        return "a holder's request";
    }

    private async Task<string> Seal()
    {
        var folder = Any(folders);
        await using var visit = practice.Visit();
        await using var work = await Gate(visit).Begin();
        var client = clients.Single(c => c.Person.Subject == folder.Subject);
        Assert.Null(await Gate(visit).Seal(work, client, folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
        await work.Commit();
        sealedAt.Add((folder.Id, await visit.Db.Generations.Where(g => g.Folder == folder.Id).MaxAsync(g => g.Number), step));
        return "seal";
    }

    private async Task<string?> Broken(bool hadSession)
    {
        await using var visit = practice.Visit();
        var wraps = await visit.Db.Wraps.Select(w => new { w.Folder, w.Generation, w.Actor, w.KeyNumber }).ToListAsync();
        var mandateKeys = (await visit.Db.MandateKeys.Select(k => new { k.Mandate, k.Number, k.Holder }).ToListAsync()).Select(k => (k.Mandate, k.Number, k.Holder)).ToHashSet();
        var pending = await visit.Db.Pendings.AsNoTracking().ToListAsync();
        var wrapsOf = wraps.ToLookup(w => (w.Folder, w.Generation));
        foreach (var place in wrapsOf)
        {
            if (!everWrapped.TryGetValue(place.Key, out var ever)) everWrapped[place.Key] = ever = [];
            if (!hadSession && closed.Contains(place.Key) && place.Any(w => !ever.Contains((w.Actor, w.KeyNumber)))) return "an older generation was handed over without a session";
            ever.UnionWith(place.Select(w => (w.Actor, w.KeyNumber)));
        }
        var generations = (await visit.Db.Generations.Select(g => new { g.Folder, g.Number, g.OpenedAt, g.ClosedAt }).ToListAsync()).ToLookup(g => g.Folder);
        everMandated.UnionWith(mandateKeys);
        closed.UnionWith(generations.SelectMany(g => g).Where(g => g.ClosedAt is not null).Select(g => (g.Folder, g.Number)));
        if (wraps.Exists(w => w.Actor == practice.Premises.PostBox && folders.Exists(f => f.Id == w.Folder && f.Category != Category.Channel))) return "the post box opens more than how to be reached";
        List<PersonId> readers = [.. members.Select(m => m.Person), new(practice.Premises.PostBox.Value)];
        await using var work = await visit.Gate.Begin();
        if (work.At < latest) return "time went back";
        latest = work.At;
        foreach (var folder in folders)
        {
            foreach (var generation in generations[folder.Id])
            {
                var permitted = readers.Where(m => oracle.Permits(m, welcome, folder, generation.OpenedAt, work.At)).ToHashSet();
                foreach (var person in permitted) lastPermitted[(person, folder.Id, generation.Number)] = step;
                var here = wrapsOf[(folder.Id, generation.Number)].ToList();
                var reach = readers.Where(m => here.Exists(w => w.Actor == m.Actor
                    || mandateKeys.Contains((w.Actor, w.KeyNumber, m.Actor)))).ToHashSet();
                if (!here.Exists(w => w.Actor.Value == folder.Subject.Value)) return "the person's own wrap is missing";
                if (!here.Exists(w => w.Actor == practice.Premises.Escrow && w.KeyNumber == escrowNumber)) return "escrow's wrap is missing";
                if (generation.ClosedAt is null && !reach.SetEquals(permitted)) return "open generation: reach is not who is permitted";
                if (generation.ClosedAt is null) continue;
                reach.UnionWith(pending.Where(p => p.Folder == folder.Id && p.Generation == generation.Number).SelectMany(p =>
                    p.Actor == welcome ? oracle.Holders : readers.Where(m => m.Actor == p.Actor)));
                if (!reach.SetEquals(permitted)) return "older generation: wraps and pending are not who is permitted";
            }
        }
        return Leaked() ?? await OldPapersOpen(visit);
    }

    /// <summary>One member's credential, every old backup and today's database, against each record.</summary>
    private string? Leaked()
    {
        foreach (var member in members.Select(m => m.Person))
        {
            foreach (var (folder, generation, at) in sealedAt)
            {
                var reaches = everWrapped[(folder, generation)].Any(w => w.Actor == member.Actor || everMandated.Contains((w.Actor, w.Key, member.Actor)));
                if (reaches && lastPermitted.GetValueOrDefault((member, folder, generation), -1) < at) return "an old key opens what was sealed after the permission ended";
            }
        }
        return null;
    }

    private async Task Decide(Func<Visitor, Work, Task> change)
    {
        await using var visit = practice.Visit();
        await using var work = await Gate(visit).BeginPower();
        await change(visit, work);
        await work.Commit();
    }

    private Gate Gate(Visitor visit) => new(visit.Db, practice.Premises, dice.Next(3) == 0 ? ahead : practice.Time, practice.Random, practice.Queue, Vault(visit));

    private Vault Vault(Visitor visit) => planted == Planted.NoCloseOnWithdrawal
        ? new NeverCloses(visit.Db, practice.Premises, practice.Random)
        : new Vault(visit.Db, practice.Premises, practice.Random);

    private Mandating Mandating(Visitor visit) => planted switch
    {
        Planted.NoCloseOnLeaving => new ClosesNothing(visit.Db, practice.Premises, practice.Random, Vault(visit)),
        Planted.CloseOnlyWhatIsWrappedToTheMandate => new ClosesOnlyWrapped(visit.Db, practice.Premises, practice.Random, Vault(visit)),
        _ => new(visit.Db, practice.Premises, practice.Random, Vault(visit)),
    };

    private static Keyring Fresh(Keyring who) => new(who.Person, who.KeyNumber, who.Own, who.Session);

    private T Any<T>(IReadOnlyList<T> all) => all[dice.Next(all.Count)];

    private sealed class HourAhead(TestClock other) : IClock
    {
        public Instant GetCurrentInstant() => other.Now + Duration.FromHours(1);
    }

    private sealed class NeverCloses(Alongside.Storage.Database db, Premises premises, RandomSource random) : Vault(db, premises, random)
    {
        protected override bool ClosesOnDrop => false;
    }

    private sealed class ClosesNothing(Alongside.Storage.Database db, Premises premises, RandomSource random, Vault vault) : Mandating(db, premises, random, vault)
    {
        protected override Task<List<Folder>> PermittedFolders(ActorId mandate) => Task.FromResult<List<Folder>>([]);
    }

    private sealed class ClosesOnlyWrapped(Alongside.Storage.Database db, Premises premises, RandomSource random, Vault vault) : Mandating(db, premises, random, vault)
    {
        private readonly Alongside.Storage.Database db = db;

        protected override async Task<List<Folder>> PermittedFolders(ActorId mandate) =>
            await db.Folders.Where(f => db.Wraps.Any(w => w.Folder == f.Id && w.Actor == mandate)).ToListAsync();
    }
}

/// <summary>Who may open what, said once more in the plainest way, from the events alone.</summary>
internal sealed class KeyOracle
{
    public List<Permission> Permissions { get; } = [];
    public Dictionary<PermissionId, Instant> Withdrawn { get; } = [];
    public HashSet<PersonId> Holders { get; } = [];

    public bool Permits(PersonId member, ActorId mandate, Folder folder, Instant openedAt, Instant at)
    {
        var now = Permissions.Where(p => p.Person.Subject == folder.Subject && !Withdrawn.ContainsKey(p.Id) && (p.Until is null || at < p.Until)
            && (p.Category is null || p.Category == folder.Category) && (p.Folder is null || p.Folder == folder.Id)).ToList();
        if (now.Exists(p => p.Decision == Decision.Deny && p.Actor == member.Actor)) return false;
        return now.Exists(p => p.Decision == Decision.Permit && p.Purpose != Purpose.Disclosure && (p.RecordsFrom is null || p.RecordsFrom <= openedAt)
            && (p.Actor == member.Actor || p.Actor == mandate && Holders.Contains(member)));
    }
}
