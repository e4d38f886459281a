namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    // Instants are kept as ticks of 100 ns. Opening.Longest bounds how far back a session that still runs can have begun.
    private const string MeetsAlready = """
        EXISTS (SELECT 1 FROM "Appointments" a
            WHERE (a."Therapist" IN (NEW."Therapist", NEW."Client") OR a."Client" IN (NEW."Therapist", NEW."Client"))
            AND a."Start" > NEW."Start" - CAST(240 AS bigint) * 600000000 AND a."Start" < NEW."Start" + CAST(NEW."Minutes" AS bigint) * 600000000
            AND a."Start" + CAST(a."Minutes" AS bigint) * 600000000 > NEW."Start"
            AND NOT EXISTS (SELECT 1 FROM "CalledOff" c WHERE c."Appointment" = a."Id"))
        """;

    // Two at once would each see the hour free: PostgreSQL takes a lock for each of the two people, SQLite has one writer.
    private const string LockBoth = """
        PERFORM pg_advisory_xact_lock(hashtextextended(LEAST(NEW."Therapist"::text COLLATE "C", NEW."Client"::text COLLATE "C"), 7002));
            PERFORM pg_advisory_xact_lock(hashtextextended(GREATEST(NEW."Therapist"::text COLLATE "C", NEW."Client"::text COLLATE "C"), 7002));
        """;

    internal static IEnumerable<DatabaseGuard> Calendar() =>
    [
        .. DatabaseGuard.Forever("Appointments", "A session stays as it was booked. It can be called off, and another one booked."),
        .. DatabaseGuard.Forever("TookPlace", "A session that took place took place."),
        .. DatabaseGuard.Forever("CalledOff", "A session that was called off stays so."),
        RefuseWhen("Appointments_one_place_at_a_time", "Appointments", "Somebody would be in two places at once.", MeetsAlready, LockBoth),
        RefuseWhen("Appointments_of_a_length", "Appointments", "A session lasts between 15 minutes and four hours.", """NEW."Minutes" < 15 OR NEW."Minutes" > 240"""),
        RefuseWhen("TookPlace_not_called_off", "TookPlace", "A session that was called off did not take place.",
            """EXISTS (SELECT 1 FROM "CalledOff" c WHERE c."Appointment" = NEW."Appointment")"""),
        RefuseWhen("CalledOff_not_taken_place", "CalledOff", "A session that took place can not be called off.",
            """EXISTS (SELECT 1 FROM "TookPlace" t WHERE t."Appointment" = NEW."Appointment")"""),
    ];
}
