using System.Runtime.CompilerServices;
using Alongside.Commands.Backups;
using Alongside.Features.Circle;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Commands;

/// <summary>One thing that was looked at.</summary>
public sealed record Finding(bool IsWell, string Sentence);

/// <summary>What `alongside check` looks at. None of it changes anything.</summary>
public static class Checks
{
    private const long EnoughDisk = 1L << 30;
    private static readonly Duration TriedWithin = Duration.FromDays(400);

    public static async IAsyncEnumerable<Finding> All(Settings settings, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return new(true, $"The settings can be read. Data lie in {settings.DataFolder}.");
        yield return Disk(settings);
        yield return await Mail(settings, stop);
        var read = await ExistingPractice.Read(settings, stop);
        if (read.Refusal is { } refusal)
        {
            yield return new(false, refusal.ToString());
            yield break;
        }
        var premises = read.Value;
        yield return new(true, premises.IsDemo ? "The database holds a fictional practice, and the house file belongs to it." : "The database holds a practice, and the house file belongs to it.");
        yield return HouseFile(settings);
        await using var db = settings.Place.Open(premises.House);
        var vault = new Vault(db, premises, CompositionRoot.Random);
        if (await Migrations(db, stop) is { IsWell: false } behind)
        {
            // The rest would ask for tables that aren't there yet.
            yield return behind;
            yield break;
        }
        yield return new(true, "The database is up to date.");
        yield return await Escrow(db, premises, stop);
        if (await Keepers(db, premises, vault, stop) is { } keepers) yield return keepers;
        await foreach (var finding in BackupChecks.All(settings, db, premises, stop)) yield return finding;
        foreach (var finding in await Mandates(db, vault, stop)) yield return finding;
        await foreach (var finding in Stored(db, premises, stop)) yield return finding;
        if (await ToPassOn(db, premises, stop) is { } due) yield return due;
    }

    /// <summary>Is what is stored what it has to be? A practice that isn't doesn't move.</summary>
    internal static async IAsyncEnumerable<Finding> Stored(Database db, Premises premises, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return await Triggers(db, stop);
        yield return await PostBox(db, premises, stop);
        yield return await Log(db, premises, stop);
        yield return await Stopped(db, stop);
        foreach (var finding in await Money(db, premises, stop)) yield return finding;
    }

    private static Finding Disk(Settings settings)
    {
        if (!Directory.Exists(settings.DataFolder)) return new(false, $"There is no folder {settings.DataFolder} yet.");
        try
        {
            var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
            var said = $"{free / (double)(1L << 30):0.0} GiB are free on the disk of the data folder.";
            return new(free >= EnoughDisk, free >= EnoughDisk ? said : $"{said} Make room: below 1 GiB a backup may not fit.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(false, "The disk of the data folder can't be looked at.");
        }
    }

    private static async Task<Finding> Mail(Settings settings, CancellationToken stop)
    {
        if (settings.Mail is not { } server) return new(true, "No mail server is named, so no mail is sent; the pages say so.");
        var reached = await Carrier.Reach(server, stop);
        if (reached.Refusal is { } refusal) return new(false, $"{refusal} Mail waits in the outbox until it does.");
        await reached.Value.DisposeAsync();
        return new(true, $"The mail server {server.Host} answers. Nothing was sent.");
    }

    private static Finding HouseFile(Settings settings)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(settings.HouseFile) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            return new(false, $"Other users of this machine may read the house file. Take that right away: chmod 600 {settings.HouseFile}");
        if (SealedHouse.IsSealed(File.ReadAllBytes(settings.HouseFile))) return new(true, $"Only {TwelveWords.Count} words on paper open the house file.");
        return new(true, "Only this user may read the house file. Keep it out of backups of the database.");
    }

    private static async Task<Finding> Migrations(Database db, CancellationToken stop)
    {
        var pending = (await Migrated.Pending(db, stop)).Count;
        return new(pending == 0, $"The database is {pending} steps behind this version. “alongside serve” copies and updates it.");
    }

    private static async Task<Finding> Triggers(Database db, CancellationToken stop)
    {
        var missing = await DatabaseGuards.Missing(db, stop);
        return missing.Count == 0
            ? new(true, $"All {DatabaseGuards.All.Count + DeferredKey.All.Count} guards of the database are in their places.")
            : new(false, $"The database lacks {missing.Count} of its guards, {missing[0]} for one. Somebody took them away, or a tool rebuilt a table. The next start puts them back.");
    }

    private static async Task<Finding> PostBox(Database db, Premises premises, CancellationToken stop)
    {
        var key = await db.PublicKeys.AsNoTracking().Where(k => k.Actor == premises.PostBox).OrderByDescending(k => k.Number).FirstOrDefaultAsync(stop);
        return key is not null && key.IsGenuine(premises.House) && key.Point.AsSpan().SequenceEqual(premises.House.PostBox.Public)
            ? new(true, "The post box's key is the house file's.")
            : new(false, "The post box's public key in the database is not the house file's. Somebody changed it.");
    }

    private static async Task<Finding> Escrow(Database db, Premises premises, CancellationToken stop)
    {
        var keys = await db.EscrowKeys(premises, stop);
        if (keys is null && !await db.PublicKeys.AnyAsync(k => k.Actor == premises.Escrow, stop) && !await db.Decisions.AnyAsync(stop)) return new(true, "There is no escrow yet: founding makes it.");
        if (keys is null)
            return new(false, "The escrow's key is gone, or was not written by this house. Nothing new is sealed until that is understood.");
        if (keys.Value.Before is not null)
            return new(false, $"The escrow is being made anew, and {await db.LeftBehind(premises, stop)} keys still open to its old papers alone. Those who keep the old papers come together at /escrow once more, and it goes on.");
        var unprinted = await db.EscrowShares.CountAsync(s => s.PrintedAt == null, stop);
        if (unprinted > 0) return new(false, $"The escrow is made, but shares of it are not printed yet: {unprinted}. Not yet for real people's records.");
        if (await db.LatestDrill(premises, new(), stop) is not { } tried)
            return new(premises.IsDemo, "The escrow is made, and all its shares are printed, but they have never been tried together. Not yet for real people's records: its keepers come together at /escrow.");
        return CompositionRoot.Clock.GetCurrentInstant() - tried < TriedWithin
            ? new(true, $"The escrow is made, all its shares are printed, and they were last tried together on {tried.InUtc().Date.ToString("uuuu-MM-dd", null)}.")
            : new(false, $"The escrow's shares were last tried together on {tried.InUtc().Date.ToString("uuuu-MM-dd", null)}. Try them once a year: a paper that can't be read is found while nobody needs it.");
    }

    private static async Task<Finding?> Keepers(Database db, Premises premises, Vault vault, CancellationToken stop)
    {
        if (await db.KeyKeeping(premises, vault, CompositionRoot.Clock.GetCurrentInstant(), stop) is not { } keeping) return null;
        if (keeping.Fits) return new(true, "The escrow's papers lie with those who hold key-keeping.");
        return new(false, keeping.Hold.Count == 0
            ? "Nobody holds key-keeping now. The papers still open the escrow; the circle decides who keeps it, and then its key is made anew at /escrow."
            : $"The escrow's {keeping.Made} papers don't lie with the {keeping.Hold.Count} people who hold key-keeping. Those who keep them come together at /escrow and make its key anew: until then somebody who should not can be one of those who open it, or too few can.");
    }

    private static async Task<IReadOnlyList<Finding>> Mandates(Database db, Vault vault, CancellationToken stop)
    {
        var clock = new PracticeClock(CompositionRoot.Clock);
        await Work.ReadTime(db, clock, stop);
        var at = clock.GetCurrentInstant();
        var alone = (await vault.Mandates()).Where(m => m.IsActive(at) && m.Holders(at).Count() < 2).Select(m => m.Name).Order(StringComparer.Ordinal).ToList();
        return alone.Count == 0
            ? [new(true, "Every mandate has two holders or more.")]
            : [.. alone.Select(name => new Finding(false, $"The mandate {name} has fewer than two holders. If its last one leaves, what waits for it waits for escrow."))];
    }

    private static async Task<Finding> Log(Database db, Premises premises, CancellationToken stop)
    {
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(stop);
        if (head is null || !head.IsGenuine(premises.House)) return new(false, "The head of the access log was not written by this house. Nothing more is written until that is understood.");
        if (head.LatestAt > CompositionRoot.Clock.GetCurrentInstant() + Duration.FromMinutes(5)) return new(false, "This machine's clock is behind the access log. Set it right.");
        var size = await db.LogEntries.LongCountAsync(stop);
        return size == head.Size
            ? new(true, $"The access log has {size} entries. “alongside log verify” recomputes them.")
            : new(false, $"The access log counts {head.Size} entries, and {size} are there.");
    }

    private static async Task<IReadOnlyList<Finding>> Money(Database db, Premises premises, CancellationToken stop)
    {
        var troubles = await LedgerAudit.Troubles(db, premises.House, stop);
        return troubles.Count == 0
            ? [new(true, $"The ledger’s {await db.Entries.CountAsync(stop)} entries balance, each under its stamp.")]
            : [.. troubles.Select(t => new Finding(false, FormattableString.Invariant(t)))];
    }

    private static async Task<Finding?> ToPassOn(Database db, Premises premises, CancellationToken stop)
    {
        var now = CompositionRoot.Clock.GetCurrentInstant();
        var (scale, _) = await db.Terms(premises.House, now, stop);
        var today = await db.Today(premises.House, now, stop);
        var due = (await db.PassingOn(premises.House, scale.Currency, today, stop)).Where(p => p.DueOn is not null).MaxBy(p => p.DaysLate(today));
        return due is null ? null
            : due.DaysLate(today) is > 0 and var days ? new(false, $"What was to be passed on to others is {Counted.Days(days)} late. Whoever keeps the books writes it down once it is.")
            : new(true, $"What gathered for others is to be passed on by {due.DueOn:uuuu-MM-dd}.");
    }

    private static async Task<Finding> Stopped(Database db, CancellationToken stop)
    {
        var stopped = await db.StoppedSubjects.CountAsync(stop);
        return stopped == 0
            ? new(true, "Nobody's records are stopped.")
            : new(false, $"The records of {stopped} people are stopped, because what is stored differs from the access log.");
    }
}
