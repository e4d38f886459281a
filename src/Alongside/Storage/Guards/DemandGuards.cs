namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    internal static IEnumerable<DatabaseGuard> Demands() =>
    [
        .. DatabaseGuard.Forever("Demands", "That something was demanded stays written down."),
        .. DatabaseGuard.Forever("DemandFacts", "What happened to a demand stays as it happened."),
        RefuseWhen("Demands_in_order", "Demands", "Demands are numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "Demands") + 1"""),
        RefuseWhen("DemandFacts_in_order", "DemandFacts", "What happens to a demand is numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "DemandFacts" f WHERE f."Demand" = NEW."Demand") + 1"""),
        RefuseWhen("DemandFacts_closed_by_two", "DemandFacts", "Two close a demand: one says that it is over, and another confirms it.",
            """
            NEW."Step" = 'Closed' AND NOT EXISTS (SELECT 1 FROM "DemandFacts" f WHERE f."Demand" = NEW."Demand" AND f."Number" = NEW."Number" - 1
                AND f."Step" = 'EndAsked' AND f."End" = NEW."End" AND f."By" <> NEW."By")
            """),
        RefuseWhen("DemandFacts_until_closed", "DemandFacts", "What is closed stays closed.",
            """NEW."Step" NOT IN ('GagDocumented', 'GagEnded') AND EXISTS (SELECT 1 FROM "DemandFacts" f WHERE f."Demand" = NEW."Demand" AND f."Step" = 'Closed')"""),
        DatabaseGuard.Refuse("ErasureHolds_never_go", "ErasureHolds", "DELETE", "What keeps from erasing ends, and never goes."),
        DatabaseGuard.NoTruncate("ErasureHolds", "What keeps from erasing ends, and never goes."),
        RefuseWhen("ErasureHolds_end_with_their_demand", "ErasureHolds", "It holds until its demand is closed.",
            """
            OLD."EndedAt" IS NOT NULL OR NEW."Id" <> OLD."Id" OR NEW."Because" <> OLD."Because" OR NEW."From" <> OLD."From"
            OR COALESCE(CAST(NEW."Subject" AS TEXT), '') <> COALESCE(CAST(OLD."Subject" AS TEXT), '')
            OR NOT EXISTS (SELECT 1 FROM "DemandFacts" f WHERE f."Demand" = OLD."Because" AND f."Step" = 'Closed')
            """, operation: "UPDATE"),
    ];
}
