using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

public sealed partial class Gate
{
    // Nearly always no, by one statement; of all that ever ran out it looks at what did so lately.
    private static readonly Question<Instant, Instant, bool> mayBeDue = new((db, since, at, _) => db.Holdings.Where(h => h.EndedAt == null && h.Until <= at).Select(h => (Instant?)h.Until)
        .Concat(db.Permissions.Where(p => p.Until != null && p.Until > since && p.Until <= at && !db.Expiries.Any(e => e.Permission == p.Id)).Select(p => p.Until)).Any());

    // By so much the clock of another server on the same database may be behind: what it writes can end before what was seen here.
    private static readonly Duration behind = Duration.FromDays(1);

    /// <summary>Carries out what ended by its date: permissions and mandates. Needs no secret, so a job may do it.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> Expire(Mandating mandating, CancellationToken stop = default)
    {
        await using var work = await Start(Aim.ChangePower, stop);
        var ended = await mandating.EndRunOut(work);
        foreach (var permission in await DuePermissions(work.At, stop))
        {
            db.Expiries.Add(new(permission.Id, work.At));
            work.Log("expire", permission.Person.Actor, Purpose.Own, new(permission.Id, null), permission.Subject, permission.Folder);
            await ReconcileCovered(work, permission, by: null);
            ended++;
        }
        await work.Commit(stop);
        clock.Ended(work.At);
        return ended;
    }

    // The job that carries out endings comes once a minute. Whatever is sealed in between must not lie under a key that
    // reaches somebody whose time has run out by then, so each work begins with nothing left to carry out.
    private async Task<Work> BeginOnTime(Aim aim, CancellationToken stop)
    {
        while (true)
        {
            var work = await Start(aim, stop);
            if (!await IsDue(work.At, stop)) return work;
            await work.DisposeAsync();
            await Expire(new(db, premises, random, Vault), stop);
        }
    }

    private async Task<bool> IsDue(Instant at, CancellationToken stop)
    {
        if (await mayBeDue.Ask(db, clock.EndedUntil - behind, at, stop))
            return (await DuePermissions(at, stop)).Count > 0
                || (await db.Holdings.AsNoTracking().Where(h => h.EndedAt == null && h.Until <= at).ToListAsync(stop)).Exists(h => h.IsGenuine(premises.House));
        clock.Ended(at);
        return false;
    }

    private async Task<List<Permission>> DuePermissions(Instant at, CancellationToken stop) =>
        [.. (await db.Permissions.AsNoTracking().Where(p => p.Until != null && p.Until <= at && !db.Expiries.Any(e => e.Permission == p.Id)).ToListAsync(stop))
            .Where(p => p.IsGenuine(premises.House))];
}
