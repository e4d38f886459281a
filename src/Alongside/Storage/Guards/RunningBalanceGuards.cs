namespace Alongside.Storage.Guards;

// The database counts along what each account stands at and what each day's promises come to, so that nobody has to sum all
// that ever happened. Whoever writes such a row by hand can write none but the true one.
public static partial class DatabaseGuards
{
    private const string IntoBalances = """INSERT INTO "RunningBalances" ("Account", "Number", "What", "Source", "Minor", "Held", "Holds")""";

    // Of a promise p: with how many sessions left, and for how much each.
    private const string Left = """
        (p."Sessions" - (SELECT COUNT(*) FROM "Holds" h WHERE h."Promise" = p."Id"
            AND NOT EXISTS (SELECT 1 FROM "HoldResolutions" r WHERE r."Hold" = h."Id" AND r."How" = 'Voided')))
        """;

    private const string NotEnded = """NOT EXISTS (SELECT 1 FROM "PromiseEnds" e WHERE e."Promise" = p."Id")""";

    /// <summary>What is all that happened to an account so far, as one row: for what was written while nobody counted along.</summary>
    internal const string CountAll = $"""
        {IntoBalances}
        SELECT a."Id", (SELECT COALESCE(MAX(b."Number"), 0) + 1 FROM "RunningBalances" b WHERE b."Account" = a."Id"), 'Counted', a."Id",
            COALESCE((SELECT SUM(l."Minor") FROM "Lines" l WHERE l."Account" = a."Id" AND EXISTS (SELECT 1 FROM "Stamps" s WHERE s."Entry" = l."Entry")), 0),
            COALESCE((SELECT SUM(h."Minor") FROM "Holds" h WHERE h."Fund" = a."Id" AND NOT EXISTS (SELECT 1 FROM "HoldResolutions" r WHERE r."Hold" = h."Id")), 0),
            (SELECT COUNT(*) FROM "Holds" h WHERE h."Fund" = a."Id" AND NOT EXISTS (SELECT 1 FROM "HoldResolutions" r WHERE r."Hold" = h."Id"))
        FROM "Accounts" a WHERE EXISTS (SELECT 1 FROM "Lines" l WHERE l."Account" = a."Id") OR EXISTS (SELECT 1 FROM "Holds" h WHERE h."Fund" = a."Id")
        """;

    /// <summary>What is promised until each day, summed anew.</summary>
    internal static string SumPromises => $"""
        INSERT INTO "PromisedUntil" ("Fund", "Until", "Minor", "People")
        SELECT d."Fund", d."Until", {SumUntil("d", "Minor")}, {SumUntil("d", "People")} FROM (SELECT DISTINCT p."Fund", p."Until" FROM "Promises" p) d WHERE TRUE
        ON CONFLICT ("Fund", "Until") DO UPDATE SET "Minor" = excluded."Minor", "People" = excluded."People"
        """;

    // Two at once would count from the same number. What only refers to these accounts needn't wait.
    private const string LockCounted = """
        PERFORM 1 FROM "Accounts" a WHERE a."Id" IN (SELECT t."Account" FROM "Lines" t WHERE t."Entry" = NEW."Entry") ORDER BY a."Id" FOR NO KEY UPDATE;
        """;

    private static DatabaseGuard[] CountingAlong() =>
    [
        DatabaseGuard.WritesAlong("Stamps_counted", "Stamps", $"""
            {IntoBalances} SELECT {Next("l.\"Account\"", "'Stamped'", "NEW.\"Entry\"", minor: " + SUM(l.\"Minor\")")}
            FROM "Lines" l WHERE l."Entry" = NEW."Entry" GROUP BY l."Account"
            """, LockCounted),
        DatabaseGuard.WritesAlong("Holds_counted", "Holds",
            $"{IntoBalances} SELECT {Next("NEW.\"Fund\"", "'Held'", "NEW.\"Id\"", held: " + NEW.\"Minor\"", holds: " + 1")}; {SumOf("NEW.\"Promise\"")}", LockHeldFund),
        DatabaseGuard.WritesAlong("HoldResolutions_counted", "HoldResolutions", $"""
            {IntoBalances} SELECT {Next("h.\"Fund\"", "'Resolved'", "h.\"Id\"", held: " - h.\"Minor\"", holds: " - 1")} FROM "Holds" h WHERE h."Id" = NEW."Hold";
            {SumOf("(SELECT h.\"Promise\" FROM \"Holds\" h WHERE h.\"Id\" = NEW.\"Hold\")")}
            """, """PERFORM 1 FROM "Accounts" a WHERE a."Id" IN (SELECT h."Fund" FROM "Holds" h WHERE h."Id" = NEW."Hold") FOR UPDATE;"""),
        DatabaseGuard.WritesAlong("Promises_summed", "Promises", SumOf("NEW.\"Id\""), LockHeldFund),
        DatabaseGuard.WritesAlong("PromiseEnds_summed", "PromiseEnds", SumOf("NEW.\"Promise\""),
            """PERFORM 1 FROM "Accounts" a WHERE a."Id" IN (SELECT p."Fund" FROM "Promises" p WHERE p."Id" = NEW."Promise") FOR UPDATE;"""),
        RefuseWhen("RunningBalances_follow", "RunningBalances", "What an account stands at follows from what happened to it.", $"""
            NEW."Number" <> {Latest("Number", Account)} + 1 OR NOT COALESCE(
                NEW."What" = 'Stamped' AND EXISTS (SELECT 1 FROM "Stamps" s WHERE s."Entry" = NEW."Source")
                    AND NEW."Minor" = {Latest("Minor", Account)} + (SELECT SUM(l."Minor") FROM "Lines" l WHERE l."Entry" = NEW."Source" AND l."Account" = NEW."Account")
                    AND NEW."Held" = {Latest("Held", Account)} AND NEW."Holds" = {Latest("Holds", Account)}
                OR NEW."What" = 'Held' AND NEW."Minor" = {Latest("Minor", Account)}
                    AND NEW."Held" = {Latest("Held", Account)} + (SELECT h."Minor" FROM "Holds" h WHERE h."Id" = NEW."Source" AND h."Fund" = NEW."Account")
                    AND NEW."Holds" = {Latest("Holds", Account)} + 1
                OR NEW."What" = 'Resolved' AND NEW."Minor" = {Latest("Minor", Account)}
                    AND NEW."Held" = {Latest("Held", Account)} - (SELECT h."Minor" FROM "Holds" h JOIN "HoldResolutions" r ON r."Hold" = h."Id" WHERE h."Id" = NEW."Source" AND h."Fund" = NEW."Account")
                    AND NEW."Holds" = {Latest("Holds", Account)} - 1, FALSE)
            """),
        RefuseWhen("PromisedUntil_true", "PromisedUntil", "What is promised until a day is what its promises sum to.", NotTheSum),
        RefuseWhen("PromisedUntil_stays_true", "PromisedUntil", "What is promised until a day is what its promises sum to, and stays so.", NotTheSum, operation: "UPDATE"),
        DatabaseGuard.Refuse("PromisedUntil_never_go", "PromisedUntil", "DELETE", "What is promised until a day stays written."),
        DatabaseGuard.NoTruncate("PromisedUntil", "What is promised until a day stays written."),
    ];

    private static string NotTheSum => $"""NEW."Minor" <> {SumUntil("NEW", "Minor")} OR NEW."People" <> {SumUntil("NEW", "People")}""";

    // Of who has a promise, all last until the day on which they are asked for their fee again: nobody is counted on two days.
    private static string SumUntil(string row, string what) => what == "Minor"
        ? $"""(SELECT COALESCE(SUM({Left} * p."Minor"), 0) FROM "Promises" p WHERE p."Fund" = {row}."Fund" AND p."Until" = {row}."Until" AND {NotEnded})"""
        : $"""(SELECT COUNT(DISTINCT p."Payer") FROM "Promises" p WHERE p."Fund" = {row}."Fund" AND p."Until" = {row}."Until" AND {NotEnded} AND {Left} > 0)""";

    private static string SumOf(string promise) => $"""
        INSERT INTO "PromisedUntil" ("Fund", "Until", "Minor", "People")
        SELECT d."Fund", d."Until", {SumUntil("d", "Minor")}, {SumUntil("d", "People")} FROM "Promises" d WHERE d."Id" = {promise}
        ON CONFLICT ("Fund", "Until") DO UPDATE SET "Minor" = excluded."Minor", "People" = excluded."People"
        """;

    private const string Account = "NEW.\"Account\"";

    private static string Latest(string column, string account) =>
        $"""COALESCE((SELECT b."{column}" FROM "RunningBalances" b WHERE b."Account" = {account} ORDER BY b."Number" DESC LIMIT 1), 0)""";

    private static string Next(string account, string what, string source, string minor = "", string held = "", string holds = "") =>
        $"{account}, {Latest("Number", account)} + 1, {what}, {source}, {Latest("Minor", account)}{minor}, {Latest("Held", account)}{held}, {Latest("Holds", account)}{holds}";
}
