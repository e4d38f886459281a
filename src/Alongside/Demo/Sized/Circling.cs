using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>The circle over the years, by the services themselves: three found it, others join, mandates are given anew each year.</summary>
internal sealed class Circling(Func<Func<IServiceProvider, Task>, Task> request)
{
    private const int HoldersEach = 6;

    private readonly List<(ProposalId Id, ProposalWords Words)> said = [];

    public List<(Keyring Keyring, string Name)> Members { get; } = [];

    private ActorId By => Members[0].Keyring.Person.Actor;

    /// <summary>Whoever founded it.</summary>
    public void Founded(IEnumerable<(Keyring Keyring, string Name)> founders) => Members.AddRange(founders);

    /// <summary>One more joins, by a decision of all who are there.</summary>
    public async Task Join(Keyring keyring, (string Name, string Pronouns, string Words, string Languages) about)
    {
        await request(async s => DemoFounding.Must(await s.GetRequiredService<NameBook>().Keep(keyring, new() { Used = about.Name, Pronouns = about.Pronouns })));
        await request(async s =>
        {
            await using var work = await s.GetRequiredService<Gate>().BeginPower();
            var decision = await Decide(s, work, $"{about.Name} joins us");
            work.Db.Members.Add(new(keyring.Person, work.At, decision));
            var circle = (await s.GetRequiredService<CircleKeys>().Find(work.At))!.Value;
            DemoFounding.Must(await s.GetRequiredService<Mandating>().Add(work, circle, keyring.Person, new(work.At, null), By));
            var profile = new Profile(keyring.Person, about.Name);
            DemoFounding.Must(profile.Write(keyring.Person, about.Name, about.Pronouns, about.Words, about.Languages, published: true, work.At));
            work.Db.Profiles.Add(profile);
            await work.Commit();
        });
        Members.Add((keyring, about.Name));
    }

    /// <summary>Who holds welcome, and bookkeeping, after so many years: the founders, and some others in turn.</summary>
    public IReadOnlyList<PersonId> Holders(int year) => year == 0 || Members.Count <= HoldersEach
        ? [.. Members.Take(year == 0 ? 3 : HoldersEach).Select(m => m.Keyring.Person)]
        : [.. Members.Take(3).Concat(Enumerable.Range(0, HoldersEach - 3).Select(i => Members[3 + (((year * 3) + i) % (Members.Count - 3))])).Select(m => m.Keyring.Person).Distinct()];

    /// <summary>The mandates for another year, before those of the last one run out.</summary>
    public Task Renew(int year, Duration length) => request(async s =>
    {
        await using var work = await s.GetRequiredService<Gate>().BeginPower();
        var (holders, founders) = (Holders(year), Holders(0));
        IReadOnlyList<PersonId> Of(string mandate) => mandate == MandateNames.KeyKeeping ? founders : holders;
        var decision = await Decide(s, work, "The mandates for another year");
        foreach (var name in MandateNames.All)
            DemoFounding.Must((await s.GetRequiredService<Mandating>().Grant(work, name, new(work.At, work.At + length), decision, Of(name), By)).Refusal);
        await work.Commit();
    });

    /// <summary>What was said in each decision, sealed to all who are members in the end.</summary>
    public Task Tell() => request(async s =>
    {
        await using var work = await s.GetRequiredService<Gate>().BeginPower();
        foreach (var (id, words) in said) DemoFounding.Must(await s.GetRequiredService<ProposalBook>().Tell(work, Members[0].Keyring, id, words));
        await work.Commit();
    });

    // What is decided together takes weeks. The story of years tells when it took effect, and who had said yes by then.
    private async Task<int> Decide(IServiceProvider services, Work work, string title)
    {
        var (db, random, number) = (work.Db, services.GetRequiredService<RandomSource>(), await work.Db.Decisions.CountAsync());
        var (id, opened) = (random.Id<ProposalId>(), work.At - Duration.FromDays(14));
        var words = new ProposalWords(title, "", title, ProposalDraft.UsualMinutes, Convert.ToHexStringLower(random.Bytes(16)));
        var version = new ProposalVersion(id, 1, ProposalVersion.HashOf(id, 1, words, []), 0, opened);
        db.Proposals.Add(new(id, number, Members[0].Keyring.Person, opened));
        db.ProposalVersions.Add(version);
        db.Decisions.Add(CircleDecision.On(version, number, "", work.At));
        await db.SaveChangesAsync();
        var terms = Terms.Of(DecisionChart.Offer(AgreementQueries.Kinds), [], [.. Members.Select(m => m.Keyring.Person)], []);
        var stances = Members.Take(terms.Needed).Select(m => (m.Keyring.Person, (Fact)new StanceTaken(1, Position.Agree), opened + Duration.FromDays(2)));
        (PersonId By, Fact Fact, Instant At)[] facts =
            [(Members[0].Keyring.Person, new VersionWritten(1), opened), (Members[0].Keyring.Person, new Features.Circle.Deciding.Opened(1, terms), opened), .. stances,
                (Members[0].Keyring.Person, new TookEffect(number), work.At)];
        foreach (var (i, fact) in facts.Index())
        {
            db.ProposalFacts.Add(new(id, i + 1, fact.By, fact.At, fact.Fact.Write()));
            await db.SaveChangesAsync();
        }
        said.Add((id, words));
        return number;
    }

    /// <summary>What the job does each minute: whoever's time has run out holds nothing more.</summary>
    public Task EndWhatRanOut() => request(s => s.GetRequiredService<Gate>().Expire(s.GetRequiredService<Mandating>()));

    public async Task<List<Mandate>> Mandates()
    {
        var mandates = new List<Mandate>();
        await request(async s => mandates = await s.GetRequiredService<Vault>().MandatesEverHeld());
        return mandates;
    }

    /// <summary>Everybody's present public keys but clients'.</summary>
    public async Task<Dictionary<ActorId, PublicKey>> Keys(Premises premises)
    {
        var keys = new Dictionary<ActorId, PublicKey>();
        await request(async s =>
        {
            var actors = Members.Select(m => m.Keyring.Person.Actor).Append(premises.Escrow).Concat((await s.GetRequiredService<Vault>().Mandates()).Select(m => m.Id));
            keys = (await s.GetRequiredService<Vault>().KeysOf(actors)).ToDictionary(k => k.Actor);
        });
        return keys;
    }
}
