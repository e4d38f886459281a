using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>The mandates that a practice begins with, by the names under which the code asks for them.</summary>
public static class MandateNames
{
    /// <summary>Reads requests for care and proposes placements.</summary>
    public const string Welcome = "welcome";

    /// <summary>Records payments.</summary>
    public const string Bookkeeping = "bookkeeping";

    /// <summary>Holds the circle's questions and meetings together.</summary>
    public const string Facilitation = "facilitation";

    /// <summary>Holds a share of the escrow key.</summary>
    public const string KeyKeeping = "key-keeping";

    /// <summary>What all members hold together: it opens what the circle says among itself.</summary>
    public const string Circle = "circle";

    /// <summary>People in care who decide with us: it opens to them the questions that need their consent, and nothing else. Who sits is settled by their own offers.</summary>
    public const string Council = "council";

    /// <summary>Those that a practice gives as it is founded, for a time.</summary>
    public static IReadOnlyList<string> All { get; } = [Welcome, Bookkeeping, Facilitation, KeyKeeping];

    /// <summary>As a heading; a translation key.</summary>
    public static string TitleOf(string name) => name switch
    {
        Welcome => Sentence.Of("Welcome"),
        Bookkeeping => Sentence.Of("Bookkeeping"),
        Facilitation => Sentence.Of("Facilitation"),
        KeyKeeping => Sentence.Of("Key-keeping"),
        Circle => Sentence.Of("The circle"),
        Council => Sentence.Of("The client council"),
        _ => name,
    };

    /// <summary>What its holders may do, in one sentence; a translation key.</summary>
    public static string MayDo(string name) => name switch
    {
        Welcome => Sentence.Of("Reads what people write when they ask for care, and proposes who could be with whom."),
        Bookkeeping => Sentence.Of("Records payments and sees what is owed. Never what was said in a session."),
        Facilitation => Sentence.Of("Holds our questions and meetings together. Decides nothing that the others don't."),
        KeyKeeping => Sentence.Of("Keeps one share of the escrow key on paper. Opens nothing alone."),
        Circle => Sentence.Of("Takes part in what we decide, and reads what we say about it. Every member, as long as they are one."),
        Council => Sentence.Of("Answers questions to which people in care have to consent, and reads what is said about those. The decision chart says which; who sits on it offered themselves."),
        _ => Sentence.Of("Named by a later decision."),
    };
}

/// <summary>Who holds a mandate at first.</summary>
/// <param name="Mandate">Its name.</param>
/// <param name="Holders">Their ids; nobody named means all who found the practice.</param>
public sealed record FirstHolders(string Mandate, IReadOnlyList<Guid> Holders);

/// <summary>Who holds which mandate from the founding on, for how long, and how many keepers open the escrow together.</summary>
/// <param name="Holders">One line a mandate.</param>
/// <param name="Months">Nothing renews a mandate by itself.</param>
/// <param name="KeysNeeded">How many shares open the escrow; 0 means more than half of them.</param>
public sealed record FirstMandates(IReadOnlyList<FirstHolders> Holders, int Months, int KeysNeeded) : Agreement
{
    public const int FewestHolders = 2, LongestMonths = 12;

    internal static readonly Refusal OneAlone = new($"At least two keepers have to be needed, or one alone could open everything.") { Field = "KeysNeeded" };

    internal static readonly Refusal TooFew = new($"Each mandate is held by at least {FewestHolders} people, so that nobody is alone with it, and nothing stops when one is away.");

    public static FirstMandates Offered { get; } = new([.. MandateNames.All.Select(name => new FirstHolders(name, []))], LongestMonths, 0);

    public override Refusal? Check()
    {
        if (MandateNames.All.Any(name => Holders.Count(h => h.Mandate == name) != 1) || Holders.Count != MandateNames.All.Count)
            return new($"Each of the first mandates is given once.");
        if (Months < 1) return new($"A mandate lasts at least a month.") { Field = "Months" };
        if (Months > LongestMonths) return new($"A mandate lasts a year at most. Who should hold it longer is asked again.") { Field = "Months" };
        if (KeysNeeded is not 0 and < 2) return OneAlone;
        return Holders.Any(h => h.Holders.Count > 0 && h.Holders.Distinct().Count() < FewestHolders) ? TooFew : null;
    }

    /// <summary>Why it doesn't fit these founders, or null.</summary>
    public Refusal? CheckFor(IReadOnlyList<PersonId> founders)
    {
        foreach (var line in Holders)
        {
            if (line.Holders.Any(h => !founders.Contains(new(h)))) return new($"Somebody who is to hold a mandate isn't among the founders.");
            if (Of(line.Mandate, founders).Count < FewestHolders) return TooFew;
        }
        var keepers = Of(MandateNames.KeyKeeping, founders).Count;
        return KeysNeeded > keepers ? new($"There are {keepers} keepers, so {KeysNeeded} shares could never come together.") { Field = "KeysNeeded" } : null;
    }

    /// <summary>Who holds the mandate, given who founds.</summary>
    public IReadOnlyList<PersonId> Of(string mandate, IReadOnlyList<PersonId> founders)
    {
        var named = Holders.First(h => h.Mandate == mandate).Holders;
        return named.Count == 0 ? founders : [.. named.Distinct().Select(id => new PersonId(id))];
    }

    /// <summary>How many shares open the escrow, of so many.</summary>
    public int Needed(int keepers) => Needed(KeysNeeded, keepers);

    /// <summary>As many as were agreed on; where that is 0, more than half.</summary>
    public static int Needed(int agreed, int keepers) => agreed == 0 ? Math.Max(2, (keepers / 2) + 1) : agreed;

    public override IEnumerable<FormattableString> InWords()
    {
        foreach (var line in Holders)
        {
            FormattableString title = AsWritten(MandateNames.TitleOf(line.Mandate)), mayDo = AsWritten(MandateNames.MayDo(line.Mandate));
            yield return line.Holders.Count == 0
                ? (FormattableString)$"{title}: held by all who sign. {mayDo}"
                : $"{title}: held by {line.Holders.Count} of those who sign. {mayDo}";
        }
        yield return $"Each lasts {Counted.Months(Months)}, and can be taken back by a decision at any time. Nothing renews it by itself.";
        yield return SaidOf(KeysNeeded);
    }

    internal static FormattableString SaidOf(int keysNeeded) => keysNeeded == 0
        ? (FormattableString)$"The escrow key opens only when more than half of its keepers come together."
        : $"The escrow key opens only when {keysNeeded} of its keepers come together.";
}
