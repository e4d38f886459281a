using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Crisis.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Post.Doors;
using Alongside.Features.Records.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Circle;
using Alongside.Tests.People;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Consents;

/// <summary>A founded practice with somebody in care. Each call is a request of its own.</summary>
internal sealed class CareStory(FoundingStory circle, Keyring client) : IAsyncDisposable
{
    public static readonly LocalDate Day = new(2026, 6, 1);

    public Keyring Client { get; } = client;

    public Keyring Amara => circle.Founders[0];

    public Keyring Bea => circle.Founders[1];

    public TestPractice Practice => circle.Practice;

    public static async Task<CareStory> Begin(string database)
    {
        var circle = await FoundingStory.Founded(database: database);
        return new(circle, await circle.Practice.Person());
    }

    public async Task<T> Consents<T>(Func<Consenting, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, visit.Gate, Practice.Premises, Practice.Random, [new MailStops(visit.Db, Practice.Premises)]));
    }

    /// <summary>Who stands by the client; secrets are hashed a thousand times quicker than in earnest.</summary>
    public async Task<T> Support<T>(Func<SupportBook, Accounts, Visitor, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        var accounts = new AccountStory(Practice).Of(visit);
        return await ask(new(visit.Db, visit.Gate, Practice.Premises, Practice.Random, accounts, visit.Credentials, visit.Sessions, Practice.Time), accounts, visit);
    }

    public async Task<T> Notes<T>(Func<NoteBook, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, Practice.Premises, visit.Gate, Practice.Random));
    }

    public async Task<T> Crisis<T>(Func<CrisisBook, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, visit.Gate));
    }

    public Task<Refusal?> Opens(Keyring to, params string[] keys) => OpensFor(Duration.FromDays(365), to, keys);

    public Task<Refusal?> OpensFor(Duration? length, Keyring to, params string[] keys) => OpensWithin(Bounds.For(length), to, keys);

    public Task<Refusal?> OpensWithin(Bounds bounds, Keyring to, params string[] keys) => Consents(c => c.Give(
        Client, new(Client.Person), to.Person, [.. Sharing.All.Where(s => keys.Contains(s.Key))], bounds, ["May they?"], "en"));

    public async Task<IReadOnlyList<ConsentReceipt>> Receipts(Keyring of)
    {
        await using var visit = Practice.Visit();
        return await new ConsentReceipts(visit.Db, Practice.Premises, visit.Gate).Own(of, Soon);
    }

    public async Task<ConsentReceipt?> Receipt(Keyring of, Guid id)
    {
        await using var visit = Practice.Visit();
        return await new ConsentReceipts(visit.Db, Practice.Premises, visit.Gate).Find(of, id, Soon);
    }

    /// <summary>What was said a moment ago holds.</summary>
    public Instant Soon => Practice.Clock.Now + Duration.FromMinutes(1);

    /// <summary>As where somebody gives bookkeeping a name, and their therapist keeps the books.</summary>
    public async Task SaysNo(Keyring to, Category category)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Gate.Permit(work, Client, Permission.Deny(Practice.Random.Id<PermissionId>(), Client.Person, to.Person.Actor, category, work.At)));
        await work.Commit();
    }

    public async Task<IReadOnlyList<Permission>> Said(Keyring about)
    {
        await using var visit = Practice.Visit();
        return await visit.Db.Between(Practice.Premises.House, Client.Person, about.Person);
    }

    public ValueTask DisposeAsync() => circle.DisposeAsync();
}
