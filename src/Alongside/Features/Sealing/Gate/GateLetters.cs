using System.Security.Cryptography;
using System.Text.Json;
using Alongside.Kernel;

namespace Alongside.Features.Sealing.Gate;

public sealed partial class Gate
{
    /// <summary>The same words whatever was demanded and whether it may be told or not: so they give no demand away that may not be told.</summary>
    public static readonly Refusal Held = new($"Something that the law asks of us keeps us from erasing this at present. It stays sealed as it is. As soon as we may say more, it stands on “My care”.");

    /// <summary>
    /// Seals something to somebody who opened nothing to the writer, as into a letter box: a folder of its own, whose key
    /// is wrapped to whom it belongs and is forgotten here. Whoever wrote it can't read it again.
    /// </summary>
    /// <param name="work">Begun for a change of power.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="to">Whose it is from then on.</param>
    /// <param name="part">As <see cref="Folder.Part"/>; there must be none of it yet.</param>
    /// <param name="kind">The record's kind.</param>
    /// <param name="content">What they read.</param>
    public async Task<Refusal?> Leave<T>(Work work, Keyring by, PersonId to, Guid part, string kind, T content) where T : class
    {
        if (await Changed(work, by) is { } changed) return changed;
        var (folder, dataKey) = await Vault.NewFolder(to.Subject, Category.Messages, part, work.At);
        var row = random.Id();
        var bytes = Envelope.Seal(dataKey, JsonSerializer.SerializeToUtf8Bytes(content), new RecordPlace(premises.Practice, folder.Id, 1, kind, row, 1), random);
        CryptographicOperations.ZeroMemory(dataKey);
        db.SealedRecords.Add(new(random.Id<RecordId>(), folder.Id, 1, kind, row, 1, bytes, by.Person.Actor, work.At));
        work.Log("seal", by.Person.Actor, Purpose.Contact, Basis.Own, to.Subject, folder.Id, SHA256.HashData(bytes));
        await db.SaveChangesAsync();
        return null;
    }
}
