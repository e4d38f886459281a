using System.Buffers.Text;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// How somebody becomes a member after the founding: a decision asks them, a member gives them a link, they accept. None
/// of the three is enough without the others.
/// </summary>
public sealed class Joins(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, Mandating mandating, CircleKeys keys, IClock clock)
{
    /// <summary>Whom decisions asked, the newest first; what this house did not write asked nobody.</summary>
    public async Task<IReadOnlyList<AskedToJoin>> Asked(CancellationToken stop = default)
    {
        var links = (await db.MemberInvitations.OrderBy(i => i.MadeAt).ToListAsync(stop)).Where(i => i.IsGenuine(premises.House)).ToLookup(i => i.Decision);
        // Members count, and not used links: no older row of a link, put back, makes them more than were asked.
        var joined = (await db.Members.Genuine(premises.House, stop)).CountBy(m => m.Decision).ToDictionary();
        return [.. (await db.History(AgreementQueries.Kinds.Single(k => k.Name == Joining.KindName), premises.House, stop))
            .Select(j => new AskedToJoin(j.Decision, j.Since, ((Joining)j.Value).People, joined.GetValueOrDefault(j.Decision), [.. links[j.Decision]]))];
    }

    /// <summary>A link for one of those whom this decision asked.</summary>
    /// <returns>The token: shown once, never again.</returns>
    public async Task<Outcome<string>> Invite(Keyring by, int decision, CancellationToken stop = default)
    {
        await using var work = await Begin(stop);
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        if ((await Asked(stop)).FirstOrDefault(a => a.Decision == decision) is not { } asked) return new Refusal($"No decision asked anybody to join by this number.");
        if (asked.MayInvite(work.At) is { } refusal) return refusal;
        var token = random.Bytes(Invitation.TokenLength);
        var link = new MemberInvitation(random.Id<InvitationId>(), decision, Invitation.HashOf(token), by.Person, work.At);
        db.MemberInvitations.Add(link);
        work.Log("invite member", by.Person.Actor, Purpose.Own, content: link.Hash());
        await work.Commit(stop);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Any member takes back a link that nobody has used: it may have gone astray.</summary>
    public async Task<Refusal?> TakeBack(Keyring by, InvitationId id, CancellationToken stop = default)
    {
        await using var work = await Begin(stop);
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        if (await db.MemberInvitations.SingleOrDefaultAsync(i => i.Id == id, stop) is not { } link) return null;
        if (link.UsedAt is not null) return new($"This link was used: whoever it was for is a member.");
        db.MemberInvitations.Remove(link);
        work.Log("member invitation taken back", by.Person.Actor, Purpose.Own, content: link.Hash());
        await work.Commit(stop);
        return null;
    }

    /// <summary>Does this token still open the circle to somebody?</summary>
    public async Task<bool> IsAlive(string token, CancellationToken stop = default)
    {
        var alive = await Find(token, stop) is { } found && found.Link.UsedAt is null && found.Asked.IsOpen(clock.GetCurrentInstant());
        db.ChangeTracker.Clear();
        return alive;
    }

    /// <summary>Becomes a member together with something else, such as the making of the account: whoever comes too late has neither.</summary>
    public async Task<Refusal?> Join(Work work, PersonId person, string token, string name, CancellationToken stop = default)
    {
        if (Profile.CheckName(name) is { } nameless) return nameless;
        if (await Find(token, stop) is not { } found) return Invitation.Dead;
        if (found.Asked.Take(found.Link, person, work.At) is { } refusal) return refusal;
        var member = new Member(person, work.At, found.Asked.Decision);
        db.Members.Add(member);
        db.Profiles.Add(new(person, name.Trim()));
        work.Log("member joins", person.Actor, Purpose.Own, content: member.Hash());
        await db.SaveChangesAsync(stop);
        var circle = await keys.FindOrMake(work, person.Actor);
        return await mandating.Add(work, circle, person, new(work.At), person.Actor);
    }

    // What a page read may have changed while this waited: somebody accepts.
    private async Task<Work> Begin(CancellationToken stop)
    {
        var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        return work;
    }

    private async Task<(AskedToJoin Asked, MemberInvitation Link)?> Find(string token, CancellationToken stop)
    {
        if (Invitation.HashOf(token) is not { } hash) return null;
        foreach (var asked in await Asked(stop))
            if (asked.Links.FirstOrDefault(l => l.TokenHash.AsSpan().SequenceEqual(hash)) is { } link) return (asked, link);
        return null;
    }
}
