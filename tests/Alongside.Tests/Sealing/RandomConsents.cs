using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Two clients, three members, a mandate that also owns what the circle says; random yes, no, withdrawals, joining and leaving.</summary>
internal sealed class RandomConsents(TestPractice practice, Random dice)
{
    private static readonly Category[] Shared = [Category.Notes, Category.Request, Category.Channel, Category.Crisis];
    private readonly List<(Keyring By, PermissionId Id)> said = [];

    /// <summary>The part under which the address for mail lies.</summary>
    public static readonly Guid Mail = new("6d61696c-0000-4000-8000-000000000001");

    public TestPractice Practice => practice;
    public ActorId Circle { get; private set; }
    public List<Keyring> Clients { get; } = [];
    public List<Keyring> Members { get; } = [];

    public static async Task<RandomConsents> Begin(TestPractice practice, Random dice)
    {
        var model = new RandomConsents(practice, dice);
        for (var i = 0; i < 2; i++) model.Clients.Add(await practice.Person());
        for (var i = 0; i < 3; i++) model.Members.Add(await practice.Person());
        await model.Decide(async (visit, work) =>
        {
            var forever = new Window(work.At, work.At + Duration.FromDays(3650));
            model.Circle = (await visit.Mandating.Grant(work, "circle", forever, 0, [model.Members[0].Person, model.Members[1].Person], model.Members[0].Person.Actor)).Value.Id;
        });
        await model.Decide(async (visit, work) =>
        {
            var folder = await visit.Gate.Vault.FolderOf(new(model.Circle.Value), Category.Circle, Guid.Empty, work.At);
            Assert.Null(await visit.Gate.Seal(work, Fresh(model.Members[0]), folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
        });
        foreach (var client in model.Clients)
        {
            await GateTests.Seal(practice, client, Category.Notes, "then", model.Members[0].Person.Value);
            await GateTests.Seal(practice, client, Category.Channel, "ring me");
            await GateTests.Seal(practice, client, Category.Draft, "not yet");
        }
        await GateTests.Seal(practice, model.Members[1], Category.Draft, "about them", model.Clients[0].Person.Value);
        return model;
    }

    public async Task Event()
    {
        practice.Clock.Now += Duration.FromMinutes(dice.Next(1, 2000));
        var (client, member) = (Clients[dice.Next(2)], Members[dice.Next(3)]);
        switch (dice.Next(12))
        {
            case 0 or 1:
                await Say(client, (id, from) => Permission.Permit(id, client.Person, dice.Next(3) == 0 ? Circle : member.Person.Actor, Shared[dice.Next(4)],
                    null, dice.Next(3) == 0 ? Purpose.Placing : Purpose.Care, dice.Next(2) == 0, new(from, from + Duration.FromDays(dice.Next(1, 30))), OfWhichTime(from)).Value);
                break;
            case 2:
                await Say(client, (id, from) => Permission.Permit(id, client.Person, practice.Premises.PostBox, Category.Channel,
                    null, Purpose.Contact, false, new(from, from + Duration.FromDays(30)), null).Value);
                break;
            case 3:
                await Say(client, (id, from) => Permission.Deny(id, client.Person, member.Person.Actor, dice.Next(2) == 0 ? null : Category.Notes, from));
                break;
            case 4 when said.Count > 0:
                var one = said[dice.Next(said.Count)];
                said.Remove(one);
                await Decide(async (visit, work) => Assert.Null(await visit.Gate.Withdraw(work, Fresh(one.By), one.Id)));
                break;
            case 5:
                await Decide((visit, work) => visit.Mandating.Add(work, Circle, member.Person, new(work.At), member.Person.Actor));
                break;
            case 6:
                await Decide((visit, work) => visit.Mandating.End(work, Circle, member.Person, member.Person.Actor));
                break;
            case 7:
                await using (var visit = practice.Visit()) await visit.Gate.Settle(Fresh(dice.Next(2) == 0 ? client : member));
                break;
            case 8:
                await Decide(async (visit, work) => Assert.Null(await visit.Gate.HandBack(work, Fresh(member))));
                break;
            default:
                var category = Shared[dice.Next(4)];
                await GateTests.Seal(practice, Fresh(client), category, "more", category == Category.Channel && dice.Next(2) == 0 ? Mail : default);
                break;
        }
    }

    // All of it, from now on, or since some day.
    private Instant? OfWhichTime(Instant from) => dice.Next(3) switch { 0 => null, 1 => from, _ => from - Duration.FromDays(dice.Next(1, 10)) };

    public async Task Say(Keyring by, Func<PermissionId, Instant, Permission> rule)
    {
        var id = practice.Random.Id<PermissionId>();
        await Decide(async (visit, work) => Assert.Null(await visit.Gate.Permit(work, Fresh(by), rule(id, work.At))));
        said.Add((by, id));
    }

    public async Task Decide(Func<Visitor, Work, Task> change)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await change(visit, work);
        await work.Commit();
    }

    public static Keyring Fresh(Keyring who) => new(who.Person, who.KeyNumber, who.Own, who.Session);
}
