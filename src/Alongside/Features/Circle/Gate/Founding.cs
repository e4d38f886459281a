using System.Buffers.Text;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// How a practice begins: a link, a circle of three to twelve, a text, their signatures. With the last signature
/// everything that needs a decision gets it, in one transaction, and every link is dead.
/// </summary>
public sealed class Founding(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, Mandating mandating, Enacting enacting, CircleKeys keys)
{
    /// <summary>
    /// A new founding link, printed by the server at each start until somebody has used one; earlier ones are dead.
    /// Null once the founding has begun: whoever printed links then could join uninvited.
    /// </summary>
    /// <param name="baseAddress">The practice's address, for instance "http://localhost:5080".</param>
    public async Task<string?> Link(string baseAddress)
    {
        await using var work = await gate.BeginPower();
        if (await db.Decisions.AnyAsync() || await db.Founders.AnyAsync()) return null;
        await db.Invitations.Where(i => i.By == null).ExecuteDeleteAsync();
        var token = NewInvitation(by: null, work.At);
        await work.Commit();
        return $"{baseAddress.TrimEnd('/')}/founding/{token}";
    }

    /// <summary>Does this token still open the founding to one more person?</summary>
    public async Task<bool> IsAlive(string token)
    {
        var alive = await Load() is { IsFounded: false } && await Find(token) is { UsedAt: null };
        db.ChangeTracker.Clear(); // whoever joins within the same request asks anew, since somebody else may be quicker
        return alive;
    }

    public async Task<Refusal?> Join(Keyring by, string token, string name)
    {
        await using var work = await gate.BeginPower();
        if (await Join(work, by.Person, token, name) is { } refusal) return refusal;
        await work.Commit();
        return null;
    }

    /// <summary>Joins together with something else, such as the making of the account: whoever comes too late has neither.</summary>
    public async Task<Refusal?> Join(Work work, PersonId person, string token, string name)
    {
        var joined = (await Load()).Join(await Find(token), person, name, work.At);
        if (joined.Refusal is { } refusal) return refusal;
        db.Founders.Add(joined.Value);
        db.Profiles.Add(new(person, name.Trim()));
        work.Log("founder joins", person.Actor, Purpose.Founding);
        return null;
    }

    /// <returns>The invitation's token: shown once, never again.</returns>
    public async Task<Outcome<string>> Invite(Keyring by)
    {
        await using var work = await gate.BeginPower();
        if ((await Load()).MayInvite(by.Person) is { } refusal) return refusal;
        var token = NewInvitation(by.Person, work.At);
        work.Log("invite", by.Person.Actor, Purpose.Founding);
        await work.Commit();
        return token;
    }

    public async Task<Refusal?> TakeBack(Keyring by, InvitationId id)
    {
        await using var work = await gate.BeginPower();
        var open = (await Load()).MayTakeBack(by.Person, id);
        if (open.Refusal is { } refusal) return refusal;
        db.Invitations.Remove(open.Value);
        work.Log("invitation taken back", by.Person.Actor, Purpose.Founding);
        await work.Commit();
        return null;
    }

    /// <param name="by">Who writes.</param>
    /// <param name="kind">Which agreement of the text.</param>
    /// <param name="basedOn">The hash of what was there when they began to write.</param>
    /// <param name="value">What they wrote.</param>
    public async Task<Refusal?> Change(Keyring by, string kind, string basedOn, Agreement value)
    {
        await using var work = await gate.BeginPower();
        var part = (await Load()).Change(by.Person, kind, basedOn, value, work.At);
        if (part.Refusal is { } refusal) return refusal;
        if (db.Entry(part.Value).State == EntityState.Detached) db.FoundingParts.Add(part.Value);
        work.Log("founding text changed", by.Person.Actor, Purpose.Founding);
        await work.Commit();
        return null;
    }

    /// <summary>Signs the text; the last of all founders founds the practice by it.</summary>
    /// <returns>True when the practice is founded now.</returns>
    public async Task<Outcome<bool>> Sign(Keyring by, string hashRead)
    {
        await using var work = await gate.BeginPower();
        var signature = (await Load()).Sign(by.Person, hashRead, work.At);
        if (signature.Refusal is { } refusal) return refusal;
        db.Signatures.Add(signature.Value);
        work.Log("sign", by.Person.Actor, Purpose.Founding, content: signature.Value.Hash());
        await db.SaveChangesAsync();
        var circle = await Load();
        if (circle.AllHaveSigned && await Found(work, circle, by) is { } not) return not;
        await work.Commit();
        return circle.AllHaveSigned;
    }

    /// <summary>Everything that the founding is made of. A signature that this house did not write is none.</summary>
    public async Task<FoundingCircle> Load()
    {
        var founders = await db.Founders.OrderBy(f => f.JoinedAt).ToListAsync();
        var signatures = await db.Signatures.AsNoTracking().Where(s => s.Decision == 0).ToListAsync();
        return new(founders, await db.Invitations.OrderBy(i => i.MadeAt).ToListAsync(),
            new(AgreementQueries.Kinds, await db.FoundingParts.ToListAsync()),
            [.. signatures.Where(s => s.IsGenuine(premises.House))], await db.Decisions.AnyAsync());
    }

    private async Task<Refusal?> Found(Work work, FoundingCircle circle, Keyring by)
    {
        var decision = await enacting.Found(work, [.. circle.Text.Lines.Select(l => l.Value)], circle.People, by.Person.Actor);
        if (decision.Refusal is { } refusal) return refusal;
        foreach (var person in circle.People) db.Members.Add(new(person, work.At, decision.Value.Number));
        if (await MakeEscrow(work, circle) is { } noEscrow) return noEscrow;
        await keys.FindOrMake(work, by.Person.Actor);
        if (await Grant(work, circle, by.Person.Actor) is { } noMandates) return noMandates;
        // What was sealed before there was an escrow: its owners hand it over with their next request.
        foreach (var folder in await db.Folders.ToListAsync()) await gate.Vault.Reconcile(work, folder, by);
        await db.Invitations.ExecuteDeleteAsync();
        work.Log("found", by.Person.Actor, Purpose.Founding, content: decision.Value.Hash());
        return null;
    }

    private async Task<Refusal?> MakeEscrow(Work work, FoundingCircle circle)
    {
        var keepers = circle.Text.Mandates.Of(MandateNames.KeyKeeping, circle.People);
        var keys = await gate.Vault.KeysOf(keepers.Select(k => k.Actor));
        if (keys.Count < keepers.Count) return new($"One of the keepers has no key to seal a share to. They need to sign up again.");
        var (escrow, needed) = (KeyPair.New(random), circle.Text.Mandates.Needed(keepers.Count));
        var known = new PublicKey(premises.Escrow, ActorKind.Escrow, 1, escrow.Public, work.At) { PapersNeeded = needed, PapersMade = keepers.Count };
        db.PublicKeys.Add(known);
        work.Log(LogActs.EscrowKey, premises.Escrow, Purpose.KeyKeeping, content: known.Hash());
        db.EscrowShares.AddRange(EscrowSharing.Split(escrow, needed, keys, premises.Practice, work.At, random));
        await db.SaveChangesAsync();
        return null;
    }

    private async Task<Refusal?> Grant(Work work, FoundingCircle circle, ActorId by)
    {
        var mandates = circle.Text.Mandates;
        var zone = circle.Text.Lines.Select(l => l.Value).OfType<Zone>().Single().Value;
        var until = work.At.InZone(zone).LocalDateTime.PlusMonths(mandates.Months).InZoneLeniently(zone).ToInstant();
        foreach (var line in mandates.Holders)
        {
            var granted = await mandating.Grant(work, line.Mandate, new(work.At, until), 0, mandates.Of(line.Mandate, circle.People), by);
            if (granted.Refusal is { } refusal) return refusal;
        }
        return null;
    }

    private string NewInvitation(PersonId? by, Instant at)
    {
        var token = random.Bytes(Invitation.TokenLength);
        db.Invitations.Add(new(random.Id<InvitationId>(), Invitation.HashOf(token), by, at));
        return Base64Url.EncodeToString(token);
    }

    private async Task<Invitation?> Find(string token)
    {
        return Invitation.HashOf(token) is { } hash ? await db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash) : null;
    }
}
