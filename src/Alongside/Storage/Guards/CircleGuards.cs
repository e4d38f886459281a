namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    internal static IEnumerable<DatabaseGuard> Circle() =>
    [
        .. DatabaseGuard.Forever("Decisions", "What was decided stays decided. A later decision can change what follows."),
        .. DatabaseGuard.Forever("Enactments", "What was enacted stays enacted. A later decision can replace it."),
        .. DatabaseGuard.Forever("Signatures", "A signature stays under what it was given for."),
        .. DatabaseGuard.Forever("AgreementVersions", "An agreement never changes. A decision replaces it by a new one."),
        RefuseWhen("Decisions_in_order", "Decisions", "Decisions are numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "Decisions")"""),
        // FoundingCircle.Fewest: below three there is no circle that could decide anything.
        RefuseWhen("Decisions_founding_signed", "Decisions", "A practice is founded by three people or more, each of whom signs.",
            """
            NEW."Number" = 0 AND (SELECT COUNT(*) FROM "Signatures" s WHERE s."Decision" = 0 AND s."ContentHash" = NEW."ContentHash") < 3
            """),
        RefuseWhen("Enactments_of_a_decision", "Enactments", "A decision enacts what was decided, and nothing more.",
            """
            (SELECT COUNT(*) FROM "Enactments" e WHERE e."Decision" = NEW."Decision")
            >= COALESCE((SELECT d."Parts" FROM "Decisions" d WHERE d."Number" = NEW."Decision"), 0)
            """),
        RefuseWhen("AgreementVersions_by_decision", "AgreementVersions", "An agreement changes by a decision only.",
            """
            NOT EXISTS (SELECT 1 FROM "Enactments" e
                WHERE e."Decision" = NEW."Decision" AND e."Kind" = NEW."Kind" AND e."ValueHash" = NEW."ValueHash")
            OR EXISTS (SELECT 1 FROM "AgreementVersions" v WHERE v."Kind" = NEW."Kind" AND (v."Number" >= NEW."Number" OR v."Decision" >= NEW."Decision"))
            """),
    ];
}
