using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>What somebody lets the practice send them by e-mail, as they keep it and as the post box reads it.</summary>
public sealed class MailBook(Database db, Gate gate, Premises premises, RandomSource random, Mailing mailing, Outbox outbox, IEnumerable<IOweMail> owing)
{
    public static readonly Duration Lasts = Duration.FromDays(365);

    private static readonly Duration toBeRenewed = Lasts - Duration.FromDays(30);

    /// <summary>One's own; null while one never had any.</summary>
    public async Task<MailWishes?> Own(Keyring by, CancellationToken stop = default)
    {
        if (await db.MailFolder(by.Person, stop) is not { } folder) return null;
        var opened = await gate.Open(by, folder, Purpose.Own, Logged.OnceASession, stop);
        return opened.Refusal is null ? opened.Value.One<MailWishes>(MailWishes.Kind) : null;
    }

    /// <summary>Keeps one's wishes and with them the yes to the post box, for a year from now on.</summary>
    /// <param name="by">Whose.</param>
    /// <param name="proven">That it is really them.</param>
    /// <param name="wishes">What they chose.</param>
    /// <param name="asked">Each sentence as it stood on the page.</param>
    /// <param name="language">In which language it stood there.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> Keep(Keyring by, Proven proven, MailWishes wishes, IReadOnlyList<string> asked, string language, CancellationToken stop = default)
    {
        if (proven.Person != by.Person) return Accounts.Unproven;
        if (mailing.Server is null) return new($"This practice sends no e-mail at present.");
        var tidy = wishes.Tidy(DateTimeZoneProviders.Tzdb);
        if (tidy.Refusal is { } untidy) return untidy;
        await using var work = await gate.BeginPower(stop);
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Channel, MailWishes.Part, work.At);
        if (await gate.SealOne(work, by, folder, MailWishes.Kind, tidy.Value) is { } unsealed) return unsealed;
        if (await Permit(work, by, folder, asked, language) is { } no) return no;
        var mailbox = premises.House.Mailbox(by.Person);
        await db.Undelivered.Where(u => u.Mailbox == mailbox).ExecuteDeleteAsync(stop);
        await outbox.AskAnew(work, by.Person);
        foreach (var owes in owing) await owes.Owe(work, by.Person);
        await work.Commit(stop);
        return null;
    }

    /// <summary>What the post box reads, by the key of the house file; each time stands in the log.</summary>
    internal async Task<Outcome<OpenedFolder>> OpenForSending(PersonId person, CancellationToken stop)
    {
        if (await db.MailFolder(person, stop) is not { } folder) return Gate.NotYours;
        var number = await db.PublicKeys.Where(k => k.Actor == premises.PostBox).MaxAsync(k => (int?)k.Number, stop) ?? 1;
        var keyring = new Keyring(new(premises.PostBox.Value), number, premises.House.PostBox, []);
        return await gate.Open(keyring, folder, Purpose.Contact, Logged.EachTime, stop);
    }

    private async Task<Refusal?> Permit(Work work, Keyring by, Folder folder, IReadOnlyList<string> asked, string language)
    {
        var running = await db.MailYes(premises, by.Person, work.At);
        if (running is not null && running.Until - work.At > toBeRenewed) return null;
        var permission = Permission.Permit(random.Id<PermissionId>(), by.Person, premises.PostBox, Category.Channel, folder.Id, Purpose.Contact, false,
            new(work.At, work.At + Lasts), null);
        if (permission.Refusal is { } refusal) return refusal;
        if (await gate.Permit(work, by, permission.Value) is { } no) return no;
        // After the new one, so that nothing closes in between.
        if (running is not null && await gate.Withdraw(work, by, running.Id) is { } kept) return kept;
        var papers = await gate.Vault.FolderOf(by.Person.Subject, Category.Papers, Guid.Empty, work.At);
        var consent = await db.Dated(premises.House, new(premises.PostBox.Value, asked, ["mail"], language, [permission.Value.Id.Value]), work.At);
        return await gate.Seal(work, by, papers, Consent.Kind, random.Id(), consent);
    }
}

/// <summary>When the yes to the post box is taken back, what waits for that person goes in the same transaction.</summary>
public sealed class MailStops(Database db, Premises premises) : IFollowWithdrawals
{
    public async Task Withdrawn(Work work, PersonId person)
    {
        await db.SaveChangesAsync();
        if (await db.MailYes(premises, person, work.At) is not null) return;
        var mailbox = premises.House.Mailbox(person);
        await db.Outbox.Where(m => m.Mailbox == mailbox).ExecuteDeleteAsync();
    }
}
