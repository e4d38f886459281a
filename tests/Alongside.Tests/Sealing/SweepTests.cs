using Alongside.Features.Sealing;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

public class SweepTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_honest_database_stops_nobody(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist, holder) = (await practice.Person(), await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, await ForgingTests.Grant(practice, holder), Category.Notes);
        await GateTests.Withdraw(practice, client, await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes));
        Assert.Equal(0, await practice.Swept());
    }

    [Theory]
    [InlineData("a dropped wrap put back and the withdrawal deleted")]
    [InlineData("an older ciphertext put back")]
    [InlineData("a note deleted")]
    [InlineData("an ended holding put back")]
    public async Task What_an_honest_code_hides_is_found_and_stops_that_persons_openings(string tampering)
    {
        await using var practice = await TestPractice.Begin();
        var (client, other, therapist, leaver) = (await practice.Person(), await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var others = await GateTests.Seal(practice, other, Category.Notes, "another's note");
        var mandate = await ForgingTests.Grant(practice, therapist, leaver);
        await GateTests.Permit(practice, client, mandate, Category.Notes);
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Request);
        await using var visit = practice.Visit();
        var (wraps, holdings) = (await visit.Db.Wraps.AsNoTracking().ToListAsync(), await visit.Db.Holdings.AsNoTracking().ToListAsync());
        await GateTests.Withdraw(practice, client, yes);
        await End(practice, mandate, leaver);
        Assert.Equal(0, await practice.Swept());

        foreach (var guard in DatabaseGuards.All.Where(g => g.Sqlite != "")) await DatabaseGuards.Drop(visit.Db, guard);
        _ = tampering switch
        {
            "a dropped wrap put back and the withdrawal deleted" => await visit.Db.Database.ExecuteSqlAsync($"DELETE FROM \"Withdrawals\""),
            "an older ciphertext put back" => await visit.Db.Database.ExecuteSqlAsync($"UPDATE \"SealedRecords\" SET \"Bytes\" = zeroblob(400) WHERE \"Folder\" = {folder.Id.Value}"),
            "a note deleted" => await visit.Db.Database.ExecuteSqlAsync($"DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {folder.Id.Value}"),
            _ => await visit.Db.Database.ExecuteSqlAsync($"UPDATE \"Holdings\" SET \"EndedAt\" = NULL, \"Mac\" = {holdings.Single(h => h.Holder == leaver.Person).Mac} WHERE \"Holder\" = {leaver.Person.Value}"),
        };
        Assert.NotEmpty(wraps);
        Assert.Equal(1, await practice.Swept());
        Assert.Null(await GateTests.Read(practice, client, folder));
        Assert.Equal("another's note", await GateTests.Read(practice, other, others));
    }

    private static async Task End(TestPractice practice, Alongside.Kernel.ActorId mandate, Keyring leaver)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Mandating.End(work, mandate, leaver.Person, leaver.Person.Actor));
        await work.Commit();
    }
}
