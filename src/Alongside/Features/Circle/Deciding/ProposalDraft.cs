using Alongside.Features.Circle.Counting;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Deciding;

/// <summary>A change as somebody writes it, with what it was written from.</summary>
/// <param name="Kind">Of which agreement.</param>
/// <param name="BasedOn">The number of the agreement's version that was in force.</param>
/// <param name="Value">The agreement as JSON.</param>
public sealed record DraftedChange(string Kind, int BasedOn, string Value);

/// <summary>How its author would have something chosen; the terms are settled as it is put.</summary>
public sealed record BallotAsked(CountingMethod Method, int Seats, int Most, bool Anonymous, bool Hidden, Unranked Unranked)
{
    /// <param name="options">Among how many.</param>
    /// <param name="code">16 random bytes.</param>
    public BallotTerms Terms(int options, byte[] code) => new(Method, options, Seats, Convert.ToHexStringLower(code))
    {
        Most = Method is CountingMethod.Score or CountingMethod.Dots ? Most : 0,
        Anonymous = Anonymous,
        Hidden = Hidden,
        Unranked = Method == CountingMethod.Schulze ? Unranked : Unranked.Below,
    };

    public static BallotAsked Of(BallotTerms terms) => new(terms.Method, terms.Seats, terms.Most, terms.Anonymous, terms.Hidden, terms.Unranked);
}

/// <summary>How its author would have it drawn by lot.</summary>
/// <param name="Seats">How many are drawn.</param>
/// <param name="Source">Where the randomness will come from, in words.</param>
/// <param name="From">From when on it can be read there, as ISO 8601 in UTC; empty where that isn't written yet.</param>
public sealed record LotAsked(int Seats, string Source, string From)
{
    /// <param name="options">Among how many.</param>
    /// <param name="code">16 random bytes.</param>
    public LotTerms Terms(int options, byte[] code) => new(options, Seats, Convert.ToHexStringLower(code), From);
}

/// <summary>A proposal, or an amendment of one, that isn't put yet. It is its author's alone.</summary>
/// <param name="Title">As <see cref="ProposalWords"/>, also the next three.</param>
/// <param name="Need">Which need it answers.</param>
/// <param name="Text">What is to be decided besides the changes.</param>
/// <param name="Minutes">How many minutes it asks of each.</param>
/// <param name="Amends">The number of the proposal that it amends; 0 for a new one.</param>
/// <param name="BasedOn">The version of that proposal which its author read.</param>
/// <param name="Changes">Of agreements, each of another kind.</param>
public sealed record ProposalDraft(string Title, string Need, string Text, int Minutes, int Amends, int BasedOn, IReadOnlyList<DraftedChange> Changes)
{
    public const string Kind = "proposal draft";
    public const int UsualMinutes = 10, MostChanges = 8;

    public static readonly Refusal TooMany = new($"One question changes at most {MostChanges} agreements. More than that nobody can weigh at once.");

    /// <summary>Among what is chosen, each once; empty where nothing is.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>How it is chosen; null where nothing is.</summary>
    public BallotAsked? Ballot { get; init; }

    /// <summary>How it is drawn; null where it isn't.</summary>
    public LotAsked? Lot { get; init; }

    public static ProposalDraft New { get; } = new("", "", "", UsualMinutes, 0, 0, []);

    /// <param name="salt">16 random bytes.</param>
    public ProposalWords Words(byte[] salt) => new(Title.Trim(), Need.Trim(), Text.Trim(), Minutes, Convert.ToHexStringLower(salt)) { Options = Ballot is null && Lot is null ? null : Options, Source = Lot?.Source.Trim() };

    /// <summary>With one change written, or written anew.</summary>
    public Outcome<ProposalDraft> With(DraftedChange change)
    {
        var others = Changes.Where(c => c.Kind != change.Kind).ToList();
        return others.Count >= MostChanges
            ? TooMany
            : this with { Changes = [.. others, change] };
    }

    public ProposalDraft Without(string kind) => this with { Changes = [.. Changes.Where(c => c.Kind != kind)] };
}
