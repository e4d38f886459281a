using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;

namespace Alongside.Tests.Circle;

/// <summary>How somebody reads along. Each call is a request of its own.</summary>
internal static class GuestStory
{
    public static GuestBook Guests(this CircleStory story, Visitor visit) =>
        new(visit.Db, story.Practice.Premises, story.Practice.Time, story.Practice.Random, visit.Gate, story.Book(visit), story.Keys(visit));

    public static async Task<T> Guest<T>(this CircleStory story, Func<GuestBook, Task<T>> ask)
    {
        await using var visit = story.Practice.Visit();
        return await ask(story.Guests(visit));
    }

    /// <returns>The token of the link.</returns>
    public static async Task<string> AsksGuest(this CircleStory story, int who, int number, string name = "Mere", string why = "She knows the tenants.")
    {
        var made = await story.Guest(g => g.Ask(CircleStory.Fresh(story.Members[who]), number, name, why));
        Assert.Null(made.Refusal);
        return made.Value;
    }

    public static async Task<Refusal?> Comes(this CircleStory story, Keyring who, string token, string name = "Mere T.")
    {
        await using var visit = story.Practice.Visit();
        return await story.Guests(visit).Come(CircleStory.Fresh(who), token, name);
    }

    public static async Task<int> AskOf(this CircleStory story, int number) => (await story.Reads(story.Members[0], number))!.Deliberation.Guests[^1].Ask;

    public static async Task<Refusal?> Welcomes(this CircleStory story, int who, int number)
    {
        var ask = await story.AskOf(number);
        return await story.Guest(g => g.Welcome(CircleStory.Fresh(story.Members[who]), number, ask));
    }

    public static async Task<Refusal?> EndsGuest(this CircleStory story, Keyring who, int number)
    {
        var ask = await story.AskOf(number);
        return await story.Guest(g => g.End(CircleStory.Fresh(who), number, ask));
    }

    /// <summary>Somebody whom the first member asked and the second welcomed.</summary>
    public static async Task<Keyring> Guest(this CircleStory story, int number, string name = "Mere T.")
    {
        var mere = await story.Practice.Person();
        Assert.Null(await story.Comes(mere, await story.AsksGuest(0, number), name));
        Assert.Null(await story.Welcomes(1, number));
        return mere;
    }

    public static async Task<ProposalRead?> ReadsAlong(this CircleStory story, Keyring who, int number) => (await story.Guest(g => g.Read(CircleStory.Fresh(who), number)))?.Read;

    public static async Task<Refusal?> Says(this CircleStory story, Keyring who, ProposalRead read, string text, Guid? to = null)
    {
        var there = to is null ? [] : await story.Spoken(who, read.Proposal.Number);
        await using var visit = story.Practice.Visit();
        return await story.Talk(visit).Say(CircleStory.Fresh(who), read.Folder, there, Guid.NewGuid(), new(to, text));
    }

    /// <summary>What the job does each minute.</summary>
    public static Task<int> GuestMinute(this CircleStory story) => story.Guest(g => g.EndDue());
}
