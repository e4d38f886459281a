using System.Text.Json.Serialization;
using Alongside.Features.Circle;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Crisis;

/// <summary>What the law says about telling somebody outside.</summary>
public enum ReportingDuty
{
    /// <summary>Nobody here knows; counsel is asked first.</summary>
    Unknown,

    /// <summary>No law that we know of makes us tell, and none lets us.</summary>
    None,

    /// <summary>The law lets us, and makes nobody.</summary>
    May,

    /// <summary>The law makes us.</summary>
    Must,
}

/// <summary>A situation in which somebody here asks whether it has to be reported.</summary>
/// <param name="Title">In a few words, without anybody in it.</param>
/// <param name="Duty">What the law says.</param>
/// <param name="Who">Who has to, or may, and to whom.</param>
/// <param name="When">By when.</param>
/// <param name="Least">The least that has to be said.</param>
/// <param name="NotAdded">What is not added to it.</param>
/// <param name="Source">Statute and section.</param>
/// <param name="AsOf">The day up to which the source was read (ISO 8601).</param>
/// <param name="ReviewedBy">Who among counsel looked at it; empty until somebody has, and then that is said.</param>
public sealed record ReportingCase(string Title, ReportingDuty Duty, string Who, string When, string Least, string NotAdded, string Source, string AsOf, string ReviewedBy)
{
    [JsonIgnore]
    public LocalDate? Read => LocalDatePattern.Iso.Parse(AsOf).TryGetValue(default, out var day) ? day : null;

    /// <summary>Does anything go out, or could it? Then it is said who, by when, and how little.</summary>
    [JsonIgnore]
    public bool GoesOut => Duty is ReportingDuty.Must or ReportingDuty.May;

    /// <summary>What the law says, in a sentence; a translation key.</summary>
    [JsonIgnore]
    public string Answer => Duty switch
    {
        ReportingDuty.Must => Sentence.Of("Yes: the law makes us report this."),
        ReportingDuty.May => Sentence.Of("The law lets us report this. It makes nobody do it."),
        ReportingDuty.None => Sentence.Of("No: we know of no law that makes us report this, and without their yes we may not."),
        _ => Sentence.Of("We don’t know. Ask counsel before anything goes out."),
    };
}

/// <summary>
/// Is this to be reported here, by whom, by when, and how little? An aid for two who weigh it together: it asks for no words,
/// keeps nothing, and reports nothing by itself.
/// </summary>
/// <param name="Place">Where it holds.</param>
/// <param name="Cases">The situations.</param>
public sealed record Reporting(string Place, IReadOnlyList<ReportingCase> Cases) : Agreement
{
    public const string KindName = "reporting";

    /// <summary>More than that nobody reads while they wonder.</summary>
    public const int Most = 20;

    public static Reporting Offered { get; } = new("Ontario", OfferedReporting.InOntario);

    public override Refusal? Check()
    {
        if (Cases.Count == 0) return new($"Please name at least one situation: whoever wonders would find nothing here.");
        if (Cases.Count > Most) return new($"More than {Most} situations nobody reads while they wonder. Please choose.");
        foreach (var (i, one) in Cases.Index())
        {
            if (string.IsNullOrWhiteSpace(one.Title)) return new($"One of the situations has no name.") { Field = $"Title.{i}" };
            if (string.IsNullOrWhiteSpace(one.Source)) return new($"Please say which law this rests on: {AsWritten(one.Title)}") { Field = $"Source.{i}" };
            if (one.Read is null) return new($"Please write up to which day the law was read, as year, month and day: 2026-11-24.") { Field = $"AsOf.{i}" };
            if (one.GoesOut && Missing(one, i) is { } missing)
                return new($"Please write who tells whom, by when, the least that has to be said, and what is not added: {AsWritten(one.Title)}") { Field = missing };
            if ((TooLong(one.Title, 200, $"Title.{i}") ?? TooLong(one.Who, 600, $"Who.{i}") ?? TooLong(one.When, 300, $"When.{i}") ?? TooLong(one.Least, 600, $"Least.{i}")
                ?? TooLong(one.NotAdded, 600, $"NotAdded.{i}") ?? TooLong(one.Source, 300, $"Source.{i}")) is { } refusal) return refusal;
        }
        return null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"What has to be reported in {Place}, and what hasn’t, for whoever of us wonders. Two of us weigh it, and nothing is reported by itself.";
        foreach (var one in Cases)
        {
            yield return $"{AsWritten(one.Title)}. {AsWritten(one.Answer)} {AsWritten(one.Who)} {AsWritten(one.When)}";
            if (one.Least.Length > 0) yield return $"{AsWritten(one.Title)}. The least that is said: {AsWritten(one.Least)}";
            if (one.NotAdded.Length > 0) yield return $"{AsWritten(one.Title)}. What is not added: {AsWritten(one.NotAdded)}";
            yield return SourceOf(one);
        }
    }

    /// <summary>On what it rests, as of which day, and who looked it over, or that nobody has.</summary>
    public static FormattableString SourceOf(ReportingCase one) => one.ReviewedBy.Length > 0
        ? (FormattableString)$"Source: {one.Source}, read on {Day(one)}, looked over by {one.ReviewedBy}."
        : $"Source: {one.Source}, as we understood it on {Day(one)}. No lawyer has looked it over for us yet: ask one before you rely on it.";

    private static object Day(ReportingCase one) => one.Read is { } day ? day : one.AsOf;

    private static string? Missing(ReportingCase one, int i) =>
        string.IsNullOrWhiteSpace(one.Who) ? $"Who.{i}"
        : string.IsNullOrWhiteSpace(one.When) ? $"When.{i}"
        : string.IsNullOrWhiteSpace(one.Least) ? $"Least.{i}"
        : string.IsNullOrWhiteSpace(one.NotAdded) ? $"NotAdded.{i}" : null;
}
