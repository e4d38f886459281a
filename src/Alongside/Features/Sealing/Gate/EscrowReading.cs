using System.Security.Cryptography;
using System.Text.Json;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>Reads by the escrow's key what lies in one category of one person within a span of time: nothing wider, and no other keys.</summary>
public sealed class EscrowReading(Database db, Premises premises, Gate gate)
{
    /// <summary>The folders of it, as the log names them.</summary>
    public async Task<Outcome<IReadOnlyList<Folder>>> Folders(PersonId person, Category category)
    {
        if (await db.StoppedSubjects.AnyAsync(s => s.Subject == person.Subject)) return Gate.Stopped;
        return (await db.Folders.AsNoTracking().Where(f => f.Subject == person.Subject && f.Category == category).ToListAsync()).FindAll(f => f.IsGenuine(premises.House));
    }

    /// <param name="escrow">The escrow's key, known to be it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="folders">As <see cref="Folders"/> gave them.</param>
    /// <param name="from">Sealed no earlier.</param>
    /// <param name="until">Sealed earlier than this.</param>
    /// <returns>Of each thing the latest that was sealed within that time, oldest first.</returns>
    public async Task<IReadOnlyList<ReadRecord>> Read(KeyPair escrow, int number, IReadOnlyList<Folder> folders, Instant from, Instant until)
    {
        var (whole, ids) = (new Keyring(new(premises.Escrow.Value), number, escrow, []), folders.Select(f => f.Id).ToList());
        var records = await db.SealedRecords.AsNoTracking().Where(r => ids.Contains(r.Folder) && r.At >= from && r.At < until).ToListAsync();
        var read = new List<ReadRecord>();
        foreach (var record in records.GroupBy(r => r.Row).Select(row => row.MaxBy(r => r.Version)!).OrderBy(r => r.At))
        {
            if (await gate.Vault.DataKey(record.Folder, record.Generation, whole) is not { } dataKey) continue;
            if (Envelope.Open(dataKey, record.Bytes, record.Place(premises.Practice)) is { } plain)
            {
                read.Add(new(record.Kind, record.At, record.Author, Said(plain)));
                CryptographicOperations.ZeroMemory(plain);
            }
            CryptographicOperations.ZeroMemory(dataKey);
        }
        return read;
    }

    private static List<(string, string)> Said(byte[] plain)
    {
        var said = new List<(string, string)>();
        using var json = JsonDocument.Parse(plain);
        Add("", json.RootElement);
        return said;

        void Add(string part, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject()) Add(property.Name, property.Value);
            else if (value.ValueKind == JsonValueKind.Array)
                foreach (var one in value.EnumerateArray()) Add(part, one);
            // By a number, a yes or a code a program finds its way; nobody ever said it.
            else if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && !Guid.TryParse(text, out _))
                said.Add((part, text));
        }
    }
}
