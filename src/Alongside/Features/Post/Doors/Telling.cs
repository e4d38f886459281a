using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>
/// “Tell me when”: who opened something under a yes that carries this obligation is read from the access log, so that no
/// opening can pass it by, and its person is sent mail without content. Of each reader once a day. Needs no secret.
/// </summary>
public sealed class Telling(Database db, Premises premises, PracticeClock clock, Gate gate, RandomSource random, Outbox outbox)
{
    // The log is read as far back as a day: what a server that stood still for longer finds then, "My care" says all the same.
    private static readonly Duration back = Duration.FromDays(1), remembered = Duration.FromDays(3);

    // It has no hour at which it would come too late.
    private static readonly Instant always = Instant.FromUtc(9000, 1, 1, 0, 0);

    private static readonly Questions<int, Permission> telling = new((db, _) => db.Permissions.AsNoTracking().Where(p => p.TellMe));
    private static readonly Questions<SubjectId, byte[]> entriesAbout = new((db, subject) => db.LogSides.Where(s => s.Subject == subject)
        .OrderByDescending(s => s.Index).Take(Most).Join(db.LogEntries, s => s.Index, e => e.Index, (_, e) => e.Leaf));

    private const int Most = 400;

    /// <returns>How many readers somebody is told of.</returns>
    public async Task<int> Run(CancellationToken stop = default)
    {
        await Work.ReadTime(db, clock, stop);
        var found = await Found(clock.GetCurrentInstant(), stop);
        if (found.Count == 0) return 0;
        var (keys, told) = (found.ConvertAll(f => f.Key), 0);
        var known = (await db.LogOnces.AsNoTracking().Where(o => keys.Contains(o.Key)).Select(o => o.Key).ToListAsync(stop)).Select(Convert.ToHexString).ToHashSet();
        if (keys.TrueForAll(k => known.Contains(Convert.ToHexString(k)))) return 0;
        await using var work = await gate.Begin(stop);
        foreach (var (person, key) in found)
        {
            // Of two servers that come at once, one counts.
            if (await db.Database.ExecuteSqlAsync(
                $"INSERT INTO \"LogOnces\" (\"Key\", \"ForgetAt\") VALUES ({key}, {(work.At + remembered).ToUnixTimeTicks()}) ON CONFLICT DO NOTHING", stop) == 0) continue;
            await outbox.Queue(work, person, MailKind.Looked, new(random.Id(), always, 0));
            told++;
        }
        await work.Commit(stop);
        return told;
    }

    // What ended meanwhile counts as well: it was opened while it held.
    private async Task<List<(PersonId Person, byte[] Key)>> Found(Instant at, CancellationToken stop)
    {
        var found = new Dictionary<string, (PersonId, byte[])>(StringComparer.Ordinal);
        var rules = (await telling.Ask(db, 0, stop)).Where(p => p.IsGenuine(premises.House) && !(p.End < at - back)).ToLookup(p => p.Person);
        foreach (var rule in rules)
        {
            var ids = rule.Select(p => p.Id).ToHashSet();
            foreach (var leaf in (await entriesAbout.Ask(db, rule.Key.Subject, stop)).Select(l => LogLeaf.Read(l)))
            {
                if (leaf is not { Act: "open" or "seal", Basis.Permission: { } id } || !ids.Contains(id) || leaf.Actor == rule.Key.Actor || leaf.At < at - back) continue;
                var key = KeyOf(rule.Key, leaf.Actor, leaf.At);
                found[Convert.ToHexString(key)] = (rule.Key, key);
            }
        }
        return [.. found.Values];
    }

    private byte[] KeyOf(PersonId person, ActorId reader, Instant at) =>
        premises.House.Mac("told once", new Binding("told").Add(person.Value).Add(reader.Value).Add(at.InUtc().Date.ToString("uuuu-MM-dd", null)).ToArray());
}
