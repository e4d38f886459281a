using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>A founded practice that decides. Each call is a request of its own.</summary>
internal sealed class CircleStory(FoundingStory founding) : IAsyncDisposable
{
    public TestPractice Practice => founding.Practice;

    public List<Keyring> Members => founding.Founders;

    public static async Task<CircleStory> Begin(string database = "sqlite") => new(await FoundingStory.Founded(database: database));

    public static Keyring Fresh(Keyring who) => new(who.Person, who.KeyNumber, who.Own, who.Session);

    public CircleKeys Keys(Visitor visit) => new(visit.Db, Practice.Premises, visit.Gate.Vault, visit.Mandating);

    public Drafts Drafts(Visitor visit) => new(visit.Db, visit.Gate, Practice.Random);

    public ProposalBook Book(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, visit.Gate, Keys(visit), Drafts(visit));

    public MeetingBook Meetings(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, visit.Gate, Keys(visit));

    public Facilitating Facilitating(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, visit.Gate, Keys(visit));

    public Joins Joins(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, visit.Gate, visit.Mandating, Keys(visit), Practice.Time);

    /// <summary>Who counts as in care, by the calendar.</summary>
    public HashSet<PersonId> InCare { get; } = [];

    public CouncilBook Council(Visitor visit) =>
        new(visit.Db, Practice.Premises, Practice.Time, Practice.Random, visit.Gate, new(visit.Db, Practice.Premises, Practice.Random, visit.Mandating), Keys(visit), [new Knows(InCare)]);

    public async Task<T> Asks<T>(Func<Joins, Visitor, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(Joins(visit), visit);
    }

    public async Task<EverythingDecided> Book(Keyring by)
    {
        await using var visit = Practice.Visit();
        return await new CircleBook(visit.Db, Practice.Premises, Book(visit), new(visit.Db, Practice.Premises, Book(visit)), Meetings(visit), Council(visit), visit.Gate.Vault, Practice.Time).Read(Fresh(by));
    }

    public Conversation Talk(Visitor visit) => new(visit.Db, Practice.Premises, visit.Gate);

    public void Later(int days = 0, int hours = 0, int minutes = 0) => Practice.Clock.Now += Duration.FromMinutes((((days * 24L) + hours) * 60) + minutes);

    public async Task<InForce<T>?> InForce<T>() where T : Agreement
    {
        await using var visit = Practice.Visit();
        return await visit.Db.InForce<T>(Practice.Premises.House, Practice.Clock.Now + Duration.FromMinutes(1));
    }

    public async Task<ProposalDraft> Draft(string title, string text, params Agreement[] values)
    {
        await using var visit = Practice.Visit();
        var draft = ProposalDraft.New with { Title = title, Need = "So that more of us can come", Text = text };
        foreach (var value in values)
        {
            var kind = AgreementQueries.Kinds.Single(k => k.Type == value.GetType());
            var now = await visit.Db.InForce(kind, Practice.Premises.House, Practice.Clock.Now + Duration.FromMinutes(1));
            draft = draft.With(new(kind.Name, now?.Number ?? 0, value.Write())).Value;
        }
        return draft;
    }

    public async Task<Guid> Keeps(int who, ProposalDraft draft, Guid? id = null)
    {
        await using var visit = Practice.Visit();
        return (await Drafts(visit).Keep(Fresh(Members[who]), id, draft)).Value;
    }

    public async Task<Outcome<int>> Puts(int who, Guid draft)
    {
        await using var visit = Practice.Visit();
        return await Book(visit).Put(Fresh(Members[who]), draft);
    }

    public async Task<Outcome<int>> Puts(int who, string title, string text, params Agreement[] values) => await Puts(who, await Keeps(who, await Draft(title, text, values)));

    public async Task<Refusal?> Acts(int who, int number, Func<Deliberation, PersonId, Terms, Instant, Outcome<Fact[]>> act, string words = "")
    {
        await using var visit = Practice.Visit();
        var by = Fresh(Members[who]);
        return await Book(visit).Act(by, number, words, (d, terms, at) => act(d, by.Person, terms, at));
    }

    public Task<Refusal?> Takes(int who, int number, Position position = Position.Agree, string words = "") =>
        Acts(who, number, (d, by, _, at) => d.Take(by, d.Version, position, at), words);

    /// <summary>All who are there agree.</summary>
    public async Task Agree(int number)
    {
        for (var who = 0; who < Members.Count; who++) Assert.Null(await Takes(who, number));
    }

    public async Task<int> Enacts()
    {
        await using var visit = Practice.Visit();
        return await new Enacting(visit.Db, Practice.Premises, Practice.Time, visit.Gate, visit.Mandating).EnactDue();
    }

    /// <summary>Put, agreed on, waited for and in effect.</summary>
    public async Task<int> Decides(params Agreement[] values)
    {
        var number = (await Puts(0, "A change", "", values)).Value;
        await Agree(number);
        Later(days: 36);
        Assert.Equal(1, await Enacts());
        return number;
    }

    public async Task<ProposalRead?> Reads(Keyring by, int number)
    {
        await using var visit = Practice.Visit();
        return await Book(visit).Read(Fresh(by), number);
    }

    /// <summary>What they find was said beside it.</summary>
    public async Task<IReadOnlyList<Spoken>> Spoken(Keyring by, int number)
    {
        await using var visit = Practice.Visit();
        return await (await Book(visit).Read(Fresh(by), number))!.Remarks.All();
    }

    public async Task<Stage> StageOf(int number) => (await Reads(Members[0], number))!.Deliberation.StageAt(Practice.Clock.Now + Duration.FromMinutes(1));

    /// <summary>Neither the sweep nor the log finds anything that is not as it was written.</summary>
    public async Task Agrees()
    {
        Assert.Equal(0, await Practice.Swept());
        await using var visit = Practice.Visit();
        Assert.Empty((await LogAudit.Run(visit.Db, Practice.Premises)).Troubles);
    }

    public async Task Does(Func<Visitor, Work, Task> what)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await what(visit, work);
        await work.Commit();
    }

    public ValueTask DisposeAsync() => founding.DisposeAsync();

    private sealed class Knows(HashSet<PersonId> inCare) : IKnowWhoIsInCare
    {
        public Task<bool> IsInCare(PersonId person, Instant at, CancellationToken stop = default) => Task.FromResult(inCare.Contains(person));
    }
}
