using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Storage;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>What comes after a decision, or before it: looking again, emergencies, stand-ins. Each call is a request of its own.</summary>
internal static class LaterStory
{
    private static readonly Languages languages = new();
    private static readonly PracticeFace face = new() { Name = "Tamarind Street" };

    public static Reviews Reviews(this CircleStory story, Visitor visit, ReviewWatch? watch = null, Gate? gate = null) =>
        new(visit.Db, story.Practice.Premises, gate ?? visit.Gate, story.Book(visit), watch ?? new(), story.Practice.Time, languages, face);

    public static async Task<IReadOnlyList<Reviewed>> AllReviews(this CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return await story.Reviews(visit).All();
    }

    public static async Task<Outcome<int>> Opens(this CircleStory story, int who, int decision, string kind = "")
    {
        await using var visit = story.Practice.Visit();
        return await story.Reviews(visit).Open(CircleStory.Fresh(story.Members[who]), decision, kind);
    }

    public static async Task<Outcome<int>> OpensTogether(this CircleStory story, int who, params IReadOnlyCollection<(int Decision, string Kind)> which)
    {
        await using var visit = story.Practice.Visit();
        return await story.Reviews(visit).OpenTogether(CircleStory.Fresh(story.Members[who]), which);
    }

    /// <summary>The job notices what is due; then this member has a page.</summary>
    public static async Task ComesBy(this CircleStory story, int who)
    {
        await using var visit = story.Practice.Visit();
        var reviews = story.Reviews(visit);
        await reviews.Watch();
        await reviews.OpenWaiting(CircleStory.Fresh(story.Members[who]));
    }

    public static Emergencies Emergencies(this CircleStory story, Visitor visit, Gate? gate = null)
    {
        gate ??= visit.Gate;
        return new(visit.Db, story.Practice.Premises, story.Practice.Time, gate, new Enacting(visit.Db, story.Practice.Premises, story.Practice.Time, gate, visit.Mandating), story.Book(visit), languages, face);
    }

    public static async Task<Outcome<int>> CantWait(this CircleStory story, int who, int second, ProposalDraft draft, string why = "Somebody else answers that number.")
    {
        var id = await story.Keeps(who, draft);
        await using var visit = story.Practice.Visit();
        return await story.Book(visit).PutInEmergency(CircleStory.Fresh(story.Members[who]), id, story.Members[second].Person, why);
    }

    public static async Task<Refusal?> Confirms(this CircleStory story, int who, int number, int version = 1)
    {
        await using var visit = story.Practice.Visit();
        return await story.Emergencies(visit).Confirm(CircleStory.Fresh(story.Members[who]), number, version);
    }

    public static async Task<int> Settles(this CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return await story.Emergencies(visit).SettleDue();
    }

    /// <summary>As several servers on one database, each with its own queue of writers.</summary>
    public static async Task<int> SettlesAtOnce(this CircleStory story, int servers)
    {
        var settled = await Task.WhenAll(Enumerable.Range(0, servers).Select(_ => Task.Run(async () =>
        {
            using var queue = new WriterQueue();
            await using var visit = story.Practice.Visit();
            return await story.Emergencies(visit, new Gate(visit.Db, story.Practice.Premises, story.Practice.Time, story.Practice.Random, queue, visit.Gate.Vault)).SettleDue();
        })));
        return settled.Sum();
    }

    public static StandIns StandIns(this CircleStory story, Visitor visit) => new(visit.Db, story.Practice.Premises, visit.Gate, story.Practice.Random, story.Practice.Time);

    public static async Task<Refusal?> Names(this CircleStory story, int who, int standIn, int days = 14, int? question = null, int inDays = 0)
    {
        await using var visit = story.Practice.Visit();
        var from = story.Practice.Clock.Now + Duration.FromDays(inDays);
        return await story.StandIns(visit).Name(CircleStory.Fresh(story.Members[who]), story.Members[standIn].Person, question, from, from + Duration.FromDays(days));
    }

    public static async Task<Refusal?> StandsIn(this CircleStory story, int who, int of, int number, Position position = Position.Agree, string words = "")
    {
        await using var visit = story.Practice.Visit();
        var by = CircleStory.Fresh(story.Members[who]);
        var proposal = (await story.Reads(by, number))!.Proposal.Id;
        var standIn = (await story.StandIns(visit).For(by.Person, proposal)).FirstOrDefault(s => s.Of == story.Members[of].Person);
        return await story.Book(visit).Act(by, number, words, (d, _, at) => d.TakeAsStandIn(by.Person, standIn, d.Version, position, at));
    }
}
