using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>The circle over the years, by the services themselves: three found it, others join, mandates are given anew each year.</summary>
internal sealed class Circling(Func<Func<IServiceProvider, Task>, Task> request)
{
    private const int HoldersEach = 6;

    public List<(Keyring Keyring, string Name)> Members { get; } = [];

    /// <summary>Whoever founded it.</summary>
    public void Founded(IEnumerable<(Keyring Keyring, string Name)> founders) => Members.AddRange(founders);

    /// <summary>One more joins, by a decision of all who are there.</summary>
    public async Task Join(Keyring keyring, (string Name, string Pronouns, string Words, string Languages) about)
    {
        await request(async s => DemoFounding.Must(await s.GetRequiredService<NameBook>().Keep(keyring, new() { Used = about.Name, Pronouns = about.Pronouns })));
        await request(async s =>
        {
            await using var work = await s.GetRequiredService<Gate>().BeginPower();
            var decided = new Decided($"{about.Name} joins us", [.. Members.Select(m => m.Keyring.Person)], Members[0].Keyring.Person.Actor);
            var decision = await s.GetRequiredService<Enacting>().Enact(work, decided, []);
            DemoFounding.Must(decision.Refusal);
            work.Db.Members.Add(new(keyring.Person, work.At, decision.Value.Number));
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
        var mandates = new FirstMandates([.. MandateNames.All.Select(name => new FirstHolders(name, [.. Of(name).Select(h => h.Value)]))], FirstMandates.LongestMonths, 0);
        var decided = new Decided("The mandates for another year", [.. Members.Select(m => m.Keyring.Person)], Members[0].Keyring.Person.Actor);
        var decision = await s.GetRequiredService<Enacting>().Enact(work, decided, [mandates]);
        DemoFounding.Must(decision.Refusal);
        foreach (var name in MandateNames.All)
            DemoFounding.Must((await s.GetRequiredService<Mandating>().Grant(work, name, new(work.At, work.At + length), decision.Value.Number, Of(name), decided.By)).Refusal);
        await work.Commit();
    });

    /// <summary>What the job does each minute: whoever's time has run out holds nothing more.</summary>
    public Task EndWhatRanOut() => request(s => s.GetRequiredService<Gate>().Expire(s.GetRequiredService<Mandating>()));

    public async Task<List<Mandate>> Mandates()
    {
        var mandates = new List<Mandate>();
        await request(async s => mandates = await s.GetRequiredService<Vault>().Mandates());
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
