using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome.Doors;

/// <summary>The person's own acts: beginning a request, leaving it and coming back, sending it, and no longer waiting.</summary>
public sealed class Asking(
    Database db, Gate gate, Premises premises, Accounts accounts, Credentials credentials, Sessions sessions, RandomSource random,
    NameBook nameBook, ChannelBook channelBook, Placements placements)
{
    // The longest that a permission beyond core care may last.
    private static readonly Duration longest = Duration.FromDays(365);

    /// <summary>For a visitor: a key of their own, from their first word on, and the code that brings them back to it.</summary>
    public async Task<Outcome<(string Cookie, ReturnCode Code)>> Begin(CancellationToken stop = default)
    {
        var made = await accounts.NewReturnCode(stop);
        if (made.Refusal is { } busy) return busy;
        await using var work = await gate.BeginPower(stop);
        var (person, key) = accounts.Arrive(work, PersonKind.Client);
        credentials.Add(work, person, 1, key, made.Value.Shown);
        db.CareRequests.Add(new(random.Id<CareRequestId>(), person, work.At));
        var cookie = sessions.Start(work, person, 1, key);
        await work.Commit(stop);
        return (cookie, made.Value.Code);
    }

    /// <summary>Has nothing been written yet by somebody with a return code alone? Then there is nothing that a new one could open to others.</summary>
    public async Task<bool> MayHaveAnotherCode(Keyring by, CancellationToken stop = default) =>
        !await db.Folders.AnyAsync(f => f.Subject == by.Person.Subject, stop) && await accounts.WaysIn(by.Person, stop) is [CredentialKind.ReturnCode];

    /// <summary>Another code in place of one that nobody can read any more: what shows it once lies in memory, and the server may have been started anew.</summary>
    public async Task<Outcome<ReturnCode>> AnotherCode(Keyring by, CancellationToken stop = default)
    {
        var made = await accounts.NewReturnCode(stop);
        if (made.Refusal is { } busy) return busy;
        await using var work = await gate.BeginPower(stop);
        if (!await MayHaveAnotherCode(by, stop)) return Accounts.Unproven;
        await credentials.Remove(work, by.Person, CredentialKind.ReturnCode);
        credentials.Add(work, by.Person, by.KeyNumber, by.Own, made.Value.Shown);
        await work.Commit(stop);
        return made.Value.Code;
    }

    /// <summary>For who is here already.</summary>
    public async Task BeginMine(Keyring by, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await db.RequestOf(by.Person, stop) is { PlacedAt: null }) return;
        db.CareRequests.Add(new(random.Id<CareRequestId>(), by.Person, work.At));
        await work.Commit(stop);
    }

    /// <summary>What was typed so far; of who sent it already, what they sent.</summary>
    public async Task<AskDraft> Draft(Keyring by, CareRequest request, CancellationToken stop = default)
    {
        if (await Own<AskDraft>(by, Category.Draft, request.Id, AskDraft.Kind, stop) is { } draft) return draft;
        var (names, channels) = (await nameBook.Own(by, stop) ?? new Names(), await channelBook.Of(by, by.Person, stop) ?? new Channels());
        var fit = await Own<Fit>(by, Category.Fit, request.Id, Fit.Kind, stop);
        return new()
        {
            Brings = (await Own<Request>(by, Category.Request, request.Id, Request.Kind, stop))?.Brings,
            Used = names.Used,
            Pronouns = names.Pronouns,
            Voicemail = names.Voicemail,
            Languages = names.Languages,
            Access = names.Access,
            Phone = channels.Phone,
            Text = channels.Text,
            Email = channels.Email,
            Hours = channels.Hours,
            SafeWords = channels.SafeWords,
            Not = channels.Not,
            Times = fit?.Times ?? [],
            Ways = fit?.Ways ?? [],
            Wishes = fit?.Wishes,
            Circumstances = fit?.Circumstances ?? [],
        };
    }

    /// <summary>Is there something typed that was not sent? Nothing is opened to tell.</summary>
    public Task<bool> HasUnsent(Keyring by, CareRequest request, CancellationToken stop = default) => db.SealedRecords.AnyAsync(r => r.Kind == AskDraft.Kind
        && db.Folders.Any(f => f.Id == r.Folder && f.Subject == by.Person.Subject && f.Category == Category.Draft && f.Part == request.Id.Value), stop);

    /// <summary>Keeps what is typed, sealed to its writer alone.</summary>
    public async Task<Refusal?> Keep(Keyring by, CareRequest request, AskDraft draft, CancellationToken stop = default)
    {
        if (draft.Check() is { } refusal) return refusal;
        await using var work = await gate.Begin(stop);
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Draft, request.Id.Value, work.At);
        if (await gate.SealOne(work, by, folder, AskDraft.Kind, draft) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Sends it: sealed to who holds welcome, but for those whom the person shuts out. Once more, it is changed and keeps its place.</summary>
    public async Task<Refusal?> Send(Keyring by, CareRequest request, CancellationToken stop = default)
    {
        if (await Own<AskDraft>(by, Category.Draft, request.Id, AskDraft.Kind, stop) is not { } draft)
            return request.SentAt is null ? new($"There is nothing to send yet. Write something first, however short.") : null;
        var (names, channels) = (await nameBook.Own(by, stop) ?? new Names(), await channelBook.Of(by, by.Person, stop) ?? new Channels());
        await using var work = await gate.BeginPower(stop);
        if (await db.CareRequests.SingleOrDefaultAsync(r => r.Id == request.Id && r.Person == by.Person, stop) is not { StoppedAt: null, PlacedAt: null } sent)
            return new($"This request isn’t open any more. You can begin another one.");
        if (await ShutOut(work, by, draft.ShutOut, stop) is { } refusal) return refusal;
        if (await nameBook.Keep(work, by, NamesOf(draft, names)) is { } no) return no;
        if (await channelBook.Keep(work, by, ChannelsOf(draft, channels)) is { } unkept) return unkept;
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Request, sent.Id.Value, work.At);
        if (await gate.SealOne(work, by, folder, Request.Kind, new Request(draft.Brings?.Trim() ?? "")) is { } unsealed) return unsealed;
        var fit = await gate.Vault.FolderOf(by.Person.Subject, Category.Fit, sent.Id.Value, work.At);
        if (await gate.SealOne(work, by, fit, Fit.Kind, new Fit(draft.Times, draft.Ways, draft.Wishes?.Trim() ?? "", draft.Circumstances)) is { } misfit) return misfit;
        if (await Permit(work, by) is { } unpermitted) return unpermitted;
        var written = await gate.Vault.FolderOf(by.Person.Subject, Category.Draft, sent.Id.Value, work.At);
        if (await gate.Erase(work, by, written) is { } stays) return stays;
        sent = await db.CareRequests.SingleAsync(r => r.Id == request.Id, stop);
        sent.Send(work.At);
        await work.Commit(stop);
        return null;
    }

    /// <summary>
    /// No longer waiting: welcome reads nothing more, and what was written for it is erased; names and ways to reach them too,
    /// where nothing else here needs these.
    /// </summary>
    public async Task<Refusal?> Stop(Keyring by, CareRequest request, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        var stopped = await db.CareRequests.SingleOrDefaultAsync(r => r.Id == request.Id && r.Person == by.Person, stop);
        if (stopped is not { StoppedAt: null, PlacedAt: null }) return null;
        await placements.ReleaseAll(stopped.Id, by.Person, work.At);
        if (await placements.CloseTo(work, by) is { } open) return open;
        Category[] written = await db.HasOnlyAsked(premises.House, stopped, work.At, stop)
            ? [Category.Request, Category.Fit, Category.Draft, Category.Name, Category.Channel]
            : [Category.Request, Category.Fit, Category.Draft];
        foreach (var folder in await db.Folders.Where(f => f.Subject == by.Person.Subject && written.Contains(f.Category)
            && (f.Part == request.Id.Value || f.Part == Guid.Empty)).ToListAsync(stop))
            // What the law keeps here is read by nobody more; once it may go, it goes by itself.
            if (await gate.Erase(work, by, folder) is { } stays && stays != Gate.Held) return stays;
        stopped.Stop(work.At);
        await work.Commit(stop);
        return null;
    }

    // Sending never lifts a no: a draft may be older than it, and letting somebody in again is an act of its own, with proof.
    private async Task<Refusal?> ShutOut(Work work, Keyring by, IReadOnlyList<Guid> whom, CancellationToken stop)
    {
        var holders = (await gate.Vault.Mandates()).Where(m => m.Name == MandateNames.Welcome).SelectMany(m => m.Holders(work.At)).ToList();
        if (holders.Count == 0) return new($"Nobody holds welcome here at present, so nobody could read it. Please ring us, or try again in a few days.");
        var kept = (await db.KeptOut(premises.House, by.Person, work.At, stop)).Select(p => p.Value).ToHashSet();
        if (holders.TrueForAll(h => kept.Contains(h.Value) || whom.Contains(h.Value)))
            return new($"Then nobody who holds welcome could read it. Please leave one of them in, or ring us and ask for somebody else.") { Field = "ShutOut" };
        foreach (var member in whom.Distinct().Where(m => !kept.Contains(m)))
            if (await gate.Permit(work, by, Permission.Deny(random.Id<PermissionId>(), by.Person, new PersonId(member).Actor, null, work.At)) is { } no) return no;
        return null;
    }

    private async Task<Refusal?> Permit(Work work, Keyring by)
    {
        var said = await db.Said(premises.House, by.Person);
        foreach (var mandate in (await gate.Vault.Mandates()).Where(m => m.Name == MandateNames.Welcome && m.Holders(work.At).Any()))
            foreach (var (category, purpose) in Placements.Opened)
            {
                if (said.Any(p => p.IsActive(work.At) && p.Actor == mandate.Id && p.Category == category && p.Purpose == purpose)) continue;
                var permission = Permission.Permit(random.Id<PermissionId>(), by.Person, mandate.Id, category, null, purpose, false, new(work.At, work.At + longest), null);
                if (permission.Refusal is { } refusal) return refusal;
                if (await gate.Permit(work, by, permission.Value) is { } no) return no;
            }
        return null;
    }

    private async Task<T?> Own<T>(Keyring by, Category category, CareRequestId request, string kind, CancellationToken stop) where T : class
    {
        var folder = await db.Folders.AsNoTracking().Where(f => f.Subject == by.Person.Subject && f.Category == category && f.Part == request.Value)
            .Select(f => (FolderId?)f.Id).SingleOrDefaultAsync(stop);
        if (folder is not { } id) return null;
        var opened = await gate.OpenAll(by, [id], Purpose.Own, Logged.OnceASession, stop);
        return opened.Count == 0 ? null : opened[0].One<T>(kind);
    }

    private static Names NamesOf(AskDraft draft, Names names) => names with
    {
        Used = draft.Used,
        Pronouns = draft.Pronouns,
        Voicemail = draft.Voicemail,
        Languages = draft.Languages,
        Access = draft.Access,
    };

    private static Channels ChannelsOf(AskDraft draft, Channels channels) => channels with
    {
        Phone = draft.Phone,
        Text = draft.Text,
        Email = draft.Email,
        Hours = draft.Hours,
        SafeWords = draft.SafeWords,
        Not = draft.Not,
    };
}
