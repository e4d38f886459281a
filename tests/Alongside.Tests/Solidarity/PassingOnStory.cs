using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Circle;
using NodaTime;

namespace Alongside.Tests.Solidarity;

/// <summary>A founded practice whose first two members keep the books. Each call is a request of its own.</summary>
internal sealed class PassingOnStory(CircleStory circle) : IAsyncDisposable
{
    private readonly Dictionary<byte, string> codes = [];

    public CircleStory Circle { get; } = circle;

    public Keyring Ada => CircleStory.Fresh(Circle.Members[0]);
    public Keyring Bo => CircleStory.Fresh(Circle.Members[1]);
    public LocalDate Today => Circle.Practice.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["America/Toronto"]).Date;

    public static async Task<PassingOnStory> Begin(string database = "sqlite", params (string Name, int BasisPoints)[] to)
    {
        var story = new PassingOnStory(await CircleStory.Begin(database));
        await story.Circle.Does(async (visit, work) =>
            await visit.Mandating.Give(work, MandateNames.Bookkeeping, new(work.At, work.At + Duration.FromDays(1500)), 0, [story.Ada.Person, story.Bo.Person], story.Ada.Person.Actor));
        if (to.Length > 0) await story.Circle.Decides(Of(to));
        return story;
    }

    public static Redistribution Of(params (string Name, int BasisPoints)[] to) => new([.. to.Select(t => new Receives(t.Name, t.BasisPoints, ""))], 30);

    public static Money Cad(long minor) => new(minor, "CAD");

    public async Task<T> Reads<T>(Func<Database, House, Task<T>> read)
    {
        await using var visit = Circle.Practice.Visit();
        return await read(visit.Db, Circle.Practice.Premises.House);
    }

    public async Task<T> Books<T>(Func<Bookkeeping, Task<T>> ask)
    {
        var practice = Circle.Practice;
        await using var visit = practice.Visit();
        return await ask(new(visit.Db, practice.Premises, visit.Gate, practice.Random, new(visit.Db, practice.Random)));
    }

    /// <summary>Somebody pays, ahead where they owe nothing.</summary>
    public async Task Pays(byte who, long minor)
    {
        if (!codes.TryGetValue(who, out var code))
        {
            byte[] payer = [.. Enumerable.Repeat(who, 32)];
            await Circle.Does(async (visit, _) => await new Ledger(visit.Db, Circle.Practice.Random).PayerOf(payer, "CAD"));
            codes[who] = code = Payer.CodeOf(payer);
        }
        Assert.Null(await Books(b => b.RecordPayment(Ada, code, Cad(minor), Today, another: true)));
    }

    /// <summary>The first day of the next quarter, at noon.</summary>
    public void NextQuarter()
    {
        var days = Period.DaysBetween(Today, Quarter.Of(Today).Next().FirstDay);
        Circle.Later(days: days);
    }

    public Task<IReadOnlyList<PassingOn>> Stands() => Reads((db, house) => db.PassingOn(house, "CAD", Today));

    public async Task<PassingOn> Stands(string name) => (await Stands()).Single(s => s.Name == name);

    public Task<IReadOnlyList<PublishedPassing>> Published() => Reads((db, house) => db.PublishedPassing(house, "CAD", Today));

    public async Task<Refusal?> PassesOn(string name, long minor, EntryId? once = null, string proof = "receipt 7", Keyring? by = null)
    {
        var to = (await Stands(name)).Account;
        return await Books(b => b.PassOn(by ?? Bo, once ?? Circle.Practice.Random.Id<EntryId>(), to, Cad(minor), Today, proof));
    }

    public Task<IReadOnlyList<FormattableString>> Troubles() => Reads((db, house) => LedgerAudit.Troubles(db, house));

    public ValueTask DisposeAsync() => Circle.DisposeAsync();
}
