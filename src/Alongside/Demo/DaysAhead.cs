using System.Globalization;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Demo;

/// <summary>A demo's clock: the machine's, and as many days ahead of it as whoever tries something out let pass. A demo that is served again is as far ahead.</summary>
public sealed class DaysAhead : IClock
{
    /// <summary>In the data folder: how many days, in digits.</summary>
    public const string FileName = "days-ahead";

    public static readonly IReadOnlyList<int> Steps = [1, 7, 28];

    private readonly IClock machine;
    private readonly string file;
    private int days;

    public DaysAhead(IClock machine, string dataFolder)
    {
        (this.machine, file) = (machine, Path.Combine(dataFolder, FileName));
        if (File.Exists(file)) days = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }

    public Instant GetCurrentInstant() => machine.GetCurrentInstant() + Duration.FromDays(Volatile.Read(ref days));

    /// <summary>Lets days pass, never back. Nobody has to say that the clock is right, and whoever is signed in stays so.</summary>
    /// <param name="by">One of <see cref="Steps"/>.</param>
    /// <param name="db">The demo's.</param>
    /// <param name="practice">The practice's time, which goes by this clock.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task MoveOn(int by, Database db, PracticeClock practice, CancellationToken stop)
    {
        if (!Steps.Contains(by)) throw new ArgumentOutOfRangeException(nameof(by));
        var before = practice.GetCurrentInstant();
        await File.WriteAllTextAsync(file, (Volatile.Read(ref days) + by).ToString(CultureInfo.InvariantCulture), stop);
        Interlocked.Add(ref days, by);
        await using var whole = await db.Database.BeginTransactionAsync(stop);
        await db.ClockChecks.ExecuteDeleteAsync(stop);
        await Work.ReadTime(db, practice, stop);
        var (now, sessions) = (practice.GetCurrentInstant(), await db.Sessions.AsNoTracking().ToListAsync(stop));
        await db.Sessions.ExecuteDeleteAsync(stop);
        db.Sessions.AddRange(sessions.Where(s => s.IsAlive(before)).Select(s => new Session(s.IdHash, s.Person, s.KeyNumber, s.SealedScalar, now)));
        await db.SaveChangesAsync(stop);
        await whole.CommitAsync(stop);
    }
}
