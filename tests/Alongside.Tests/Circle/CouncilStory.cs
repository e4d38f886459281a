using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>A practice that decides with people in care. Each call is a request of its own.</summary>
internal sealed class CouncilStory(CircleStory circle) : IAsyncDisposable
{
    public CircleStory Circle { get; } = circle;

    public static async Task<CouncilStory> Begin(string database = "sqlite") => new(await CircleStory.Begin(database));

    public async Task<T> Council<T>(Func<CouncilBook, Task<T>> ask)
    {
        await using var visit = Circle.Practice.Visit();
        return await ask(Circle.Council(visit));
    }

    /// <summary>Somebody in care.</summary>
    public async Task<Keyring> InCare()
    {
        var person = await Circle.Practice.Person();
        Circle.InCare.Add(person.Person);
        return person;
    }

    public Task<Refusal?> Offers(Keyring who, string name) => Council(c => c.Offer(CircleStory.Fresh(who), name));

    public Task<Refusal?> StepsDown(Keyring who) => Council(c => c.StepDown(CircleStory.Fresh(who)));

    /// <summary>Somebody in care who has offered themselves.</summary>
    public async Task<Keyring> Seated(string name)
    {
        var person = await InCare();
        Assert.Null(await Offers(person, name));
        return person;
    }

    /// <summary>What the job does each minute.</summary>
    public Task<bool> Minute() => Council(async c =>
    {
        await c.SeatDue();
        return true;
    });

    public async Task<CouncilSeat?> SeatOf(Keyring who) => await Council(c => c.SeatOf(who.Person));

    public Task<IReadOnlyDictionary<PersonId, string>> Names(Keyring by, params Keyring[] of) => Council(c => c.Names(CircleStory.Fresh(by), [.. of.Select(o => o.Person)]));

    /// <summary>A question that the council has to consent to.</summary>
    public async Task<int> Asked(string title = "More at once")
    {
        var chart = (await Circle.InForce<DecisionChart>())!.Value;
        var put = await Circle.Puts(0, title, "So that less waits.", chart with { MostOpen = chart.MostOpen + 1 });
        Assert.Null(put.Refusal);
        return put.Value;
    }

    public async Task<Refusal?> Acts(Keyring who, int number, Func<Deliberation, PersonId, Terms, Instant, Outcome<Fact[]>> act, string words = "")
    {
        await using var visit = Circle.Practice.Visit();
        return await Circle.Book(visit).Act(CircleStory.Fresh(who), number, words, (d, terms, at) => act(d, who.Person, terms, at));
    }

    public Task<Refusal?> Takes(Keyring who, int number, Position position = Position.Agree, string words = "") =>
        Acts(who, number, (d, by, _, at) => d.Take(by, d.Version, position, at), words);

    /// <summary>Somebody comes by, and hands over what waits for them.</summary>
    public async Task ComesBy(Keyring who)
    {
        await using var visit = Circle.Practice.Visit();
        await visit.Gate.Settle(CircleStory.Fresh(who));
    }

    public async Task<IReadOnlyList<ProposalRead>> Finds(Keyring who)
    {
        await using var visit = Circle.Practice.Visit();
        return await Circle.Book(visit).OfCouncil(CircleStory.Fresh(who), Circle.Practice.Clock.Now + Duration.FromSeconds(1), _ => true);
    }

    public ValueTask DisposeAsync() => Circle.DisposeAsync();
}
