namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    // What adds to a fund can't take too much of it.
    private const string FundsThatPay = $"""
        "Accounts" a WHERE a."Kind" = 'Fund' AND {Paid} > 0
        """;

    private const string Paid = """(SELECT SUM(t."Minor") FROM "Lines" t WHERE t."Entry" = NEW."Entry" AND t."Account" = a."Id")""";

    // Where several would refuse, a person is to read one reason, and the same on both databases: each condition leaves
    // to the others what is theirs.
    private static string Stands => $"""-{Latest("Minor", "a.\"Id\"")} - {Paid}""";

    // Two at once would each see the fund as it was before the other: PostgreSQL locks its row first, SQLite has one writer.
    private const string LockTouchedFunds = """
        PERFORM 1 FROM "Accounts" a WHERE a."Kind" = 'Fund' AND a."Id" IN (SELECT t."Account" FROM "Lines" t WHERE t."Entry" = NEW."Entry") ORDER BY a."Id" FOR UPDATE;
        """;

    private const string LockHeldFund = """PERFORM 1 FROM "Accounts" a WHERE a."Id" = NEW."Fund" FOR UPDATE;""";

    internal static IEnumerable<DatabaseGuard> Solidarity() =>
    [
        .. DatabaseGuard.Forever("Accounts", "An account stays what it is."),
        .. DatabaseGuard.Forever("Entries", "What was written in the ledger stays. Another entry can take it back."),
        .. DatabaseGuard.Forever("Lines", "A line of the ledger stays. Another entry can take it back."),
        .. DatabaseGuard.Forever("Stamps", "An entry is stamped for good."),
        .. DatabaseGuard.Forever("Holds", "A hold never changes. It is resolved once."),
        .. DatabaseGuard.Forever("HoldResolutions", "A hold is resolved once, and for good."),
        .. DatabaseGuard.Forever("Promises", "A promise never changes. It can only end."),
        .. DatabaseGuard.Forever("PromiseEnds", "A promise that ended stays ended."),
        .. DatabaseGuard.Forever("FeeAgreements", "A fee agreement never changes. A later one replaces it."),
        .. DatabaseGuard.Forever("RunningBalances", "What an account stood at stays written."),
        .. NothingReplaced(),
        .. CountingAlong(),
        .. Stamping(),
        .. Holding(),
    ];

    // A replacement deletes without asking the triggers for it unless the connection says otherwise, and somebody who
    // opens the file with a tool of their own won't say so. It is refused before it comes to that.
    private static DatabaseGuard[] NothingReplaced() =>
    [
        RefuseWhen("Accounts_once", "Accounts", "An account is made once.", """EXISTS (SELECT 1 FROM "Accounts" a WHERE a."Id" = NEW."Id")"""),
        RefuseWhen("Entries_once", "Entries", "An entry is written once.",
            """EXISTS (SELECT 1 FROM "Entries" e WHERE e."Id" = NEW."Id" OR e."Session" = NEW."Session" OR e."Reverses" = NEW."Reverses")"""),
        RefuseWhen("Lines_once", "Lines", "A line is written once.",
            """EXISTS (SELECT 1 FROM "Lines" l WHERE l."Entry" = NEW."Entry" AND l."Number" = NEW."Number")"""),
        RefuseWhen("Stamps_once", "Stamps", "An entry is stamped once.", """EXISTS (SELECT 1 FROM "Stamps" s WHERE s."Entry" = NEW."Entry")"""),
        RefuseWhen("Holds_once", "Holds", "A hold is made once.", """EXISTS (SELECT 1 FROM "Holds" h WHERE h."Id" = NEW."Id")"""),
        RefuseWhen("HoldResolutions_once", "HoldResolutions", "A hold is resolved once, and for good.",
            """EXISTS (SELECT 1 FROM "HoldResolutions" r WHERE r."Hold" = NEW."Hold")"""),
        RefuseWhen("Promises_once", "Promises", "A promise is made once.", """EXISTS (SELECT 1 FROM "Promises" p WHERE p."Id" = NEW."Id")"""),
        RefuseWhen("PromiseEnds_once", "PromiseEnds", "A promise ends once.", """EXISTS (SELECT 1 FROM "PromiseEnds" p WHERE p."Promise" = NEW."Promise")"""),
        RefuseWhen("FeeAgreements_once", "FeeAgreements", "A fee agreement is made once.",
            """EXISTS (SELECT 1 FROM "FeeAgreements" f WHERE f."Payer" = NEW."Payer" AND f."Number" = NEW."Number")"""),
        RefuseWhen("RunningBalances_once", "RunningBalances", "What an account stands at is counted once.",
            """
            EXISTS (SELECT 1 FROM "RunningBalances" b WHERE b."Account" = NEW."Account" AND b."Number" = NEW."Number")
            OR EXISTS (SELECT 1 FROM "RunningBalances" b WHERE b."Account" = NEW."Account" AND b."What" = NEW."What" AND b."Source" = NEW."Source")
            """),
    ];

    private static DatabaseGuard[] Stamping() =>
    [
        RefuseWhen("Lines_before_the_stamp", "Lines", "A stamped entry takes no more lines.",
            """EXISTS (SELECT 1 FROM "Stamps" s WHERE s."Entry" = NEW."Entry")"""),
        DatabaseGuard.Refuse("Lines_say_something", "Lines", "INSERT", "A line says an amount.", """NEW."Minor" = 0"""),
        RefuseWhen("Stamps_two_lines", "Stamps", "An entry has two lines at least.",
            """(SELECT COUNT(*) FROM "Lines" l WHERE l."Entry" = NEW."Entry") < 2"""),
        RefuseWhen("Stamps_balance", "Stamps", "The lines of an entry sum to zero in each currency.",
            """
            (SELECT COUNT(*) FROM "Lines" l WHERE l."Entry" = NEW."Entry") >= 2
            AND EXISTS (SELECT 1 FROM "Lines" l WHERE l."Entry" = NEW."Entry" GROUP BY l."Currency" HAVING SUM(l."Minor") <> 0)
            """),
        RefuseWhen("Stamps_fund_not_overdrawn", "Stamps", "The fund can’t pay what isn’t in it.",
            $"EXISTS (SELECT 1 FROM {FundsThatPay} AND {Stands} < 0)", LockTouchedFunds),
        RefuseWhen("Stamps_fund_keeps_holds", "Stamps", "The fund can’t pay what is held for somebody else.",
            $"EXISTS (SELECT 1 FROM {FundsThatPay} AND {Stands} >= 0 AND {Stands} < {Latest("Held", "a.\"Id\"")})", LockTouchedFunds),
    ];

    private static DatabaseGuard[] Holding() =>
    [
        DatabaseGuard.Refuse("Holds_say_something", "Holds", "INSERT", "A hold is of more than nothing.", """NEW."Minor" <= 0"""),
        RefuseWhen("Holds_of_a_fund", "Holds", "Only a fund holds money for somebody.",
            """NOT EXISTS (SELECT 1 FROM "Accounts" a WHERE a."Id" = NEW."Fund" AND a."Kind" = 'Fund')"""),
        RefuseWhen("Holds_within_the_fund", "Holds", "The fund can’t hold more than what is free of it.",
            $"""
            EXISTS (SELECT 1 FROM "Accounts" a WHERE a."Id" = NEW."Fund" AND a."Kind" = 'Fund'
                AND NEW."Minor" + {Latest("Held", "NEW.\"Fund\"")} > -{Latest("Minor", "NEW.\"Fund\"")})
            """, LockHeldFund),
        DatabaseGuard.Refuse("HoldResolutions_posted_by_an_entry", "HoldResolutions", "INSERT", "What the fund paid is in the ledger.",
            """(NEW."How" = 'Posted') <> (NEW."Entry" IS NOT NULL)"""),
    ];
}
