using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Consents.Doors;

/// <summary>Of each ceremony what its person takes along. Nobody else finds it, and nothing of it is stored twice.</summary>
public sealed class ConsentReceipts(Database db, Premises premises, Gate gate)
{
    private static readonly Questions<SubjectId, FolderId> papersOf = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Papers && f.Part == Guid.Empty).Select(f => f.Id));

    /// <summary>One's own, the newest first.</summary>
    public async Task<IReadOnlyList<ConsentReceipt>> Own(Keyring by, Instant at, CancellationToken stop = default)
    {
        var kept = await Kept(by, stop);
        return kept.Count == 0 ? [] : await Drawn(by, kept, at, log: null, stop);
    }

    /// <summary>One of one's own with all that stands on it; null where there is none of this number.</summary>
    public async Task<ConsentReceipt?> Find(Keyring by, Guid id, Instant at, CancellationToken stop = default)
    {
        var kept = (await Kept(by, stop)).Where(k => k.Record.Row == id).ToList();
        if (kept.Count == 0) return null;
        var log = await LogProofs.Now(db, premises, stop);
        var receipt = (await Drawn(by, kept, at, log.Refusal is null ? log.Value.Write() : null, stop))[0];
        // Before the form had a number nothing was written down of who answers for the records: then it is who does so now.
        if (receipt.Consent.Form > 0 || (await db.InForce<Custodian>(premises.House, at, stop))?.Value is not { } now) return receipt;
        return receipt with { Consent = receipt.Consent with { Custodian = now.OfRecords, Contact = now.Contact } };
    }

    private async Task<IReadOnlyList<Opened<Consent>>> Kept(Keyring by, CancellationToken stop)
    {
        if (await papersOf.Ask(db, by.Person.Subject, stop) is not [var papers]) return [];
        var opened = await gate.Open(by, papers, Purpose.Own, Logged.OnceASession, stop);
        return opened.Refusal is null ? opened.Value.Read<Consent>(Consent.Kind) : [];
    }

    private async Task<IReadOnlyList<ConsentReceipt>> Drawn(Keyring by, IReadOnlyList<Opened<Consent>> kept, Instant at, string? log, CancellationToken stop)
    {
        var said = await db.Said(premises.House, by.Person, stop);
        var names = kept.Any(k => k.Content.ToName is null) ? await db.WorkingNames(stop) : [];
        return [.. kept.Reverse().Select(k => new ConsentReceipt(k.Record.Row, k.Record.At, k.Content,
            k.Content.ToName ?? names.GetValueOrDefault(new PersonId(k.Content.To)), Things(k.Content, said, at), log))];
    }

    private static IReadOnlyList<Receipted> Things(Consent consent, IReadOnlyList<Permission> said, Instant at) =>
        [.. consent.Permissions.Select(id => (Id: id, Kept: false)).Concat(consent.Kept.Select(id => (Id: id, Kept: true)))
            .Select(thing => (thing.Kept, Rule: said.FirstOrDefault(p => p.Id.Value == thing.Id)))
            .Where(thing => thing.Rule is not null).Select(thing => new Receipted(thing.Rule!, thing.Kept, Receipted.StandingOf(thing.Rule!, said, at)))];
}
