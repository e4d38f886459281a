using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Who holds a mandate, and its key, as one request after the other finds them.</summary>
public class MandateKeyTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mandates_key_that_was_needed_lies_in_its_holders_ring_from_then_on(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, other) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "mine");
        var mandate = await ForgingTests.Grant(practice, holder, other);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        Assert.Empty(await InTheRing(practice));
        Assert.Equal(["mine"], await GateTests.ReadAll(practice, Fresh(holder), folder));
        Assert.Equal([holder.Person.Actor], await InTheRing(practice));
        Assert.Equal(["mine"], await GateTests.ReadAll(practice, Fresh(holder), folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_left_a_mandate_between_the_entry_and_the_key_opens_nothing_by_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, other) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "mine");
        var mandate = await ForgingTests.Grant(practice, holder, other);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        var late = Fresh(holder);
        await using var visit = practice.Visit();
        await visit.Gate.LoadMandates(late, Soon(practice));
        await using (var another = practice.Visit())
            await another.Db.MandateKeys.Where(k => k.Holder == holder.Person.Actor).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        Assert.NotNull((await visit.Gate.Open(late, folder.Id, Purpose.Care, stop: TestContext.Current.CancellationToken)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_holds_a_mandate_is_read_anew_in_each_work_and_each_time_where_power_changes(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (holder, joins) = (await practice.Person(), await practice.Person());
        var mandate = await ForgingTests.Grant(practice, holder);
        await using var visit = practice.Visit();
        Assert.Equal(1, await Holders(visit.Gate.Vault, Soon(practice)));
        await using (var another = practice.Visit())
        await using (var joining = await another.Gate.BeginPower(TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, await Holders(another.Gate.Vault, joining.At));
            Assert.Null(await another.Mandating.Add(joining, mandate, joins.Person, new(joining.At), holder.Person.Actor));
            Assert.Equal(2, await Holders(another.Gate.Vault, joining.At));
            await joining.Commit(TestContext.Current.CancellationToken);
            Assert.Equal(2, await Holders(another.Gate.Vault, joining.At));
        }
        await using var work = await visit.Gate.Begin(TestContext.Current.CancellationToken);
        Assert.Equal(2, await Holders(visit.Gate.Vault, work.At));
    }

    private static Keyring Fresh(Keyring of) => new(of.Person, of.KeyNumber, of.Own, of.Session);

    // Each work is later than the one before, also while the clock stands.
    private static Instant Soon(TestPractice practice) => practice.Clock.Now + Duration.FromSeconds(1);

    private static async Task<int> Holders(Vault vault, Instant at) => Assert.Single(await vault.Mandates()).Holders(at).Count();

    private static async Task<List<ActorId>> InTheRing(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return [.. (await visit.Db.MandateKeys.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Where(k => Wrapping.IsRing(k.Bytes)).Select(k => k.Holder)];
    }
}
