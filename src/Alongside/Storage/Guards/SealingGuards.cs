namespace Alongside.Storage.Guards;

public static partial class DatabaseGuards
{
    internal static IEnumerable<DatabaseGuard> Sealing() =>
    [
        .. DatabaseGuard.Forever("LogEntries", "The access log is only ever added to."),
        DatabaseGuard.Refuse("LogSides_never_change", "LogSides", "UPDATE", "A side row of the access log is never changed."),
        DatabaseGuard.Refuse("LogHeads_never_go", "LogHeads", "DELETE", "The access log is only ever added to."),
        DatabaseGuard.Refuse("LogHeads_only_grow", "LogHeads", "UPDATE", "The access log is only ever added to.",
            "NEW.\"Size\" < OLD.\"Size\" OR NEW.\"LatestAt\" < OLD.\"LatestAt\""),
        .. DatabaseGuard.Forever("Permissions", "A permission never changes. It can only be withdrawn."),
        .. DatabaseGuard.Forever("Withdrawals", "A withdrawal is final."),
        .. DatabaseGuard.Forever("Practices", "A database holds one practice for good."),
        DatabaseGuard.Refuse("Passkeys_only_count_on", "Passkeys", "UPDATE", "How often a passkey was used never goes back.", "NEW.\"SignCount\" < OLD.\"SignCount\""),
        .. DatabaseGuard.Forever("BackupProofs", "That a backup was proven stays as it was written."),
    ];
}
