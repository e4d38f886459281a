using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Post;

public static class PostQueries
{
    private static readonly Question<Instant, int> dueBefore = new((db, before, _) => db.Outbox.Count(m => m.DueAt < before));
    private static readonly Questions<int, Undelivered> undelivered = new((db, _) => db.Undelivered.AsNoTracking().OrderByDescending(u => u.At));

    /// <summary>The code under which mail to somebody is found: a function of their id that only the house can reckon.</summary>
    public static byte[] Mailbox(this House house, PersonId person) => house.Mac("mailbox", person.Value.ToByteArray());

    /// <summary>The running yes by which the practice sends somebody mail; null where there is none.</summary>
    public static async Task<Permission?> MailYes(this Database db, Premises premises, PersonId person, Instant at, CancellationToken stop = default)
    {
        var said = (await db.Permissions.AsNoTracking().Where(p => p.Person == person && p.Actor == premises.PostBox).ToListAsync(stop))
            .Where(p => p.IsGenuine(premises.House) && p.IsActive(at)).ToList();
        return said.Exists(p => p.Decision == Decision.Deny) ? null : said.Find(p => p.Decision == Decision.Permit);
    }

    /// <summary>The folder in which somebody's wishes lie; null while they never had any.</summary>
    public static async Task<FolderId?> MailFolder(this Database db, PersonId person, CancellationToken stop = default) => await db.Folders.AsNoTracking()
        .Where(f => f.Subject == person.Subject && f.Category == Category.Channel && f.Part == MailWishes.Part).Select(f => (FolderId?)f.Id).SingleOrDefaultAsync(stop);

    /// <summary>How much mail waits although its time has come an hour ago.</summary>
    public static Task<int> OverdueMail(this Database db, Instant at, CancellationToken stop = default) =>
        dueBefore.Ask(db, at - Duration.FromHours(1), stop);

    /// <summary>All mail that failed lately, the newest first.</summary>
    public static async Task<IReadOnlyList<Undelivered>> AllUndelivered(this Database db, CancellationToken stop = default) => await undelivered.Ask(db, 0, stop);

    /// <summary>Did mail to this person fail lately?</summary>
    public static async Task<Undelivered?> LastUndelivered(this Database db, House house, PersonId person, CancellationToken stop = default)
    {
        var mailbox = house.Mailbox(person);
        return await db.Undelivered.AsNoTracking().Where(u => u.Mailbox == mailbox).OrderByDescending(u => u.At).FirstOrDefaultAsync(stop);
    }
}
