using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Backups;

/// <summary>A practice in its SQLite file, and an empty PostgreSQL database that it may move to.</summary>
internal sealed class MoveStory : IAsyncDisposable
{
    private MoveStory(BackupStory told, OwnDatabase target) => (Told, Target) = (told, target);

    public BackupStory Told { get; }

    public TestPractice Practice => Told.Practice;

    public OwnDatabase Target { get; }

    /// <summary>What the move said of itself.</summary>
    public List<string> Said { get; } = [];

    public Settings Here => new(Path.GetDirectoryName(Practice.HouseFile)!, Practice.Place, Practice.HouseFile, new("http://localhost:5080"), []);

    public Settings There => Here with { Place = Target.Place };

    /// <summary>Leaves the test out where there is no PostgreSQL to move to.</summary>
    public static void NeedsPostgres() => Assert.SkipUnless(Databases.TheOther == "postgres", "There is no PostgreSQL to move to.");

    public static async Task<MoveStory> Begin()
    {
        NeedsPostgres();
        return new(await BackupStory.Begin(), await Databases.MakeEmpty("postgres"));
    }

    /// <summary>Somebody else's practice, which they take away themselves.</summary>
    public static async Task<MoveStory> Of(TestPractice practice) => new(new(practice, ownsPractice: false), await Databases.MakeEmpty("postgres"));

    public Task<Outcome<MovedAway>> Moves(Action<string>? hears = null, CancellationToken stop = default) => MovesTo(There, hears, stop);

    public Task<Outcome<MovedAway>> MovesTo(Settings settings, Action<string>? hears = null, CancellationToken stop = default) =>
        new Moving(settings, Practice.Clock, Practice.Random, line =>
        {
            Said.Add(line);
            hears?.Invoke(line);
        }).Run(stop);

    /// <summary>Why a start refuses it; null where it serves.</summary>
    public async Task<string?> Served(Settings settings) =>
        (await Ground.Prepare(settings.Place, settings.HouseFile, TestPractice.HouseIn(settings.HouseFile), demo: false, Practice.Clock.Now, Practice.Random)).Refusal?.ToString();

    public static async Task<string?> Looked(Settings settings) => (await ExistingPractice.Read(settings, CancellationToken.None)).Refusal?.ToString();

    /// <summary>Writes past the guards, which stand again afterwards.</summary>
    public async Task Harm(string sql)
    {
        await Practice.Tamper(sql);
        await using var db = Practice.Place.Open(null);
        await DatabaseGuards.Restore(db);
    }

    /// <summary>What lies in the target: tables, indexes and functions.</summary>
    public async Task<List<string>> Found()
    {
        await using var db = Target.Place.Open(null);
        return await db.Database.SqlQuery<string>($"""
            SELECT relname::text AS "Value" FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            """).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Told.DisposeAsync();
        await Target.DisposeAsync();
    }
}
