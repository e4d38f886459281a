using System.Diagnostics;
using System.Security.Cryptography;
using Alongside.Commands;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Benchmarks;

/// <summary>A whole access log recomputed, and its bytes hashed by nothing else.</summary>
/// <param name="Entries">How many.</param>
/// <param name="Bytes">Of all leaves together.</param>
/// <param name="Seconds">The audit, from the database to its last sentence.</param>
/// <param name="BareSeconds">SHA-256 alone over each leaf, out of memory.</param>
public sealed record AuditRow(int Entries, long Bytes, double Seconds, double BareSeconds);

internal static class AuditRun
{
    public const int Most = 1_000_000;

    public static async Task<AuditRow> Measure(string folder, Pace pace)
    {
        var entries = pace == Pace.Glance ? Most / 100 : Most;
        var place = DatabasePlace.Sqlite(Path.Combine(folder, "audit", "practice.db"));
        var premises = (await Ground.Prepare(place, Path.Combine(folder, "audit", "house.key"), null, demo: true, Instant.FromUtc(2026, 1, 1, 0, 0), CompositionRoot.Random)).Value;
        var leaves = await Fill(place, premises, entries);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = -1; round < pace.Rounds; round++)
        {
            var (audited, hashed) = (await Audit(place, premises), Hash(leaves));
            if (round < 0) continue; // warming up
            ours.Add(audited);
            bare.Add(hashed);
        }
        return new(entries, leaves.Sum(l => (long)l.Length), Figures.Of(ours), Figures.Of(bare));
    }

    private static async Task<double> Audit(DatabasePlace place, Premises premises)
    {
        await using var db = place.Open(null);
        var watch = Stopwatch.StartNew();
        var audit = await LogAudit.Run(db, premises);
        return audit.Troubles.Count == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(FormattableString.Invariant(audit.Troubles[0]));
    }

    private static double Hash(List<byte[]> leaves)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var watch = Stopwatch.StartNew();
        foreach (var leaf in leaves) SHA256.HashData(leaf, hash);
        return watch.Elapsed.TotalSeconds;
    }

    // Past the gate, which appends some thousands a second: the same rows, and the head written by the house.
    private static async Task<List<byte[]>> Fill(DatabasePlace place, Premises premises, int entries)
    {
        await using var db = place.Open(premises.House);
        await db.Database.OpenConnectionAsync();
        var head = await db.LogHeads.SingleAsync();
        var frontier = head.Size == 0 ? new Frontier() : Frontier.Read(head.Frontier);
        var leaves = await db.LogEntries.AsNoTracking().OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync();
        var (people, at) = (Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).ToArray(), head.LatestAt);
        await using (var all = await ((SqliteConnection)db.Database.GetDbConnection()).BeginTransactionAsync())
        {
            await using var entry = Command(all, """INSERT INTO "LogEntries" ("Index", "Leaf") VALUES (@a, @b)""", 2);
            await using var side = Command(all, """INSERT INTO "LogSides" ("Index", "Subject", "Folder", "Salt") VALUES (@a, @b, @c, @d)""", 4);
            while (frontier.Size < entries)
            {
                at += Duration.FromSeconds(20);
                var (who, about, salt) = (people[frontier.Size % 7], people[frontier.Size % people.Length], RandomNumberGenerator.GetBytes(32));
                var row = new LogSide(frontier.Size, new(about), new FolderId(about), salt);
                var leaf = new LogLeaf(at, "open", new(who), Purpose.Care, new(new(about), null), row.Commitment(), []).Write();
                await Execute(entry, frontier.Size, leaf);
                await Execute(side, frontier.Size, about, about, salt);
                frontier.Append(MerkleTree.LeafHash(leaf));
                leaves.Add(leaf);
            }
            await all.CommitAsync();
        }
        head.Advance(frontier.Size, frontier.Write(), at, premises.House);
        await db.SaveChangesAsync();
        return leaves;
    }

    private static SqliteCommand Command(System.Data.Common.DbTransaction within, string sql, int values)
    {
        var command = ((SqliteConnection)within.Connection!).CreateCommand();
        (command.Transaction, command.CommandText) = ((SqliteTransaction)within, sql);
        for (var i = 0; i < values; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{(char)('a' + i)}" });
        return command;
    }

    private static Task<int> Execute(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command.ExecuteNonQueryAsync();
    }
}
