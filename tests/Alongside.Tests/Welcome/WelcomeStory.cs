using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Consents.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using Alongside.Features.Welcome.Jobs;
using Alongside.Kernel;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Welcome;

/// <summary>A founded practice to which people come. Each call is a request of its own.</summary>
internal sealed class WelcomeStory(FoundingStory circle) : IAsyncDisposable
{
    public static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];

    private readonly ReckonedOrder reckoned = new();

    public TestPractice Practice => circle.Practice;

    public Keyring Amara => circle.Founders[0];

    public Keyring Bea => circle.Founders[1];

    public Keyring Chidi => circle.Founders[2];

    public static async Task<WelcomeStory> Begin(string database) => new(await FoundingStory.Founded(database: database));

    public static string First => OrderOfPlacing.Offered.Groups[0].Circumstances[0];

    public static string Second => OrderOfPlacing.Offered.Groups[1].Circumstances[0];

    public async Task<T> Visits<T>(Func<Doors, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit, Practice, reckoned));
    }

    /// <summary>Somebody begins, writes and sends. A day passes.</summary>
    public async Task<Keyring> Asks(AskDraft? draft = null)
    {
        var who = await Begins();
        await Writes(who, draft ?? new() { Brings = "I can’t sleep.", Used = "Wren" });
        Assert.Null(await Sends(who));
        Practice.Clock.Now += Duration.FromDays(1);
        return who;
    }

    public async Task<Keyring> Begins()
    {
        var who = await Practice.Person();
        await Visits(async d =>
        {
            await d.Asking.BeginMine(who);
            return true;
        });
        return who;
    }

    /// <summary>A code that leads back to what they write; or another way in.</summary>
    public async Task GetsACode(Keyring who, CredentialKind kind = CredentialKind.ReturnCode)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        visit.Credentials.Add(work, who.Person, who.KeyNumber, who.Own, Shown.Slow(kind, Practice.Random.Bytes(64)));
        await work.Commit();
    }

    public Task<CareRequest> Request(Keyring who) => Visits(async d => (await d.Visit.Db.RequestOf(who.Person))!);

    public async Task Writes(Keyring who, AskDraft draft)
    {
        var request = await Request(who);
        Assert.Null(await Visits(d => d.Asking.Keep(who, request, draft)));
    }

    public async Task<Refusal?> Sends(Keyring who)
    {
        var request = await Request(who);
        return await Visits(d => d.Asking.Send(who, request));
    }

    public Task<IReadOnlyList<Waiter>> List(Keyring by) => Visits(d => d.List.All(by));

    public async Task<OpeningId> Opening(Keyring therapist, int inDays = 10, int hour = 10, string way = "room")
    {
        var local = Practice.Clock.Now.InZone(Toronto).Date.PlusDays(inDays) + new LocalTime(hour, 0);
        Assert.Null(await Visits(d => d.Openings.Offer(therapist, local, Toronto, 50, way, 1)));
        return await Visits(async d => (await d.Visit.Db.OpeningsOf(therapist.Person, Practice.Clock.Now)).Last(o => o.Local == local).Id);
    }

    public async Task<Refusal?> Offers(Keyring by, Keyring to, OpeningId what, params (Keyring Who, Unsuited Why)[] passed)
    {
        var why = new Dictionary<CareRequestId, Unsuited>();
        foreach (var (who, reason) in passed) why[(await Request(who)).Id] = reason;
        var request = await Request(to);
        return await Visits(d => d.List.Offer(by, request.Id, what, why));
    }

    public async Task<Offer> OfferTo(Keyring who)
    {
        var request = await Request(who);
        return await Visits(async d => (await d.Visit.Db.OffersTo(request.Id))[0]);
    }

    public async Task<Refusal?> Answers(Keyring by, Keyring of, bool yes)
    {
        var offer = await OfferTo(of);
        return await Visits(d => d.Placements.Answer(by, offer.Id, yes));
    }

    public async Task SaysNo(Keyring who, Keyring to, Category? category = null)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Gate.Permit(work, who, Permission.Deny(Practice.Random.Id<PermissionId>(), who.Person, to.Person.Actor, category, work.At)));
        await work.Commit();
    }

    public Task Lapses() => Visits(async d =>
    {
        await Lapsing.Run(d.Visit.Db, d.Visit.Gate, Practice.Premises);
        return true;
    });

    public ValueTask DisposeAsync() => circle.DisposeAsync();
}

internal sealed class Doors(Visitor visit, TestPractice practice, ReckonedOrder reckoned)
{
    public Visitor Visit => visit;

    public Openings Openings => new(visit.Db, visit.Gate, practice.Random);

    public NameBook Names => new(visit.Db, visit.Gate);

    public ChannelBook Channels => new(visit.Db, visit.Gate);

    public Appointments Appointments => new(visit.Db, visit.Gate, practice.Premises, Openings, practice.Random, []);

    public Placements Placements => new(visit.Db, visit.Gate, practice.Premises, Openings, Appointments);

    public WaitingList List => new(visit.Db, visit.Gate, practice.Premises, Openings, Placements, reckoned, practice.Random, practice.Time);

    public Consenting Consenting => new(visit.Db, visit.Gate, practice.Premises, practice.Random, []);

    public Asking Asking => new(visit.Db, visit.Gate, practice.Premises, null!, null!, null!, practice.Random, Names, Channels, Placements);
}
