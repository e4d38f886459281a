using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Alongside.Storage.Backups;

/// <summary>
/// Which table goes where in a backup. Each table of the model stands in exactly one of these lists; for one that
/// doesn't, a test fails and no backup is made, until somebody has decided.
/// </summary>
public static class BackupTables
{
    /// <summary>Opens nothing by itself: ciphertext, rules, times, amounts, and the access log.</summary>
    public static readonly IReadOnlyList<string> WithTheData =
    [
        "Practices", "PublicKeys", "Folders", "Generations", "SealedRecords", "Pendings", "StoppedSubjects",
        "Permissions", "Withdrawals", "Expiries", "Mandates", "Holdings", "ClockChecks", "LogEntries", "LogSides", "LogHeads", "BackupProofs", "ErasureHolds",
        "People", "Proposals", "ProposalVersions", "ProposedChanges", "ProposalFacts", "AnonymousBallots", "Decisions", "Enactments", "Signatures", "AgreementVersions", "Reviews", "StandIns", "Founders", "Invitations", "FoundingParts", "Members", "MemberInvitations", "CouncilSeats", "Mentions", "Profiles", "Meetings", "MeetingFacts", "FacilitatorWords",
        "Appointments", "TookPlace", "CalledOff", "Openings",
        "Accounts", "Entries", "Lines", "Stamps", "Holds", "HoldResolutions", "RunningBalances", "Promises", "PromiseEnds", "PromisedUntil", "FeeAgreements", "ReceiptDetails",
        "CareRequests", "Offers", "PassedOvers", "Undelivered",
        "Demands", "DemandFacts",
    ];

    /// <summary>
    /// Holds a key, sealed for somebody: with what that somebody has or knows it opens, also long after it was dropped here.
    /// Credentials too: an old one opens to an old passphrase. And passkeys with them: one without the other would be half.
    /// </summary>
    public static readonly IReadOnlyList<string> WithTheKeys = ["Wraps", "MandateKeys", "Credentials", "Passkeys", "EscrowShares"];

    /// <summary>In no backup, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Nowhere = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Sessions"] = "Whoever was signed in signs in again. A cookie that was stolen opens nothing of a restored practice.",
        ["Outbox"] = "It opens to the house file. And what waited may have gone out since: it would go twice, to people whose plans have changed.",
        ["LogOnces"] = "Forgotten within two days here. Without it what is looked at again that day is logged again, which is true.",
    };

    /// <summary>What moves with a practice from one database to another: all of it, as it is still the one practice.</summary>
    public static readonly IReadOnlyList<string> All = [.. WithTheData, .. WithTheKeys, .. Nowhere.Keys];

    /// <summary>Tables of the model that stand in none of these lists. While there is one, no backup is made: it would be lost.</summary>
    public static IReadOnlyList<string> Undecided(Database db) =>
        [.. db.Model.GetRelationalModel().Tables.Select(t => t.Name).Except(All)];

    /// <summary>The tables of a list, each after those that it refers to.</summary>
    public static IReadOnlyList<BackupTable> Of(Database db, IReadOnlyList<string> names)
    {
        var all = db.Model.GetRelationalModel().Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var ordered = new List<BackupTable>();
        foreach (var name in names) Add(all[name]);
        return ordered;

        void Add(ITable table)
        {
            if (!names.Contains(table.Name) || ordered.Exists(t => t.Name == table.Name)) return;
            foreach (var key in table.ForeignKeyConstraints.Where(k => k.PrincipalTable != table)) Add(key.PrincipalTable);
            ordered.Add(BackupTable.Of(table));
        }
    }
}

/// <summary>A column of a table, and as which of a few plain types both databases keep it.</summary>
public sealed record BackupColumn(string Name, Type Type);

/// <summary>A table as a backup sees it: its columns in the order of their names, and those of its key.</summary>
public sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, IReadOnlyList<string> Key)
{
    public static BackupTable Of(ITable table) => new(table.Name,
        [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new BackupColumn(c.Name, TypeOf(c)))],
        [.. table.PrimaryKey!.Columns.Select(c => c.Name)]);

    internal string Quoted => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    private static Type TypeOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0].TypeMapping;
        var kept = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return Nullable.GetUnderlyingType(kept) ?? kept;
    }
}
