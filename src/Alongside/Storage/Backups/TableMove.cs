using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Alongside.Storage.Backups;

/// <summary>Carries a table from one database into another, through memory alone, and reads again what has arrived.</summary>
public static class TableMove
{
    /// <param name="from">Whose transaction holds the moment.</param>
    /// <param name="left">The table there.</param>
    /// <param name="to">Into whose transaction it goes.</param>
    /// <param name="arrived">The table there, without a row.</param>
    /// <param name="each">Told after each row that was read again.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>How many rows; null where what arrived isn't, to the last byte, what set out.</returns>
    public static async Task<long?> Carry(Database from, BackupTable left, Database to, BackupTable arrived, Action each, CancellationToken stop)
    {
        using var sentSum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sent = await TableRows.Add(to, arrived, Summed(TableRows.Of(from, left, stop), sentSum, stop), stop);
        using var foundSum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var found = 0L;
        await foreach (var row in Summed(TableRows.Of(to, arrived, stop), foundSum, stop))
        {
            found++;
            each();
        }
        return found == sent && sentSum.GetHashAndReset().AsSpan().SequenceEqual(foundSum.GetHashAndReset()) ? found : null;
    }

    private static async IAsyncEnumerable<object?[]> Summed(IAsyncEnumerable<object?[]> rows, IncrementalHash sum, [EnumeratorCancellation] CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await using var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true);
        await foreach (var row in rows.WithCancellation(stop))
        {
            bytes.SetLength(0);
            TableCopy.WriteRow(writer, row);
            writer.Flush();
            sum.AppendData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            yield return row;
        }
    }
}
