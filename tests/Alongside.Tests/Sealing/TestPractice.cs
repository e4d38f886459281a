using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>A practice on a database of its own, with a clock and randomness that the test holds in its hands.</summary>
internal sealed class TestPractice : IAsyncDisposable
{
    private readonly OwnDatabase own;

    private TestPractice(OwnDatabase own, FixedRandom random, TestClock clock, Premises premises) =>
        (this.own, Random, Clock, Time, Premises) = (own, random, clock, new(clock), premises);

    public static readonly Instant Start = Instant.FromUtc(2026, 6, 1, 9, 0);

    public DatabasePlace Place => own.Place;
    public string HouseFile => Path.Combine(own.Folder, "house");
    public FixedRandom Random { get; }
    public TestClock Clock { get; }
    public PracticeClock Time { get; }
    public Premises Premises { get; }
    public WriterQueue Queue { get; } = new();
    public KeyPair EscrowKey { get; private set; } = null!;

    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="withEscrow">Whether its escrow is made already.</param>
    /// <param name="seed">Of its randomness.</param>
    public static async Task<TestPractice> Begin(string database = "sqlite", bool withEscrow = true, int seed = 1)
    {
        var own = await Databases.Make(database);
        var random = new FixedRandom(seed);
        var premises = await Ground.Prepare(own.Place, Path.Combine(own.Folder, "house"), null, demo: false, Start, random);
        var practice = new TestPractice(own, random, new(Start), premises.Value);
        if (withEscrow) await practice.MakeEscrow();
        return practice;
    }

    /// <summary>What a house file holds that lies open; null where there is none.</summary>
    public static House? HouseIn(string file) => File.Exists(file) ? House.Read(File.ReadAllBytes(file)).Value : null;

    /// <summary>A request of its own: a fresh database context and gate.</summary>
    public Visitor Visit() => new(this, Place.Open(Premises.House));

    public async Task<Keyring> Person()
    {
        await using var visit = Visit();
        await using var work = await visit.Gate.BeginPower();
        var person = Random.Id<PersonId>();
        var key = new Credentials(visit.Db, Premises, Random).NewPerson(work, person);
        await work.Commit();
        return new(person, 1, key, Random.Bytes(32));
    }

    public async Task MakeEscrow()
    {
        await using var visit = Visit();
        EscrowKey = KeyPair.New(Random);
        await using var work = await visit.Gate.BeginPower();
        var known = new PublicKey(Premises.Escrow, ActorKind.Escrow, 1, EscrowKey.Public, Start);
        visit.Db.PublicKeys.Add(known);
        work.Log(LogActs.EscrowKey, Premises.Escrow, Purpose.KeyKeeping, content: known.Hash());
        await work.Commit();
    }

    /// <summary>How many subjects the sweep stops.</summary>
    public async Task<int> Swept()
    {
        await using var visit = Visit();
        await using var work = await visit.Gate.BeginPower();
        var stopped = await new Sweep(work.Db, visit.Gate.Vault, Premises).Run(work);
        await work.Commit();
        return stopped;
    }

    /// <summary>What somebody does who writes to the database itself; the guards they take away first.</summary>
    public async Task Tamper(string sql, params object[] values)
    {
        await using var visit = Visit();
        foreach (var guard in DatabaseGuards.All.Where(g => visit.Db.IsPostgres || g.Sqlite != "")) await DatabaseGuards.Drop(visit.Db, guard);
        Assert.NotEqual(0, await visit.Db.Database.ExecuteSqlRawAsync(sql, values));
    }

    public async ValueTask DisposeAsync()
    {
        Queue.Dispose();
        await own.DisposeAsync();
    }
}

internal sealed class TestClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;
    public Instant GetCurrentInstant() => Now;
}

internal sealed record Visitor(TestPractice Practice, Database Db) : IAsyncDisposable
{
    public Gate Gate { get; } = new(Db, Practice.Premises, Practice.Time, Practice.Random, Practice.Queue, new(Db, Practice.Premises, Practice.Random));

    public Mandating Mandating => new(Db, Practice.Premises, Practice.Random, Gate.Vault);

    public Sessions Sessions => new(Db, Practice.Premises, Practice.Time, Practice.Random, Practice.Queue);

    public Credentials Credentials => new(Db, Practice.Premises, Practice.Random);

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}
