using Alongside.Site.Doors;

namespace Alongside.Commands;

/// <summary>What the server writes down about itself while it runs.</summary>
internal static class Logs
{
    /// <summary>
    /// As sentences, which only say what went wrong; or as one JSON object a line, in which each request stands too. Times are to
    /// the minute: laid beside the database, a finer one would tell whose request it was.
    /// </summary>
    public static void Set(ILoggingBuilder logging, bool json)
    {
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // A start that fails is said as a sentence, and each job says for itself what it didn't finish.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter(typeof(Noting).FullName, json ? LogLevel.Information : LogLevel.Warning);
        if (json)
        {
            logging.AddJsonConsole(console =>
            {
                (console.IncludeScopes, console.UseUtcTimestamp) = (false, true);
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm'Z'";
            });
        }

        // The framework's own lines about a request hold its whole address, and a variable of the environment would turn them on.
        logging.Services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            foreach (var rule in filter.Rules.Where(TellsTooMuch).ToList()) filter.Rules.Remove(rule);
        });
    }

    private static bool TellsTooMuch(LoggerFilterRule rule) =>
        rule is { LogLevel: < LogLevel.Warning, CategoryName: { } name } && name.StartsWith("Microsoft", StringComparison.OrdinalIgnoreCase);
}
