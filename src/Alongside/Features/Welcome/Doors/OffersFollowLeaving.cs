using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome.Doors;

/// <summary>Nobody is left with an offer to meet a therapist who left: it is taken back, and their place stays.</summary>
public sealed class OffersFollowLeaving(Database db) : IFollowLeaving
{
    public async Task<IReadOnlyList<FormattableString>> WouldEnd(PersonId member, Instant at, CancellationToken stop = default) =>
        await Open(member, at).AnyAsync(stop) ? [$"Somebody was offered a time of yours and hasn’t answered yet. The offer is taken back, and their place stays."] : [];

    public async Task<Refusal?> Left(Work work, Keyring by)
    {
        foreach (var offer in await Open(by.Person, work.At).ToListAsync())
            if (offer.Give(Answer.TakenBack, by.Person, work.At) is { } refusal) return refusal;
        return null;
    }

    private IQueryable<Offer> Open(PersonId therapist, Instant at) => db.Offers.Where(o => o.Answer == Answer.None && o.Until > at
        && db.Openings.Any(p => p.Id == o.Opening && p.Therapist == therapist));
}
