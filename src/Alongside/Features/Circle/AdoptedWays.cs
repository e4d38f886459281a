using Alongside.Features.Circle.Counting;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>When a question is decided by consensus, and what happens where it can't be.</summary>
/// <param name="AsidePercent">How many of 100 who answer may stand aside, at most.</param>
/// <param name="FallbackPercent">How many of 100 who decide have to say that it can't wait, and then to carry it, where a block isn't resolved; null where a block always holds.</param>
public sealed record ConsensusLimits(int AsidePercent, int? FallbackPercent)
{
    /// <summary>Below two in three a fallback would be a bare majority under another name.</summary>
    public const int LeastFallbackPercent = 67;

    public static ConsensusLimits Offered { get; } = new(25, 75);

    internal Refusal? Check()
    {
        if (AsidePercent is < 0 or > 50) return new($"Consensus: at most {50}% may stand aside. Where more do, nobody is left to carry it.") { Field = "Aside" };
        return FallbackPercent is < LeastFallbackPercent or > 100
            ? new($"Consensus: the fallback takes at least {LeastFallbackPercent}%, or there is none.") { Field = "Fallback" }
            : null;
    }
}

/// <summary>What a question decided by gradients of agreement needs, fixed before anybody answers.</summary>
/// <param name="ForPercent">How many of 100 who answer have to be on the side of yes.</param>
/// <param name="AgainstPercent">How many of 100 may be against it, at most.</param>
public sealed record GradientLimits(int ForPercent, int AgainstPercent)
{
    public static GradientLimits Offered { get; } = new(75, 10);

    internal Refusal? Check()
    {
        if (ForPercent is < 51 or > 100) return new($"Gradients: between {51} and {100}% have to be for it.") { Field = "For" };
        return AgainstPercent is < 0 or > 49 ? new($"Gradients: at most {49}% may be against it.") { Field = "Against" } : null;
    }
}

/// <summary>What may be drawn by lot.</summary>
/// <param name="MostOptions">Among how many, at most.</param>
/// <param name="MostDrawn">How many at once, at most.</param>
public sealed record SortitionLimits(int MostOptions, int MostDrawn)
{
    /// <summary>More names than that nobody reads before they consent.</summary>
    public const int MostEver = 60;

    public static SortitionLimits Offered { get; } = new(20, 5);

    internal Refusal? Check()
    {
        if (MostOptions is < 2 or > MostEver) return new($"Sortition: it is drawn among at most {MostEver}, and among {2} at least.") { Field = "LotOptions" };
        return MostDrawn < 1 || MostDrawn >= MostOptions ? new($"Sortition: at least one is drawn, and fewer than there are options.") { Field = "LotDrawn" } : null;
    }
}

/// <summary>Ways of deciding beyond consent and advice, which a practice takes up by a decision. A new one has none of them.</summary>
public sealed record AdoptedWays
{
    public static AdoptedWays None { get; } = new();

    public ConsensusLimits? Consensus { get; init; }

    public GradientLimits? Gradients { get; init; }

    /// <summary>By which ballots a question in words can choose among several options.</summary>
    public IReadOnlyList<CountingMethod> Ballots { get; init; } = [];

    /// <summary>That a question in words can be decided by lot, once all consent to that.</summary>
    public SortitionLimits? Sortition { get; init; }

    internal bool Allows(Protocol protocol) => protocol switch
    {
        Protocol.Consent or Protocol.Advice => true,
        Protocol.Consensus => Consensus is not null,
        Protocol.Gradients => Gradients is not null,
        _ => false,
    };

    internal Refusal? Check() => Consensus?.Check() ?? Gradients?.Check() ?? Sortition?.Check();

    internal IEnumerable<FormattableString> InWords()
    {
        if (Consensus is { } consensus)
        {
            yield return $"Consensus: nobody blocks it, and at most {consensus.AsidePercent}% of those who answer stand aside.";
            yield return consensus.FallbackPercent is { } percent
                ? (FormattableString)$"Where a block isn’t resolved and {percent}% say that it can’t wait, it is put once more, and carried if {percent}% of us say so."
                : $"A block that isn’t resolved holds; there is no fallback.";
        }
        if (Gradients is { } gradients) yield return $"Gradients of agreement: at least {gradients.ForPercent}% of those who answer are for it, and at most {gradients.AgainstPercent}% against.";
        foreach (var method in Ballots.Order()) yield return method.InWords();
        if (Sortition is { } lot) yield return $"By lot, once we consent to draw: at most {lot.MostDrawn} at once, among at most {lot.MostOptions}. Any member can call it back as long as nobody can know what is drawn, and nobody after that.";
    }
}
