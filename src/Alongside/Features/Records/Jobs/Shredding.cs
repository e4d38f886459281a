using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Sealing.Jobs;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Records.Jobs;

/// <summary>Once a day: records of care whose time is over are shredded, whether or not anybody asked for it.</summary>
public sealed class Shredding(IServiceScopeFactory scopes, ILogger<Shredding> logger) : EachMinute(scopes, logger)
{
    private const int RoundsADay = 24 * 60;

    protected override async Task Run(IServiceProvider services, int round, CancellationToken stop)
    {
        if (round % RoundsADay == 0)
            await Run(services.GetRequiredService<Database>(), services.GetRequiredService<Gate>(), services.GetRequiredService<Premises>(),
                services.GetRequiredService<PracticeClock>(), services.GetRequiredService<WriterQueue>(), stop);
    }

    /// <returns>Of how many people something went.</returns>
    internal static async Task<int> Run(Database db, Gate gate, Premises premises, PracticeClock clock, WriterQueue queue, CancellationToken stop = default)
    {
        var shredded = 0;
        foreach (var subject in await db.LongKept(clock.GetCurrentInstant(), stop))
        {
            // Each person's go together, and those of the next wait for nobody.
            await using var work = await gate.BeginPower(stop);
            if (await Shred(work, gate, premises, subject, stop) == 0) continue;
            await work.Commit(stop);
            shredded++;
        }
        if (shredded > 0) await queue.EmptyLog(db, stop);
        return shredded;
    }

    private static async Task<int> Shred(Work work, Gate gate, Premises premises, SubjectId subject, CancellationToken stop)
    {
        var db = work.Db;
        // What a demand keeps the job comes back for once that is over.
        if (await db.IsHeld(premises.House, subject, stop)) return 0;
        // Somebody who is about to be met again is in care.
        var person = new PersonId(subject.Value);
        if (await db.Appointments.AnyAsync(a => a.Client == person && a.CalledOff == null && a.Start > work.At, stop)) return 0;
        // By the practice's time, which stands still while its clock is in question.
        var today = work.At.InZone(await db.PracticeZone(premises.House, work.At, stop)).Date;
        var due = (await db.KeptOf(gate, premises.House, subject, work.At, stop)).Where(k => k.Until <= today && k.Folder.IsGenuine(premises.House)).ToList();
        if (due.Count == 0) return 0;
        foreach (var kept in due) await gate.Remove(work, kept.Folder, default);
        // A note about them that somebody began and never shared.
        foreach (var draft in await db.Folders.AsNoTracking().Where(f => f.Category == Category.Draft && f.Part == subject.Value).ToListAsync(stop)) await gate.Remove(work, draft, default);
        return due.Count;
    }
}
