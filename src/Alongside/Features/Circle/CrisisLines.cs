using System.Text.Json.Serialization;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle;

/// <summary>What a line says of itself. What nobody has found out is unknown, and never a no.</summary>
public enum Told
{
    Unknown,
    No,
    Yes,
}

/// <summary>Somebody to turn to in a crisis, and what they themselves say about police.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Number">To ring, in its usual form; empty where it can't be rung.</param>
/// <param name="ForWhom">Whom it is for.</param>
/// <param name="Policy">What it says itself about sending police or others without a yes, told closely, and what we don't know.</param>
/// <param name="Source">Where it says so.</param>
/// <param name="CheckedOn">The day as of which that is known (ISO 8601): one of us asked or read it then, or the page itself carries it; empty when nobody knows.</param>
public sealed record CrisisLine(string Name, string Number, string ForWhom, string Policy, string Source, string CheckedOn)
{
    /// <summary>What is older may have changed: it is shown grey, and says so.</summary>
    public const int FreshDays = 90;

    /// <summary>When somebody answers; empty where nobody knows. A line that was agreed before this was asked has none of what follows.</summary>
    public string Hours { get; init; } = "";

    public string Languages { get; init; } = "";

    public string Cost { get; init; } = "";

    /// <summary>Does it send police or others without the caller's yes?</summary>
    public Told Sends { get; init; }

    /// <summary>Does it trace where somebody is?</summary>
    public Told Traces { get; init; }

    /// <summary>Does it keep what was said?</summary>
    public Told Records { get; init; }

    /// <summary>Do those who answer have to report by law?</summary>
    public Told Reports { get; init; }

    /// <summary>One short sentence of its own, in its own language; empty where none could be seen.</summary>
    public string Quote { get; init; } = "";

    [JsonIgnore]
    public LocalDate? Checked => LocalDatePattern.Iso.Parse(CheckedOn).TryGetValue(default, out var day) ? day : null;

    public bool IsFresh(LocalDate today) => Checked is { } day && day <= today && Period.DaysBetween(day, today) <= FreshDays;
}

/// <summary>What is asked of each line. All texts are translation keys.</summary>
/// <param name="Name">The line's member that holds the answer; it stands in the form.</param>
/// <param name="Title">The question.</param>
/// <param name="Answer">The answer of a line.</param>
public sealed record LineQuestion(string Name, string Title, Func<CrisisLine, Told> Answer)
{
    public static IReadOnlyList<LineQuestion> All { get; } =
    [
        new(nameof(CrisisLine.Sends), Sentence.Of("Does it send somebody without your yes?"), l => l.Sends),
        new(nameof(CrisisLine.Traces), Sentence.Of("Does it trace where you are?"), l => l.Traces),
        new(nameof(CrisisLine.Records), Sentence.Of("Does it keep what you say?"), l => l.Records),
        new(nameof(CrisisLine.Reports), Sentence.Of("Do those who answer have to report some things by law?"), l => l.Reports),
    ];

    /// <summary>An answer, in words; a translation key.</summary>
    public static string Said(Told told) => told switch
    {
        Told.No => Sentence.Of("It says no."),
        Told.Yes => Sentence.Of("It says that it may."),
        _ => Sentence.Of("We don’t know: ask first."),
    };
}

/// <summary>Help in a crisis without police first. Alongside never rings anybody by itself.</summary>
public sealed record CrisisLines(IReadOnlyList<CrisisLine> Lines) : Agreement
{
    /// <summary>In a crisis nobody reads more.</summary>
    public const int Most = 12;

    public static CrisisLines Offered { get; } = new(OfferedLines.InOntario);

    /// <summary>Those that say they send nobody without a yes, then those of which nobody knows, then those that may; among equals as it was agreed.</summary>
    [JsonIgnore]
    public IEnumerable<CrisisLine> InOrder => Lines.OrderBy(l => l.Sends switch { Told.No => 0, Told.Unknown => 1, _ => 2 });

    public override Refusal? Check()
    {
        if (Lines.Count > Most) return new($"In a crisis nobody reads more than {Most} lines. Please choose.");
        foreach (var (i, line) in Lines.Index())
        {
            if (string.IsNullOrWhiteSpace(line.Name)) return new($"One of the lines has no name.") { Field = $"Name.{i}" };
            if (string.IsNullOrWhiteSpace(line.Policy) || string.IsNullOrWhiteSpace(line.Source))
                return new($"Please write for {line.Name} what it says about sending police, and where it says so. Without that we can't name it.") { Field = string.IsNullOrWhiteSpace(line.Policy) ? $"Policy.{i}" : $"Source.{i}" };
            if (line.CheckedOn.Length > 0 && line.Checked is null) return new($"Please write the day as year, month and day: 2026-05-03.") { Field = $"CheckedOn.{i}" };
            if ((TooLong(line.Name, 100, $"Name.{i}") ?? TooLong(line.Policy, 600, $"Policy.{i}") ?? TooLong(line.ForWhom, 400, $"ForWhom.{i}") ?? TooLong(line.Source, 300, $"Source.{i}")
                ?? TooLong(line.Hours, 200, $"Hours.{i}") ?? TooLong(line.Languages, 200, $"Languages.{i}") ?? TooLong(line.Cost, 200, $"Cost.{i}") ?? TooLong(line.Quote, 200, $"Quote.{i}")) is { } refusal) return refusal;
        }
        return null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        if (Lines.Count == 0) yield return $"We name nobody yet whom one could turn to in a crisis.";
        foreach (var line in Lines)
        {
            yield return line.Checked is { } day
                ? (FormattableString)$"{AsWritten(line.Name)} ({line.Number}). {AsWritten(line.ForWhom)} {AsWritten(line.Policy)} ({line.Source}; as of {day})"
                : $"{AsWritten(line.Name)} ({line.Number}). {AsWritten(line.ForWhom)} {AsWritten(line.Policy)} ({line.Source}; as of which day, we don’t know)";
            if (line.Hours.Length > 0) yield return $"{AsWritten(line.Name)}, when: {AsWritten(line.Hours)}";
            if (line.Languages.Length > 0) yield return $"{AsWritten(line.Name)}, in which languages: {AsWritten(line.Languages)}";
            if (line.Cost.Length > 0) yield return $"{AsWritten(line.Name)}, at what cost: {AsWritten(line.Cost)}";
            if (line.Quote.Length > 0) yield return $"{AsWritten(line.Name)}, in its own words: “{line.Quote}”";
            foreach (var question in LineQuestion.All)
                if (question.Answer(line) is not Told.Unknown and var told) yield return $"{AsWritten(line.Name)}. {AsWritten(question.Title)} {AsWritten(LineQuestion.Said(told))}";
        }
    }
}
