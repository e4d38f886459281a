using Alongside.Features.Sealing.Gate;
using MimeKit;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>
/// Sends what is due. Whom to and in which words, the post box reads at that moment and through the gate: what was taken
/// back meanwhile doesn't open, and isn't sent. A row leaves the outbox only after the server's last reply, so that
/// nothing is lost; killed in between, it goes out once more under the same Message-ID.
/// </summary>
public class Dispatch(Gate gate, Outbox outbox, MailBook book, MailText text, Mailing mailing, Digests digests, ILogger<Dispatch> logger)
{
    /// <summary>How long it waits where something hinders the opening that isn't a no.</summary>
    private static readonly Duration aWhile = Duration.FromHours(1);

    /// <returns>Whether the server could be reached, or didn't need to be.</returns>
    public async Task<bool> Run(CancellationToken stop)
    {
        await outbox.ForgetOld(stop);
        var due = new List<(QueuedMail Mail, MailFacts Facts)>();
        foreach (var (mail, facts) in await outbox.Due(stop))
        {
            if (facts is null) await outbox.GiveUp(mail.Id, MailTrouble.Damaged, stop);
            else if (mail.Kind == MailKind.Digest && await digests.Waits(facts.To, stop) is not true and var waits) await Rest(mail, waits, stop);
            else due.Add((mail, facts));
        }
        if (due.Count == 0) return true;
        if (mailing.Server is { } server) return await Send(server, due, stop);
        foreach (var (mail, facts) in due) await GiveUpLate(mail, facts, stop);
        return true;
    }

    /// <summary>The server has taken it: the one moment at which a kill sends it twice. A seam for the test of just that.</summary>
    protected virtual Task Record(QueuedMail mail, CancellationToken stop) =>
        mail.Kind == MailKind.Digest ? outbox.Renew(mail.Id, stop) : outbox.Remove(mail.Id, stop);

    // Nothing waits, so neither is the server asked nor anything opened; of whoever left it waits for nothing any more.
    private async Task Rest(QueuedMail mail, bool? waits, CancellationToken stop)
    {
        if (waits is null) await outbox.Remove(mail.Id, stop);
        else await outbox.Wait(mail.Id, await Now(stop) + aWhile, stop);
    }

    private async Task<bool> Send(MailServer server, List<(QueuedMail Mail, MailFacts Facts)> due, CancellationToken stop)
    {
        // Reached first: while nobody answers, nothing is opened, and no mail is to blame.
        var reached = await Carrier.Reach(server, stop);
        if (reached.Refusal is { } refusal)
        {
            logger.LogWarning("{Trouble}", refusal.ToString());
            foreach (var (mail, facts) in due) await GiveUpLate(mail, facts, stop);
            return false;
        }
        await using var carrier = reached.Value;
        foreach (var (mail, facts) in due)
        {
            stop.ThrowIfCancellationRequested();
            if (!await SendOne(carrier, server, mail, facts, stop)) break;
        }
        return true;
    }

    /// <returns>Whether the line still stands.</returns>
    private async Task<bool> SendOne(Carrier carrier, MailServer server, QueuedMail mail, MailFacts facts, CancellationToken stop)
    {
        if (await outbox.Claim(mail.Id, stop) is not { } at) return true;
        if (at >= facts.Begins)
        {
            await outbox.GiveUp(mail.Id, MailTrouble.TooLate, stop);
            return true;
        }
        var opened = await book.OpenForSending(facts.To, stop);
        if (opened.Refusal is { } refusal)
        {
            // What was taken back goes; what is only stopped until it is understood is no no.
            if (ReferenceEquals(refusal, Gate.NotYours)) await outbox.Remove(mail.Id, stop);
            else await outbox.Wait(mail.Id, at + aWhile, stop);
            return true;
        }
        Letter? letter;
        try
        {
            letter = Write(server, opened.Value, mail, facts, at);
        }
        catch (Exception trouble)
        {
            // Neither server nor database took part, so it lies in this one mail: the others still go out. The message
            // of the trouble could hold an address.
            logger.LogError("One mail could not be written: {Trouble}", trouble.GetType().Name);
            await outbox.TryLater(mail.Id, stop);
            return true;
        }
        if (letter is { Message: { } message }) return await Carry(carrier, mail, message, stop);
        if (letter is null) await outbox.Wait(mail.Id, at + aWhile, stop); // for a key
        else if (letter.When is not { } when) await outbox.Remove(mail.Id, stop);
        else if (when >= facts.Begins) await outbox.GiveUp(mail.Id, MailTrouble.TooLate, stop);
        else await outbox.Wait(mail.Id, when, stop);
        return true;
    }

    private Letter? Write(MailServer server, OpenedFolder opened, QueuedMail mail, MailFacts facts, Instant at)
    {
        if (opened.One<MailWishes>(MailWishes.Kind) is not { } wishes) return null;
        var when = wishes.When(mail.Kind, facts.Begins, facts.Since, at, text.ZoneOf(wishes));
        return new(when, when <= at ? text.Compose(server, wishes, mail, facts, at) : null);
    }

    private async Task<bool> Carry(Carrier carrier, QueuedMail mail, MimeMessage message, CancellationToken stop)
    {
        var carried = await carrier.Send(message);
        // What has happened is recorded even if the server is stopping by now.
        if (carried == Carried.Taken) await Record(mail, CancellationToken.None);
        else if (carried == Carried.Never) await outbox.GiveUp(mail.Id, MailTrouble.Refused, CancellationToken.None);
        else await outbox.TryLater(mail.Id, CancellationToken.None);
        if (carried != Carried.Taken) logger.LogWarning("The mail server did not take one mail: {Carried}", carried);
        return carrier.Stands;
    }

    private async Task GiveUpLate(QueuedMail mail, MailFacts facts, CancellationToken stop)
    {
        if (await Now(stop) >= facts.Begins) await outbox.GiveUp(mail.Id, MailTrouble.TooLate, stop);
    }

    private async Task<Instant> Now(CancellationToken stop)
    {
        await using var work = await gate.Begin(stop);
        return work.At;
    }

    /// <param name="When">It may go out; null where it isn't wanted.</param>
    /// <param name="Message">What goes out, where that is now.</param>
    private sealed record Letter(Instant? When, MimeMessage? Message);
}
