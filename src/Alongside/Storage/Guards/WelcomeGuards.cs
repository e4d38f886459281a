namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    internal static IEnumerable<DatabaseGuard> Welcome() =>
    [
        DatabaseGuard.Refuse("CareRequests_keep_their_place", "CareRequests", "UPDATE", "How long somebody has waited never changes.",
            """OLD."SentAt" IS NOT NULL AND (NEW."SentAt" IS NULL OR NEW."SentAt" <> OLD."SentAt")"""),
        DatabaseGuard.Refuse("CareRequests_that_wait_stay", "CareRequests", "DELETE", "Nobody vanishes from the list of those who wait.",
            """OLD."SentAt" IS NOT NULL"""),
        DatabaseGuard.NoTruncate("CareRequests", "Nobody vanishes from the list of those who wait."),
        DatabaseGuard.Refuse("Offers_answered_once", "Offers", "UPDATE", "An answer stays as it was given.", """OLD."Answer" <> 'None'"""),
        DatabaseGuard.Refuse("Offers_never_go", "Offers", "DELETE", "What was offered to whom stays, so that the order can be checked."),
        DatabaseGuard.NoTruncate("Offers", "What was offered to whom stays, so that the order can be checked."),
        .. DatabaseGuard.Forever("PassedOvers", "Why somebody was passed over stays, so that they can read it."),
    ];
}
