using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>Mail that didn't arrive, as a member may know of it.</summary>
/// <param name="Mail">What is left of it.</param>
/// <param name="To">Whom it was to, where they have said yes to this member; null to others.</param>
/// <param name="Name">What they are called, where that is open too.</param>
public sealed record DeadLetter(Undelivered Mail, PersonId? To, string? Name);

/// <summary>
/// Who holds welcome reaches people when something has to be told, so they see every mail that failed; of whom, only
/// where that person has said yes to them. A therapist sees those to people in their own care.
/// </summary>
public sealed class DeadMail(Database db, Gate gate, Premises premises, NameBook names)
{
    public async Task<IReadOnlyList<DeadLetter>> For(Keyring by, Instant at, CancellationToken stop = default)
    {
        var all = await db.AllUndelivered(stop);
        if (all.Count == 0) return [];
        var known = (await db.ClientsOf(premises.House, by.Person, at, stop)).ToDictionary(c => Convert.ToHexString(premises.House.Mailbox(c)));
        var everything = await HoldsWelcome(by.Person, at);
        var seen = all.Select(u => (Mail: u, To: known.TryGetValue(Convert.ToHexString(u.Mailbox), out var to) ? to : (PersonId?)null))
            .Where(s => everything || s.To is not null).ToList();
        var called = await names.Of(by, [.. seen.Select(s => s.To).OfType<PersonId>().Distinct()], Purpose.Care, stop: stop);
        return [.. seen.Select(s => new DeadLetter(s.Mail, s.To, s.To is { } to ? called.GetValueOrDefault(to)?.Used : null))];
    }

    public async Task<bool> HoldsWelcome(PersonId person, Instant at) =>
        (await gate.Vault.Mandates()).Exists(m => m.Name == MandateNames.Welcome && m.Holders(at).Contains(person));

    /// <summary>Somebody has rung, or it needs nothing.</summary>
    public async Task<Refusal?> PutAside(Keyring by, Guid id, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        var client = (await db.ClientsOf(premises.House, by.Person, work.At, stop)).Select(premises.House.Mailbox).ToList();
        var mail = await db.Undelivered.SingleOrDefaultAsync(u => u.Id == id, stop);
        if (mail is null) return null; // somebody was quicker
        if (!await HoldsWelcome(by.Person, work.At) && !client.Exists(c => c.AsSpan().SequenceEqual(mail.Mailbox)))
            return new($"Only who holds welcome, and who has this person in their care, can put this aside.");
        db.Undelivered.Remove(mail);
        work.Log("mail put aside", by.Person.Actor, Purpose.Contact);
        await work.Commit(stop);
        return null;
    }
}
