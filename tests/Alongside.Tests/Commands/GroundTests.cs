using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Commands;

public class GroundTests
{
    public static TheoryData<string, bool> EitherOnBoth()
    {
        var all = new TheoryData<string, bool>();
        foreach (var database in Databases.Both)
            foreach (var demo in (bool[])[false, true]) all.Add(database, demo);
        return all;
    }

    /// <summary>A practice refuses to begin on a demo, and a demo on a practice; neither mends, updates or makes anything there.</summary>
    [Theory, MemberData(nameof(EitherOnBoth))]
    public async Task What_is_refused_is_left_as_it_was_found(string database, bool demo)
    {
        await using var own = await Databases.Make(database);
        var (house, random) = (Path.Combine(own.Folder, "house"), new FixedRandom(1));
        Assert.Null((await Ground.Prepare(own.Place, house, TestPractice.HouseIn(house), demo, TestPractice.Start, random)).Refusal);
        var missing = await Harm(own.Place);

        Assert.NotNull((await Ground.Prepare(own.Place, house, TestPractice.HouseIn(house), !demo, TestPractice.Start, random)).Refusal);
        await Left(own.Place, missing);
        // Nor with another practice's house file, nor with none.
        await File.WriteAllBytesAsync(house, House.New(random).Write());
        Assert.NotNull((await Ground.Prepare(own.Place, house, TestPractice.HouseIn(house), demo, TestPractice.Start, random)).Refusal);
        File.Delete(house);
        Assert.NotNull((await Ground.Prepare(own.Place, house, TestPractice.HouseIn(house), demo, TestPractice.Start, random)).Refusal);
        await Left(own.Place, missing);
        Assert.False(File.Exists(house));
        Assert.Empty(Directory.EnumerateFiles(own.Folder, "*.before-*"));
    }

    [Fact]
    public async Task A_copy_made_before_an_update_is_whole_or_not_there_whenever_the_start_is_killed()
    {
        await using var own = await Databases.Make("sqlite");
        Assert.Null((await Ground.Prepare(own.Place, Path.Combine(own.Folder, "house"), null, demo: false, TestPractice.Start, new FixedRandom(1))).Refusal);
        await using var db = own.Place.Open(null);
        var copy = Path.Combine(own.Folder, "practice.db.before-x");
        // What is left of a copy that was broken off.
        await File.WriteAllBytesAsync(copy + ".new", new byte[5000], TestContext.Current.CancellationToken);
        await Ground.Copy(db, copy, TestContext.Current.CancellationToken);
        Assert.Equal([copy], Directory.EnumerateFiles(own.Folder, "*.before-*"));
        await using var copied = DatabasePlace.Sqlite(copy).Open(null);
        Assert.Equal(1, await copied.Practices.CountAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> Harm(DatabasePlace place)
    {
        await using var db = place.Open(null);
        var guard = DatabaseGuards.All.First(g => (db.IsPostgres ? g.Postgres : g.Sqlite) != "");
        await DatabaseGuards.Drop(db, guard);
        return guard.Name;
    }

    private static async Task Left(DatabasePlace place, string missing)
    {
        await using var db = place.Open(null);
        Assert.Equal([missing], await DatabaseGuards.Missing(db));
        Assert.Equal(1, await db.Practices.CountAsync());
    }
}
