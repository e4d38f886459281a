using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Kernel;
using Alongside.Site;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Alongside.Features.Circle.Pages;

/// <summary>A proposal as one member looks at it.</summary>
/// <param name="Read">All of it.</param>
/// <param name="Names">The names that members work under.</param>
/// <param name="Me">Who looks.</param>
/// <param name="Now">When.</param>
public sealed record Looked(ProposalRead Read, IReadOnlyDictionary<PersonId, string> Names, PersonId Me, Instant Now)
{
    /// <summary>Who looks sits on the client council: they have pages of their own.</summary>
    public bool OnCouncil { get; init; }

    /// <summary>Who looks reads along: they take no part in it, and have pages of their own.</summary>
    public bool AsGuest { get; init; }

    /// <summary>Who looks is no member, and reads nothing else of the circle.</summary>
    public bool FromOutside => OnCouncil || AsGuest;

    /// <summary>Where the page is.</summary>
    public string Address => $"{(AsGuest ? "/guest" : OnCouncil ? "/my-council" : "/circle")}/{Read.Proposal.Number}";

    /// <summary>Reads or read along as a guest.</summary>
    public bool IsGuest(PersonId person) => Deliberation.Guests.Any(g => g.Person == person && g.WelcomedAt is not null);

    public Deliberation Deliberation => Read.Deliberation;

    public Stage Stage => Deliberation.StageAt(Now);

    public bool IsMine => Deliberation.Proposer == Me;

    /// <summary>How many of these stances are objections that hold it up: in a round that goes on, or is being worked on.</summary>
    public int Standing(IEnumerable<Deciding.Stance> stances) =>
        Stage is not (Stage.Open or Stage.Integrating) ? 0
        : stances.Count(s => s.Position is Position.Objection or Position.Block && Deliberation.Objections.FirstOrDefault(o => o.Fact == s.Fact) is not { IsSettled: true });

    /// <summary>Can this person have told somebody who looks what they answer?</summary>
    public bool CanBeTold(PersonId person) => person != Me && Deliberation.Members.Contains(person) && (!Deliberation.Round!.HasAnswered(person) || Deliberation.EnteredFor(person) is not null);

    public string NameOf(PersonId person) => Names.GetValueOrDefault(person, "");

    /// <summary>Who put it and when, in a sentence.</summary>
    public string PutBy(Words T)
    {
        var (who, on) = (NameOf(Deliberation.Proposer), T.Said.Date(Read.Proposal.At));
        if (Deliberation.Proposer == Proposal.Nobody) return T["Opened by itself on {0}; nobody carries it yet.", on];
        return Deliberation.CouncilCarries && who != T["somebody on the client council"] ? T["Put by {0} of the client council, on {1}.", who, on] : T["Put by {0}, on {1}.", who, on];
    }

    /// <summary>Who of the client council reads it now, but for who looks.</summary>
    public IEnumerable<PersonId> CouncilHere => Deliberation.Council.Where(c => c != Me && Deliberation.ReadsOnCouncil(c));

    /// <summary>Of the client council: those who were asked in any round, who sits now where it is asked, and who put it.</summary>
    public static IReadOnlyList<PersonId> CouncilOf(ProposalRead read) =>
        [.. read.Facts.Select(f => f.Fact).OfType<Deciding.Opened>().SelectMany(o => o.Terms.Council ?? []).Select(c => new PersonId(c)).Concat(read.Deliberation.Council.Where(read.Deliberation.ReadsOnCouncil)).Concat(read.Deliberation.IsFromCouncil ? [read.Proposal.By] : []).Distinct()];
}

/// <summary>A part of a proposal's page.</summary>
public abstract class ProposalPart : ActingPart
{
    [CascadingParameter] public Looked Looked { get; set; } = default!;

    [SupplyParameterFromForm] public ProposalTyped? Form { get; set; }

    [Inject] private ProposalBook Book { get; set; } = default!;

    protected override string Address => Looked.Address;

    /// <param name="done">Which sentence: see ProposalPage.</param>
    /// <param name="words">What was said along.</param>
    /// <param name="act">What is asked of the model.</param>
    protected Task Act(string done, string? words, Func<Deliberation, Terms, Instant, Outcome<Fact[]>> act) =>
        Do(done, Book.Act(Keyring, Looked.Read.Proposal.Number, LineEnds.Plain(words), act, Context.RequestAborted));
}

/// <summary>What was typed into any of its forms.</summary>
public sealed class ProposalTyped
{
    public int? Version { get; set; }
    public string? Position { get; set; }
    public string? Reason { get; set; }
    public int? Breaks { get; set; }
    public Dictionary<int, string>? Marks { get; set; }
    public Dictionary<int, string>? ToldMarks { get; set; }
    public Guid? Told { get; set; }
    public string? ToldPosition { get; set; }
    public string? ToldReason { get; set; }
    public Guid? StandsFor { get; set; }
    public string? StandsPosition { get; set; }
    public string? StandsReason { get; set; }
    public string? Recall { get; set; }
    public string? Remark { get; set; }
    public string? To { get; set; }
    public List<string>? For { get; set; }
    public Guid? Row { get; set; }
    public string? Advice { get; set; }
    public Guid? Of { get; set; }
    public Dictionary<int, string>? Answers { get; set; }
    public string? Source { get; set; }
    public string? FromDay { get; set; }
    public string? FromHour { get; set; }
    public string? Randomness { get; set; }
    public string? Why { get; set; }
    public string? Name { get; set; }
    public string? Yes { get; set; }
}
