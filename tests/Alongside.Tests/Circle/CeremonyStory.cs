using Alongside.Features.Circle;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Demands.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.People;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

/// <summary>A founded practice whose three keepers come together, two of them enough. Each call is a request of its own.</summary>
internal sealed class CeremonyStory : IAsyncDisposable
{
    private CeremonyStory(FoundingStory founded) =>
        (Founded, Accounts, Table) = (founded, new(founded.Practice), new(founded.Practice.Time));

    public FoundingStory Founded { get; }

    public TestPractice Practice => Founded.Practice;

    public AccountStory Accounts { get; }

    /// <summary>In the memory of the one process.</summary>
    public CeremonyTable Table { get; private set; }

    /// <summary>Amara, Bea and Cy.</summary>
    public IReadOnlyList<Keyring> Keepers => Founded.Founders;

    public static async Task<CeremonyStory> Begin(string database = "sqlite", int seed = 1, int founders = 3) => new(await FoundingStory.Founded(founders, database, seed));

    /// <summary>The process is started anew.</summary>
    public void Restart()
    {
        Table.Dispose();
        Table = new(Practice.Time);
    }

    public Task<T> Asks<T>(Func<Ceremonies, Visitor, Task<T>> ask) => Accounts.Asks((accounts, v) => ask(new(
        v.Db, Practice.Premises, Table, Practice.Random, v.Gate, accounts, new(v.Db, Practice.Premises, Practice.Random, v.Gate, v.Mandating, v.Credentials, v.Sessions), Anew(v), Renewal(v), Uncovering(v)), v));

    public Uncovering Uncovering(Visitor v) => new(v.Db, Practice.Premises, Practice.Random, v.Gate, new(v.Db, Practice.Premises, v.Gate),
        [new DemandBook(v.Db, Practice.Premises, Practice.Random, v.Gate, new(v.Db, Practice.Premises, v.Gate.Vault, v.Mandating))]);

    public EscrowRenewal Renewal(Visitor v) => new(v.Db, Practice.Premises, Practice.Random, v.Gate, v.Mandating);

    public EscrowAnew Anew(Visitor v) => new(v.Db, Practice.Premises, Practice.Random, v.Gate, Renewal(v));

    public Task<Refusal?> Gather(Keyring by, CeremonyAim aim = CeremonyAim.Drill, PersonId? whom = null) => Asks((c, _) => c.Begin(by, aim, whom));

    public async Task<Outcome<HandedIn>> Comes(Keyring keeper, string? words = null)
    {
        words ??= await Words(keeper);
        return await Asks((c, _) => c.Come(keeper, new Proven(keeper.Person), words));
    }

    /// <summary>What stands on the paper of a keeper.</summary>
    public async Task<string> Words(Keyring keeper)
    {
        await using var visit = Practice.Visit();
        var share = await visit.Db.EscrowShares.AsNoTracking().Where(s => s.Keeper == keeper.Person).OrderByDescending(s => s.MadeAt).FirstAsync();
        return EscrowSharing.Open(share, keeper, Practice.Premises.Practice)!;
    }

    public async Task<int> NumberOf(Keyring keeper)
    {
        await using var visit = Practice.Visit();
        return (await visit.Db.EscrowShares.SingleAsync(s => s.Keeper == keeper.Person)).Number;
    }

    /// <summary>What keepers did, as the access log says it, oldest first.</summary>
    public async Task<IReadOnlyList<(string Act, ActorId Actor, SubjectId? About)>> Logged()
    {
        string[] acts = [LogActs.KeepersGather, LogActs.KeeperCame, LogActs.EscrowTried, LogActs.KeepersPart, LogActs.BroughtBack, LogActs.BroughtBackByCode, LogActs.EscrowAnew, LogActs.OpenedWithoutYes, LogActs.ReadWithoutYes];
        await using var visit = Practice.Visit();
        var about = await visit.Db.LogSides.ToDictionaryAsync(s => s.Index, s => s.Subject);
        return [.. (await visit.Db.LogEntries.OrderBy(e => e.Index).ToListAsync()).Select(e => (e.Index, Leaf: LogLeaf.Read(e.Leaf)!))
            .Where(e => acts.Contains(e.Leaf.Act)).Select(e => (e.Leaf.Act, e.Leaf.Actor, about.TryGetValue(e.Index, out var s) ? s : (SubjectId?)null))];
    }

    public async ValueTask DisposeAsync()
    {
        Table.Dispose();
        await Founded.DisposeAsync();
    }
}
