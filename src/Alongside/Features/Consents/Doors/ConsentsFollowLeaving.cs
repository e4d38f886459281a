using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Consents.Doors;

/// <summary>Whoever leaves hands back what people opened to them.</summary>
public sealed class ConsentsFollowLeaving(Database db, Premises premises, Gate gate) : IFollowLeaving
{
    public async Task<IReadOnlyList<FormattableString>> WouldEnd(PersonId member, Instant at, CancellationToken stop = default) =>
        (await db.ClientsOf(premises.House, member, at, stop)).Count switch
        {
            0 => [],
            1 => [$"One person opened something of theirs to you. It closes, and they read that you left."],
            var people => [$"{people} people opened something of theirs to you. It closes, and they read that you left."],
        };

    public Task<Refusal?> Left(Work work, Keyring by) => gate.HandBack(work, by);
}
