using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;

namespace Alongside.Tests.Circle;

/// <summary>A practice before and while it is founded. Each call is a request of its own.</summary>
internal sealed class FoundingStory(TestPractice practice) : IAsyncDisposable
{
    public TestPractice Practice { get; } = practice;

    /// <summary>In the order in which they joined.</summary>
    public List<Keyring> Founders { get; } = [];

    public static async Task<FoundingStory> Begin(string database = "sqlite", int seed = 1) => new(await TestPractice.Begin(database, withEscrow: false, seed));

    /// <summary>A founding circle whose text is ready to be signed.</summary>
    public static async Task<FoundingStory> BeginWith(int founders, string database = "sqlite", int seed = 1)
    {
        var story = await Begin(database, seed);
        await story.Joins(await story.Link());
        while (story.Founders.Count < founders) await story.Joins(await story.Invited());
        Assert.Null(await story.Change(new PracticeName("Tamarind Street", "Come as you are.", "Three of us.")));
        Assert.Null(await story.Change(new Custodian("Amara Osei", "Amara Osei, by letter", "Bea Lindqvist")));
        return story;
    }

    /// <summary>A practice that is founded.</summary>
    public static async Task<FoundingStory> Founded(int founders = 3, string database = "sqlite", int seed = 1)
    {
        var story = await BeginWith(founders, database, seed);
        foreach (var founder in story.Founders) Assert.Null((await story.Sign(founder)).Refusal);
        return story;
    }

    public async Task<T> Asks<T>(Func<Founding, Visitor, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(Of(visit), visit);
    }

    /// <summary>The newest founding link's token.</summary>
    public async Task<string> Link() => (await Asks((f, _) => f.Link("http://localhost:5080")))!.Split('/')[^1];

    public async Task<string> Invited() => (await Asks((f, _) => f.Invite(Founders[0]))).Value;

    public async Task<Keyring> Joins(string token, string name = "Amara Osei")
    {
        var person = await Practice.Person();
        Assert.Null(await Join(person, token, name));
        Founders.Add(person);
        return person;
    }

    public Task<Refusal?> Join(Keyring person, string token, string name = "Bea") => Asks((f, _) => f.Join(person, token, name));

    public Task<FoundingCircle> Circle() => Asks((f, _) => f.Load());

    public async Task<Refusal?> Change(Agreement value, Keyring? by = null)
    {
        var line = (await Circle()).Text.Lines.Single(l => l.Value.GetType() == value.GetType());
        return await Asks((f, _) => f.Change(by ?? Founders[0], line.Kind.Name, line.Hash, value));
    }

    public async Task<Outcome<bool>> Sign(Keyring by)
    {
        var read = (await Circle()).TextHash;
        return await Asks((f, _) => f.Sign(by, read));
    }

    public ValueTask DisposeAsync() => Practice.DisposeAsync();

    private Founding Of(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, visit.Gate, visit.Mandating,
        new(visit.Db, Practice.Premises, Practice.Time, visit.Gate, visit.Mandating), new(visit.Db, Practice.Premises, visit.Gate.Vault, visit.Mandating));
}
