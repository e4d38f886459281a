using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.People.Doors;

/// <summary>How people are reached, as it is kept and as it is read by those who may.</summary>
public sealed class ChannelBook(Database db, Gate gate)
{
    /// <summary>Of somebody: one's own, or of who permitted it; null where nothing is there or nothing opens.</summary>
    public async Task<Channels?> Of(Keyring by, PersonId person, CancellationToken stop = default)
    {
        var (purpose, logged) = by.Person == person ? (Purpose.Own, Logged.OnceASession) : (Purpose.Contact, Logged.EachTime);
        if (await Folder(person, stop) is not { } folder) return null;
        var opened = await gate.OpenAll(by, [folder], purpose, logged, stop);
        return opened.Count == 0 ? null : opened[0].One<Channels>(Channels.Kind);
    }

    public async Task<Refusal?> Keep(Keyring by, Channels channels, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Keep(work, by, channels) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Keeps one's own, together with something else.</summary>
    public async Task<Refusal?> Keep(Work work, Keyring by, Channels channels)
    {
        if (channels.Check() is { } refusal) return refusal;
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Channel, Guid.Empty, work.At);
        return await gate.SealOne(work, by, folder, Channels.Kind, channels);
    }

    private async Task<FolderId?> Folder(PersonId person, CancellationToken stop) => await db.Folders.AsNoTracking()
        .Where(f => f.Subject == person.Subject && f.Category == Category.Channel && f.Part == Guid.Empty).Select(f => (FolderId?)f.Id).SingleOrDefaultAsync(stop);
}
