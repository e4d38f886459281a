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
        RefuseWhen("Decisions_on_a_proposal", "Decisions", "What is decided is a version that was put to the circle, hash for hash.",
            """
            NEW."Number" > 0 AND NOT EXISTS (SELECT 1 FROM "ProposalVersions" v WHERE v."Proposal" = NEW."Proposal"
                AND v."Number" = NEW."Version" AND v."ContentHash" = NEW."ContentHash" AND v."Changes" = NEW."Parts")
            """),
        RefuseWhen("Enactments_of_what_was_proposed", "Enactments", "A decision enacts what was proposed, and nothing else.",
            """
            NEW."Decision" > 0 AND NOT EXISTS (SELECT 1 FROM "Decisions" d JOIN "ProposedChanges" c ON c."Proposal" = d."Proposal" AND c."Version" = d."Version"
                WHERE d."Number" = NEW."Decision" AND c."Kind" = NEW."Kind" AND c."ValueHash" = NEW."ValueHash")
            """),
        RefuseWhen("AgreementVersions_from_what_held", "AgreementVersions", "It was written from a version that no longer holds.",
            """
            NEW."Decision" > 0 AND NOT EXISTS (SELECT 1 FROM "Decisions" d JOIN "ProposedChanges" c ON c."Proposal" = d."Proposal" AND c."Version" = d."Version"
                WHERE d."Number" = NEW."Decision" AND c."Kind" = NEW."Kind" AND (c."BasedOn" = NEW."Number" - 1 OR NEW."Kind" = 'joining'))
            """),
        .. Deciding(),
        .. Meeting(),
        .. Council(),
    ];

    private static List<DatabaseGuard> Council() =>
    [
        DatabaseGuard.Refuse("CouncilSeats_never_go", "CouncilSeats", "DELETE", "Who sat on the council sat on it."),
        DatabaseGuard.NoTruncate("CouncilSeats", "Who sat on the council sat on it."),
        DatabaseGuard.Refuse("CouncilSeats_only_go_on", "CouncilSeats", "UPDATE", "A term goes on to its end, and never back.",
            """
            OLD."EndedAt" IS NOT NULL OR NEW."Id" <> OLD."Id" OR NEW."Person" <> OLD."Person" OR NEW."OfferedAt" <> OLD."OfferedAt"
            OR OLD."SeatedAt" IS NOT NULL AND (NEW."SeatedAt" IS NULL OR NEW."SeatedAt" <> OLD."SeatedAt" OR NEW."Until" IS NULL OR NEW."Until" <> OLD."Until")
            """),
        RefuseWhen("CouncilSeats_one_a_person", "CouncilSeats", "Nobody sits or waits twice.",
            """EXISTS (SELECT 1 FROM "CouncilSeats" s WHERE s."Person" = NEW."Person" AND s."EndedAt" IS NULL)"""),
    ];

    private static List<DatabaseGuard> Meeting() =>
    [
        .. DatabaseGuard.Forever("Meetings", "A meeting that was called stays called. It can be called off."),
        .. DatabaseGuard.Forever("MeetingFacts", "What happened in a meeting stays as it happened."),
        .. DatabaseGuard.Forever("FacilitatorWords", "What somebody said of themself stays said. They can say something else."),
        RefuseWhen("Meetings_in_order", "Meetings", "Meetings are numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "Meetings") + 1"""),
        RefuseWhen("MeetingFacts_in_order", "MeetingFacts", "What happens in a meeting is numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "MeetingFacts" f WHERE f."Meeting" = NEW."Meeting") + 1"""),
        RefuseWhen("FacilitatorWords_in_order", "FacilitatorWords", "What members say of themselves is numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "FacilitatorWords") + 1"""),
    ];

    private static List<DatabaseGuard> Deciding() =>
    [
        .. DatabaseGuard.Forever("Proposals", "What was put to the circle stays put to it. It can be taken back."),
        .. DatabaseGuard.Forever("ProposalVersions", "A version never changes. An amendment is the next version."),
        .. DatabaseGuard.Forever("ProposedChanges", "A version never changes. An amendment is the next version."),
        .. DatabaseGuard.Forever("ProposalFacts", "What happened to a proposal stays as it happened."),
        .. DatabaseGuard.Forever("Reviews", "What was opened again was opened again."),
        RefuseWhen("Proposals_in_order", "Proposals", "Proposals are numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "Proposals") + 1"""),
        RefuseWhen("ProposalVersions_in_order", "ProposalVersions", "Versions are numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "ProposalVersions" v WHERE v."Proposal" = NEW."Proposal") + 1"""),
        RefuseWhen("ProposedChanges_with_their_version", "ProposedChanges", "A version has the changes that it was put with, and no more.",
            """
            (SELECT COUNT(*) FROM "ProposedChanges" c WHERE c."Proposal" = NEW."Proposal" AND c."Version" = NEW."Version")
            >= COALESCE((SELECT v."Changes" FROM "ProposalVersions" v WHERE v."Proposal" = NEW."Proposal" AND v."Number" = NEW."Version"), 0)
            """),
        DatabaseGuard.Refuse("AnonymousBallots_never_go", "AnonymousBallots", "DELETE", "What was cast stays cast."),
        DatabaseGuard.NoTruncate("AnonymousBallots", "What was cast stays cast."),
        DatabaseGuard.Refuse("AnonymousBallots_one_by_one", "AnonymousBallots", "UPDATE", "Ballots are cast one by one.",
            """NEW."Count" <> OLD."Count" + 1 OR NEW."Round" <> OLD."Round" OR NEW."Proposal" <> OLD."Proposal" """),
        RefuseWhen("AnonymousBallots_begin_with_one", "AnonymousBallots", "Ballots are cast one by one.", """NEW."Count" <> 1"""),
        RefuseWhen("ProposalFacts_in_order", "ProposalFacts", "What happens to a proposal is numbered one after the other.",
            """NEW."Number" <> (SELECT COUNT(*) FROM "ProposalFacts" f WHERE f."Proposal" = NEW."Proposal") + 1"""),
    ];
}
