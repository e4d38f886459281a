using System.Globalization;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Site;

/// <summary>How a page says instants, days, amounts and lengths of time: in the reader's language and zone.</summary>
public sealed class Said(Words t, Visit visit, PracticeFace face)
{
    // ISO 4217 gives every other currency two decimals.
    private static readonly HashSet<string> withoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> withThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private readonly Words T = t;

    /// <summary>The zone in which the reader is told times.</summary>
    public DateTimeZone Zone => visit.OwnZone ?? face.Zone;

    private CultureInfo Language => visit.Language.Equals(Languages.Pseudo) ? Languages.English : visit.Language;

    /// <summary>"Tuesday 24 November, 10:30" where the reader is.</summary>
    public string At(Instant instant) => Moment(instant.InZone(Zone).LocalDateTime);

    /// <summary>As <see cref="At"/>, and where the practice keeps other time also its own: "…, 21:00 (10:30 in Toronto)".</summary>
    public string AtBoth(Instant instant)
    {
        var (here, there) = (instant.InZone(Zone), instant.InZone(face.Zone));
        if (here.Offset == there.Offset) return At(instant);
        var theirs = here.Date == there.Date ? Clock(there.TimeOfDay) : Moment(there.LocalDateTime);
        return T["{0} ({1} in {2})", At(instant), theirs, City(face.Zone)];
    }

    /// <summary>"Tuesday 24 November": for days near enough to need no year.</summary>
    public string Day(LocalDate day) => Marked(DayText(day));

    /// <summary>"24 November 2026": for days that are looked up later.</summary>
    public string Date(LocalDate day) => Marked($"{DayOfMonth(day)} {Text(day, "MMMM yyyy")}");

    /// <summary>The day of an instant where the reader is, with its year.</summary>
    public string Date(Instant instant) => Date(instant.InZone(Zone).Date);

    /// <summary>"November 2026".</summary>
    public string Month(LocalDate day) => Marked(Text(day, "MMMM yyyy"));

    /// <summary>"10:30", by the clock of twenty-four hours; in French "10 h 30".</summary>
    public string Clock(LocalTime time) => Language.TwoLetterISOLanguageName == "fr"
        ? time.ToString(time.Minute == 0 ? "H'\u00A0h'" : "H'\u00A0h\u00A0'mm", CultureInfo.InvariantCulture)
        : time.ToString("H:mm", CultureInfo.InvariantCulture);

    public string Clock(Instant instant) => Clock(instant.InZone(Zone).TimeOfDay);

    /// <summary>"$25", "$25.50", "25,50 $"; other currencies than the practice's by their code: "25 USD".</summary>
    public string Money(Money money)
    {
        var decimals = withoutDecimals.Contains(money.Currency) ? 0 : withThreeDecimals.Contains(money.Currency) ? 3 : 2;
        var unit = (long)Math.Pow(10, decimals);
        var shown = money.Minor % unit == 0 ? 0 : decimals;
        var figures = Math.Abs(money.Minor / (decimal)unit).ToString($"N{shown}", Language);
        var sign = money.Minor < 0 ? "\u2212" : "";
        var symbol = money.Currency == face.Currency ? Symbol(money.Currency) : null;
        if (symbol is null) return $"{sign}{figures}\u00A0{money.Currency}";
        return Language.NumberFormat.CurrencyPositivePattern is 1 or 3 ? $"{sign}{figures}\u00A0{symbol}" : $"{sign}{symbol}{figures}";
    }

    /// <summary>"50 minutes", "1 hour 15 minutes", "3 days": whole minutes; from two days on whole days.</summary>
    public string Length(Duration length)
    {
        var minutes = (long)Math.Abs(length.TotalMinutes);
        if (minutes >= 2 * 24 * 60) return T.Count(minutes / (24 * 60), "one day", "{0} days");
        var (hours, rest) = (minutes / 60, minutes % 60);
        if (hours == 0) return T.Count(rest, "one minute", "{0} minutes");
        var whole = T.Count(hours, "one hour", "{0} hours");
        return rest == 0 ? whole : T["{0} {1}", whole, T.Count(rest, "one minute", "{0} minutes")];
    }

    public string Number(long number) => number.ToString("N0", Language);

    /// <summary>"a, b and c".</summary>
    public string List(IReadOnlyList<string> items) => items switch
    {
        [] => "",
        [var only] => only,
        _ => T["{0} and {1}", string.Join(T[", "], items.SkipLast(1)), items[^1]],
    };

    /// <summary>The city that a zone is named after: "Toronto" for America/Toronto.</summary>
    public static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string? Symbol(string currency) => currency switch
    {
        "CAD" or "USD" or "AUD" or "NZD" or "MXN" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "NGN" => "₦",
        "ZAR" => "R",
        "BRL" => "R$",
        _ => null,
    };

    private string Moment(LocalDateTime local) => Marked($"{DayText(local.Date)}, {Clock(local.TimeOfDay)}");

    private string DayText(LocalDate day) => $"{Text(day, "dddd")} {DayOfMonth(day)} {Text(day, "MMMM")}";

    private string DayOfMonth(LocalDate day) =>
        day.Day == 1 && Language.TwoLetterISOLanguageName == "fr" ? "1er" : Text(day, "%d");

    private string Text(LocalDate day, string pattern) => LocalDatePattern.Create(pattern, Language).Format(day);

    // A date belongs to no translation file, so the pseudo-locale marks it here as said in the reader's way.
    private string Marked(string said) => visit.Language.Equals(Languages.Pseudo)
        ? $"{PseudoLocale.Opening}{said}{PseudoLocale.Closing}"
        : said;
}
