using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Consents.Doors;

/// <summary>The person's own acts: saying yes to a therapist, saying no, and taking either back.</summary>
public sealed class Consenting(Database db, Gate gate, Premises premises, RandomSource random, IEnumerable<IFollowWithdrawals> followers)
{
    /// <param name="by">Who says yes. Only they can.</param>
    /// <param name="proven">That it is really them.</param>
    /// <param name="to">The therapist.</param>
    /// <param name="yes">To which things; what is open to this therapist and not among them closes.</param>
    /// <param name="bounds">For how long, and of which time. Where a yes runs already that says otherwise, this one takes its place.</param>
    /// <param name="asked">Each sentence as it stood on the page.</param>
    /// <param name="language">In which language it stood there.</param>
    /// <param name="support">With whose support they decided; blank where they say nothing of it.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> Give(
        Keyring by, Proven proven, PersonId to, IReadOnlyList<Sharing> yes, Bounds bounds, IReadOnlyList<string> asked, string language, string? support = null, CancellationToken stop = default)
    {
        if (proven.Person != by.Person) return Accounts.Unproven;
        if (Refusal.TooLong(Supporter.Longest, ("Support", support)) is { } tooLong) return tooLong;
        if (!await db.WorksHere(premises.House, to, stop)) return new($"Nobody who works here is called that.");
        await using var work = await gate.BeginPower(stop);
        if (bounds.Check(work.At) is { } never) return never;
        var before = await db.Between(premises.House, by.Person, to, stop);
        if (yes.Any(s => before.Any(p => p.Refuses(s.Category) && p.IsActive(work.At))))
            return new($"You said no to this person. Take that back first, if you want to.");
        // What isn't chosen is closed: the page says of each thing whether it is open, and keeps its word.
        var open = before.Where(p => p.Decision == Decision.Permit && p.IsActive(work.At) && Sharing.Of(p) is not null).ToList();
        var closed = open.FindAll(p => !yes.Contains(Sharing.Of(p)!));
        if (yes.Count == 0 && closed.Count == 0) return new($"Nothing was chosen, so nothing opens. That is fine too.");
        foreach (var permission in closed)
            if (await gate.Withdraw(work, by, permission.Id) is { } stays) return stays;
        var (given, kept) = (new List<Guid>(), new List<Guid>());
        foreach (var sharing in yes)
        {
            var running = open.Find(p => Sharing.Of(p) == sharing);
            var (until, since) = (bounds.EndOf(sharing, work.At), bounds.StartOf(sharing, running, open, work.At));
            if (running is not null && bounds.IsAlike(running, until, since))
            {
                kept.Add(running.Id.Value);
                continue;
            }
            var opened = await Open(work, by, to, sharing, new(work.At, until), since, bounds.TellMe, running);
            if (opened.Refusal is { } refusal) return refusal;
            given.Add(opened.Value.Value);
        }
        if (given.Count == 0)
        {
            if (closed.Count > 0) await work.Commit(stop);
            return null;
        }
        var papers = await gate.Vault.FolderOf(by.Person.Subject, Category.Papers, Guid.Empty, work.At);
        var consent = await db.Dated(premises.House, new(to.Value, asked, [.. yes.Select(s => s.Key)], language, given) { Kept = kept, Support = string.IsNullOrWhiteSpace(support) ? null : support.Trim() }, work.At, stop);
        if (await gate.Seal(work, by, papers, Consent.Kind, random.Id(), consent) is { } unsealed) return unsealed;
        await work.Commit(stop);
        return null;
    }

    private async Task<Outcome<PermissionId>> Open(Work work, Keyring by, PersonId to, Sharing sharing, Window valid, Instant? since, bool tellMe, Permission? running)
    {
        // Each therapist's notes are a folder of their own, so that a yes to one never opens another's.
        var folder = sharing.Category == Category.Notes ? await gate.Vault.FolderOf(by.Person.Subject, Category.Notes, to.Value, work.At) : null;
        var permission = Permission.Permit(random.Id<PermissionId>(), by.Person, to.Actor, sharing.Category, folder?.Id, sharing.Purpose, sharing.MayWrite, valid, since, tellMe);
        if (permission.Refusal is { } refusal) return refusal;
        if (await gate.Permit(work, by, permission.Value) is { } no) return no;
        // After the new one, so that nothing closes in between.
        if (running is not null && await gate.Withdraw(work, by, running.Id) is { } kept) return kept;
        return permission.Value.Id;
    }

    /// <summary>Takes back a yes, at once and without a question; or a no, which opens something again and asks for what a yes asks for.</summary>
    public async Task<Refusal?> Withdraw(Keyring by, PermissionId id, Proven? proven = null, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (proven?.Person != by.Person && await db.Permissions.AnyAsync(p => p.Id == id && p.Decision == Decision.Deny, stop)) return Accounts.Unproven;
        if (await gate.Withdraw(work, by, id) is { } refusal) return refusal;
        foreach (var follower in followers) await follower.Withdrawn(work, by.Person);
        await work.Commit(stop);
        return null;
    }

    /// <summary>A no to one person for everything. It outweighs every yes until it is taken back.</summary>
    public async Task<Refusal?> Deny(Keyring by, PersonId whom, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        var before = await db.Between(premises.House, by.Person, whom, stop);
        if (before.Any(p => p.ShutsOut && p.IsActive(work.At))) return null;
        if (await gate.Permit(work, by, Permission.Deny(random.Id<PermissionId>(), by.Person, whom.Actor, null, work.At)) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }
}
