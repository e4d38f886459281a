using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Alongside.Site.Paper;

/// <summary>What is to be set on paper.</summary>
public sealed record Sheet
{
    /// <summary>What a reader of PDF files shows above it: it tells nothing about care.</summary>
    public required string Title { get; init; }

    public required CultureInfo Language { get; init; }

    public required PaperSize Size { get; init; }

    /// <summary>"Page 1 of 2", said only where there is more than one.</summary>
    public required Func<int, int, string> PageOf { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    public bool RightToLeft => Language.TextInfo.IsRightToLeft;
}

/// <summary>Width and height in points, 72 to the inch.</summary>
public sealed record PaperSize(float Width, float Height)
{
    public static readonly PaperSize A4 = new(595.28f, 841.89f);
    public static readonly PaperSize Letter = new(612, 792);

    private static readonly HashSet<string> letterCountries = ["CA", "US", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "PR", "SV", "VE"];

    /// <summary>What printers hold where the practice is: Letter in most of the Americas, A4 elsewhere.</summary>
    public static PaperSize In(DateTimeZone zone) =>
        TzdbDateTimeZoneSource.Default.ZoneLocations?.FirstOrDefault(l => l.ZoneId == zone.Id) is { } place && letterCountries.Contains(place.CountryCode) ? Letter : A4;
}
