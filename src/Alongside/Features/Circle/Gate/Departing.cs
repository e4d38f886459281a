using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// How somebody stops being a member: by their own will, at any time, asking nobody. They take no key along: what they hold gets
/// a new one, what was opened to them closes, and their share of the escrow is gone from here.
/// </summary>
public sealed class Departing(Database db, Premises premises, Sealing.Gate.Gate gate, Mandating mandating, Sessions sessions, IEnumerable<IFollowLeaving> followers)
{
    /// <summary>Below as many the practice has lost protections that it was founded with.</summary>
    public const int FewestProtected = FoundingCircle.Fewest;

    private static readonly Refusal Last = new($"You are the last one here. If you left, nobody could look after what people told us. The agreement about the custodian says who takes it over.");

    /// <summary>The mandates that this member holds beside their membership.</summary>
    public async Task<IReadOnlyList<Mandate>> Held(PersonId member, Instant at) =>
        [.. (await gate.Vault.Mandates()).Where(m => m.Name != MandateNames.Circle && m.Holders(at).Contains(member))];

    /// <summary>What else would end, in sentences.</summary>
    public async Task<IReadOnlyList<FormattableString>> WouldEnd(PersonId member, Instant at, CancellationToken stop = default)
    {
        var said = new List<FormattableString>();
        foreach (var follower in followers) said.AddRange(await follower.WouldEnd(member, at, stop));
        return said;
    }

    public async Task<Refusal?> Leave(Keyring by, Proven proven, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        var circle = await db.CircleOf(premises.House, stop);
        if (proven.Person != by.Person || !circle.Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        if (circle.Count == 1) return Last;
        foreach (var follower in followers)
            if (await follower.Left(work, by) is { } refusal) return refusal;
        foreach (var mandate in (await gate.Vault.Mandates()).Where(m => m.Holders(work.At).Contains(by.Person)).Select(m => m.Id).ToList())
            if (await mandating.End(work, mandate, by.Person, by.Person.Actor) is { } refusal) return refusal;
        var member = await db.Members.SingleAsync(m => m.Person == by.Person, stop);
        member.Leave(work.At);
        (await db.People.SingleAsync(p => p.Id == by.Person, stop)).Leave();
        (await db.Profiles.SingleAsync(p => p.Person == by.Person, stop)).TakeDown();
        await db.EscrowShares.Where(s => s.Keeper == by.Person).ExecuteDeleteAsync(stop);
        await db.MemberInvitations.Where(i => i.By == by.Person && i.UsedAt == null).ExecuteDeleteAsync(stop);
        work.Log("member leaves", by.Person.Actor, Purpose.Own, content: member.Hash());
        await sessions.EndAll(work, by.Person);
        await work.Commit(stop);
        return null;
    }
}
