using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle;

/// <summary>Somebody to turn to in a crisis, and what they themselves say about police.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Number">To ring, in its usual form; empty where it can't be rung.</param>
/// <param name="ForWhom">Whom it is for, when, in which languages, at what cost.</param>
/// <param name="Policy">What it says itself about sending police or others without a yes, quoted or told closely.</param>
/// <param name="Source">Where it says so.</param>
/// <param name="CheckedOn">The day on which one of us last asked or read it there (ISO 8601); empty when nobody has.</param>
public sealed record CrisisLine(string Name, string Number, string ForWhom, string Policy, string Source, string CheckedOn)
{
    /// <summary>What is older may have changed: it is shown grey.</summary>
    public const int FreshDays = 90;

    public LocalDate? Checked => LocalDatePattern.Iso.Parse(CheckedOn).TryGetValue(default, out var day) ? day : null;

    public bool IsFresh(LocalDate today) => Checked is { } day && Period.DaysBetween(day, today) <= FreshDays;
}

/// <summary>Help in a crisis without police first. Alongside never rings anybody by itself.</summary>
public sealed record CrisisLines(IReadOnlyList<CrisisLine> Lines) : Agreement
{
    // Policies told from public pages; nobody here has rung them, so none carries a day.
    public static CrisisLines Offered { get; } = new(
    [
        new(Sentence.Of("Toronto Community Crisis Service"), "211",
            Sentence.Of("In Toronto, from 16 years on, day and night. Teams of crisis workers come to you."),
            Sentence.Of("It describes itself as an alternative to police, consent-based and led by the community. It answers calls that are not emergencies; an emergency may be passed on."),
            "toronto.ca, Toronto Community Crisis Service", ""),
        new(Sentence.Of("Trans Lifeline"), "1 877 330 6366",
            Sentence.Of("Trans people answering trans people, in Canada and the United States, at certain hours."),
            Sentence.Of("It says that it calls neither 911 nor police unless you explicitly ask it to."),
            "translifeline.org, Why to not call the police on trans people in crisis", ""),
    ]);

    public override Refusal? Check()
    {
        if (Lines.Count > 12) return new($"In a crisis nobody reads more than {12} lines. Please choose.");
        foreach (var (i, line) in Lines.Index())
        {
            if (string.IsNullOrWhiteSpace(line.Name)) return new($"One of the lines has no name.") { Field = $"Name.{i}" };
            if (string.IsNullOrWhiteSpace(line.Policy) || string.IsNullOrWhiteSpace(line.Source))
                return new($"Please write for {line.Name} what it says about sending police, and where it says so. Without that we can't name it.") { Field = string.IsNullOrWhiteSpace(line.Policy) ? $"Policy.{i}" : $"Source.{i}" };
            if (line.CheckedOn.Length > 0 && line.Checked is null) return new($"Please write the day as year, month and day: 2026-05-03.") { Field = $"CheckedOn.{i}" };
            if ((TooLong(line.Name, 100, $"Name.{i}") ?? TooLong(line.Policy, 600, $"Policy.{i}") ?? TooLong(line.ForWhom, 400, $"ForWhom.{i}") ?? TooLong(line.Source, 300, $"Source.{i}")) is { } refusal) return refusal;
        }
        return null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        if (Lines.Count == 0) yield return $"We name nobody yet whom one could turn to in a crisis.";
        foreach (var line in Lines)
        {
            yield return line.Checked is { } day
                ? (FormattableString)$"{AsWritten(line.Name)} ({line.Number}). {AsWritten(line.ForWhom)} {AsWritten(line.Policy)} ({line.Source}; looked at on {day})"
                : $"{AsWritten(line.Name)} ({line.Number}). {AsWritten(line.ForWhom)} {AsWritten(line.Policy)} ({line.Source}; none of us has rung them yet)";
        }
    }
}
