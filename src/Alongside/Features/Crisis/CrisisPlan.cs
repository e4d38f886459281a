using Alongside.Kernel;

namespace Alongside.Features.Crisis;

/// <summary>
/// What somebody wrote down for a time in which it is hard to say what one needs. The prompts are our own; no method is followed.
/// Sealed under <see cref="Sealing.Category.Crisis"/>; everything may be blank.
/// </summary>
public sealed record CrisisPlan
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "crisis plan";

    /// <summary>The most characters of one answer.</summary>
    public const int Longest = 1_000;

    /// <summary>About so many characters fit a panel of the card that is as large as a bank card.</summary>
    public const int Panel = 300;

    public string? Called { get; init; }

    public string? Helps { get; init; }

    public string? HelpsNot { get; init; }

    /// <summary>How others can tell.</summary>
    public string? Shows { get; init; }

    public string? Call { get; init; }

    public string? CallNot { get; init; }

    /// <summary>Who looks after children, animals and whoever else depends on them.</summary>
    public string? Minds { get; init; }

    /// <summary>Medication and access, as far as they want it said.</summary>
    public string? Needs { get; init; }

    /// <summary>Where an advance directive lies. The paper itself isn't kept here.</summary>
    public string? Directive { get; init; }

    /// <summary>With blanks taken away, or the sentence that says what can't be kept.</summary>
    public Outcome<CrisisPlan> Tidy()
    {
        var tidy = new CrisisPlan
        {
            Called = Trim(Called),
            Helps = Trim(Helps),
            HelpsNot = Trim(HelpsNot),
            Shows = Trim(Shows),
            Call = Trim(Call),
            CallNot = Trim(CallNot),
            Minds = Trim(Minds),
            Needs = Trim(Needs),
            Directive = Trim(Directive),
        };
        var answers = CrisisPrompt.All.Select(p => p.Answer(tidy)).OfType<string>().ToList();
        if (answers.Count == 0) return new Refusal($"There is nothing in it yet. Write one thing, or leave it for another day.");
        if (answers.Exists(a => a.Length > Longest)) return new Refusal($"One of these is longer than {Longest} characters. Please shorten it.");
        return tidy;
    }

    private static string? Trim(string? text) => LineEnds.Plain(text).Trim() is { Length: > 0 } kept ? kept : null;
}
