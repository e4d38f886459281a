using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>
/// Mail to members for whose answer something waits in the circle, to no others and only where they asked for it. For each
/// who lets the practice write one row stays in the outbox, followed by the next as it goes out.
/// </summary>
public sealed class Digests(Database db, Premises premises, Outbox outbox, IClock clock) : IOweMail
{
    // What it is about has no hour at which it would come too late.
    private static readonly Occasion always = new(new("64696765-0000-4000-8000-000000000001"), Instant.FromUtc(9000, 1, 1, 0, 0), 0);

    public async Task Owe(Work work, PersonId person)
    {
        if ((await db.CircleOf(premises.House)).Contains(person)) await outbox.Queue(work, person, MailKind.Digest, always);
    }

    /// <summary>Does something wait for this member's answer? Null of somebody who isn't one any more.</summary>
    public async Task<bool?> Waits(PersonId person, CancellationToken stop = default)
    {
        if (!(await db.CircleOf(premises.House, stop)).Contains(person)) return null;
        var at = clock.GetCurrentInstant();
        return (await db.DeliberationsUnderWay(premises.House, stop)).Values.Any(d => d.WaitsFor(person, at));
    }
}
