using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Alongside.Tests.Storage;

/// <summary>A statement that one guard refuses, and what is there before it.</summary>
internal sealed record Trespass(string Statement, params string[] Before);

/// <summary>One trespass for each guard.</summary>
internal static class Trespasses
{
    private static readonly Dictionary<string, Func<Rows, Trespass>> ByName = new(StringComparer.Ordinal)
    {
        ["Appointments_one_place_at_a_time"] = r => new(r.New("Appointments", ("Id", Rows.Id(2))), r.New("Appointments")),
        ["Appointments_of_a_length"] = r => new(r.New("Appointments", ("Minutes", "10"))),
        ["TookPlace_not_called_off"] = r => new(r.New("TookPlace"), r.New("CalledOff")),
        ["CalledOff_not_taken_place"] = r => new(r.New("CalledOff"), r.New("TookPlace")),
        ["Decisions_in_order"] = r => new(r.New("Decisions", ("Number", "1"))),
        ["Decisions_founding_signed"] = r => new(r.New("Decisions", ("Number", "0"))),
        ["Enactments_of_a_decision"] = r => new(r.New("Enactments")),
        ["AgreementVersions_by_decision"] = r => new(r.New("AgreementVersions")),
        ["Decisions_on_a_proposal"] = r => new(r.New("Decisions")),
        ["Enactments_of_what_was_proposed"] = r => new(r.New("Enactments")),
        ["AgreementVersions_from_what_held"] = r => new(r.New("AgreementVersions")),
        ["Proposals_in_order"] = r => new(r.New("Proposals", ("Number", "2"))),
        ["ProposalVersions_in_order"] = r => new(r.New("ProposalVersions", ("Number", "2"))),
        ["ProposedChanges_with_their_version"] = r => new(r.New("ProposedChanges")),
        ["ProposalFacts_in_order"] = r => new(r.New("ProposalFacts", ("Number", "2"))),
        ["AnonymousBallots_one_by_one"] = r => new("""UPDATE "AnonymousBallots" SET "Content" = "Content" """, r.New("AnonymousBallots")),
        ["AnonymousBallots_begin_with_one"] = r => new(r.New("AnonymousBallots", ("Count", "2"))),
        ["CouncilSeats_only_go_on"] = r => new("""UPDATE "CouncilSeats" SET "Until" = "Until" + 1""", r.New("CouncilSeats", ("EndedAt", "NULL"))),
        ["CouncilSeats_one_a_person"] = r => new(r.New("CouncilSeats", ("Id", Rows.Id(2))), r.New("CouncilSeats", ("EndedAt", "NULL"))),
        ["Meetings_in_order"] = r => new(r.New("Meetings", ("Number", "2"))),
        ["MeetingFacts_in_order"] = r => new(r.New("MeetingFacts", ("Number", "2"))),
        ["FacilitatorWords_in_order"] = r => new(r.New("FacilitatorWords", ("Number", "2"))),
        ["Passkeys_only_count_on"] = r => new("""UPDATE "Passkeys" SET "SignCount" = "SignCount" - 1""", r.New("Passkeys")),
        ["Demands_in_order"] = r => new(r.New("Demands", ("Number", "2"))),
        ["DemandFacts_in_order"] = r => new(r.New("DemandFacts", ("Number", "2"))),
        ["DemandFacts_closed_by_two"] = r => new(r.New("DemandFacts", ("Number", "2"), ("Step", "'Closed'")), r.New("DemandFacts", ("Step", "'EndAsked'"))),
        ["DemandFacts_until_closed"] = r => new(r.New("DemandFacts", ("Number", "2")), r.New("DemandFacts", ("Step", "'Closed'"))),
        ["ErasureHolds_end_with_their_demand"] = r => new("""UPDATE "ErasureHolds" SET "EndedAt" = 2""", r.New("ErasureHolds", ("EndedAt", "NULL"))),
        ["LogHeads_only_grow"] = r => new("""UPDATE "LogHeads" SET "Size" = "Size" - 1""", r.New("LogHeads")),
        ["Lines_before_the_stamp"] = r => new(r.New("Lines"), r.New("Stamps")),
        ["Lines_say_something"] = r => new(r.New("Lines", ("Minor", "0"))),
        ["Stamps_two_lines"] = r => new(r.New("Stamps"), r.New("Lines")),
        ["Stamps_balance"] = r => new(r.New("Stamps"), r.New("Lines"), r.New("Lines", ("Number", "2"))),
        ["Stamps_fund_not_overdrawn"] = r => new(r.New("Stamps"), Fund(r), r.New("Lines", ("Minor", "5"))),
        ["Stamps_fund_keeps_holds"] = r => new(r.New("Stamps"), Fund(r), r.New("Lines", ("Minor", "5")), r.New("RunningBalances", ("Minor", "-10"), ("Held", "6"))),
        ["Holds_say_something"] = r => new(r.New("Holds", ("Minor", "0"))),
        ["Holds_of_a_fund"] = r => new(r.New("Holds"), r.New("Accounts", ("Kind", "'Payer'"))),
        ["Holds_within_the_fund"] = r => new(r.New("Holds"), Fund(r)),
        ["RunningBalances_follow"] = r => new(r.New("RunningBalances", ("What", "'Stamped'")), r.New("Stamps"), r.New("Lines", ("Minor", "2"))),
        ["PromisedUntil_true"] = r => new(r.New("PromisedUntil", ("Minor", "2")), r.New("Promises")),
        ["PromisedUntil_stays_true"] = r => new("""UPDATE "PromisedUntil" SET "Minor" = 2""", r.New("PromisedUntil"), r.New("Promises")),
        ["HoldResolutions_posted_by_an_entry"] = r => new(r.New("HoldResolutions", ("How", "'Posted'"), ("Entry", "NULL"))),
        ["CareRequests_keep_their_place"] = r => new("""UPDATE "CareRequests" SET "SentAt" = "SentAt" + 1""", r.New("CareRequests")),
        ["CareRequests_that_wait_stay"] = r => new("""DELETE FROM "CareRequests" """, r.New("CareRequests")),
        ["Offers_answered_once"] = r => new(r.Touch("Offers"), r.New("Offers")),
    };

    public static Trespass? Against(DatabaseGuard guard, Rows rows)
    {
        if (ByName.TryGetValue(guard.Name, out var special)) return special(rows);
        var table = guard.Table;
        return guard.Name[table.Length..] switch
        {
            "_never_change" => new(rows.Touch(table), rows.New(table)),
            "_never_go" => new($"DELETE FROM \"{table}\"", rows.New(table)),
            "_no_truncate" => new($"TRUNCATE \"{table}\" CASCADE", rows.New(table)),
            "_once" => new(rows.Replace(table), rows.New(table)),
            _ => null,
        };
    }

    private static string Fund(Rows rows) => rows.New("Accounts", ("Kind", "'Fund'"));
}

/// <summary>Statements that write rows of nothing in particular: each id is the same one, each number is 1.</summary>
internal sealed class Rows(Database db)
{
    public static string Id(int number) => $"'00000000-0000-0000-0000-{number:d12}'";

    public string New(string table, params (string Column, string Value)[] but)
    {
        var columns = Columns(table);
        Assert.All(but, b => Assert.Contains(columns, c => c.GetColumnName() == b.Column));
        var values = columns.Select(c => but.FirstOrDefault(b => b.Column == c.GetColumnName()).Value ?? Nothing(c));
        return $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.GetColumnName()}\""))}) VALUES ({string.Join(", ", values)})";
    }

    /// <summary>Writes the same row a second time, in the way in which the database would take it.</summary>
    public string Replace(string table) => db.IsPostgres
        ? New(table) + " ON CONFLICT DO NOTHING"
        : New(table).Replace("INSERT INTO", "INSERT OR REPLACE INTO", StringComparison.Ordinal);

    public string Touch(string table)
    {
        var column = Columns(table)[^1].GetColumnName();
        return $"UPDATE \"{table}\" SET \"{column}\" = \"{column}\"";
    }

    private List<IProperty> Columns(string table) =>
        [.. db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).GetProperties()];

    private static string Nothing(IProperty property)
    {
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return (Nullable.GetUnderlyingType(stored) ?? stored) switch
        {
            var t when t == typeof(Guid) => Id(1),
            var t when t == typeof(string) => "'x'",
            var t when t == typeof(bool) => "true",
            var t when t == typeof(byte[]) => property.GetColumnType() == "bytea" ? "'\\x01'" : "X'01'",
            var t when t == typeof(int) || t == typeof(long) || t == typeof(short) || t == typeof(byte) => "1",
            var t => throw new NotSupportedException($"{property.DeclaringType.ClrType.Name}.{property.Name} is kept as {t.Name}."),
        };
    }
}
