using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Pages;

/// <summary>One way of deciding, explained.</summary>
/// <param name="Name">As it stands in an address.</param>
/// <param name="Title">A translation key, as are the lines.</param>
/// <param name="Protocol">Which.</param>
/// <param name="Method">How ballots are counted, where it is one.</param>
/// <param name="Lines">Five, in their order.</param>
internal sealed record WayOfDeciding(string Name, string Title, Protocol Protocol, CountingMethod? Method, IReadOnlyList<string> Lines)
{
    /// <summary>Once all consent to that, a lot decides.</summary>
    public bool IsLot { get; init; }

    public bool IsAdopted(AdoptedWays adopted) => IsLot ? adopted.Sortition is not null : Method is { } method ? adopted.Ballots.Contains(method) : adopted.Allows(Protocol);
}

internal static class WaysOfDeciding
{
    public static IReadOnlyList<WayOfDeciding> All { get; } =
    [
        new("consent", Sentence.Of("Consent"), Protocol.Consent, null,
        [
            Sentence.Of("Nobody has to love it. It is decided when nobody sees a harm in it that isn’t resolved."),
            Sentence.Of("Agree, agree with reservations, stand aside, or object and say what would harm."),
            Sentence.Of("An objection is a gift: it shows what the words don’t see yet. Nobody can set it aside."),
            Sentence.Of("It is resolved when whoever raised it and whoever proposes both say so. Then everybody is asked anew."),
            Sentence.Of("Use it for most things: good enough for now, safe enough to try, with a day to look again."),
        ]),
        new("advice", Sentence.Of("Advice"), Protocol.Advice, null,
        [
            Sentence.Of("One of us decides, whoever is closest to it."),
            Sentence.Of("Before, they ask those whom it affects and those who know."),
            Sentence.Of("They answer each piece of advice. They need not follow it."),
            Sentence.Of("Then they decide, and any member can still call it back in the window."),
            Sentence.Of("Use it for the work of every day, never for who has a say."),
        ]),
        new("consensus", Sentence.Of("Consensus"), Protocol.Consensus, null,
        [
            Sentence.Of("All of us carry it, or stand aside by name because we can’t."),
            Sentence.Of("A block says that it would break what we share, and names the commitment."),
            Sentence.Of("It is decided when nobody blocks and no more stand aside than we agreed on."),
            Sentence.Of("Where a block isn’t resolved and most of us say that it can’t wait, the agreed fallback is asked once, if we have one."),
            Sentence.Of("Use it for what all of us have to live by. It takes time, and trust."),
        ]),
        new("gradients", Sentence.Of("Gradients of agreement"), Protocol.Gradients, null,
        [
            Sentence.Of("Between yes and no there is much: each of us says how far they are for it."),
            Sentence.Of("How many have to be for it, and how many may be against, was fixed before anybody answered."),
            Sentence.Of("Who can live with it counts as for it. Who leans to neither side counts among all who answer."),
            Sentence.Of("Where fewer are for it than it takes, nothing changes, and the doubts stand there to be read."),
            Sentence.Of("Use it to find out how warm we are before much work goes into something."),
        ]),
        new("score", Sentence.Of("Score"), Protocol.Ballot, CountingMethod.Score,
        [
            Sentence.Of("Each of us gives each option a number."),
            Sentence.Of("Several can get the same, and what you leave blank gets nothing from you."),
            Sentence.Of("The numbers of all of us are added, and the largest sum is chosen."),
            Sentence.Of("It hears how much each of us cares. But whoever gives the highest number to one option, and nothing to the rest, is heard most."),
            Sentence.Of("Use it among many options of which several would do."),
        ]),
        new("dots", Sentence.Of("Dots"), Protocol.Ballot, CountingMethod.Dots,
        [
            Sentence.Of("Each of us has the same few dots."),
            Sentence.Of("Lay them all on one option, or on several."),
            Sentence.Of("The options with the most dots are chosen."),
            Sentence.Of("What is alike shares its dots, so put options together that mean the same."),
            Sentence.Of("Use it to see what we would work on first."),
        ]),
        new("instant-run-off", Sentence.Of("Ranks, instant run-off"), Protocol.Ballot, CountingMethod.Irv,
        [
            Sentence.Of("Each of us puts the options in an order, as far as they like."),
            Sentence.Of("Where one is first for more than half, it is chosen."),
            Sentence.Of("Else the one that fewest put first goes, and its ballots pass to their next choice."),
            Sentence.Of("So it goes on until one has more than half of what is still in play."),
            Sentence.Of("Use it for one option among a few, where nobody should have to guess who has a chance."),
        ]),
        new("schulze", Sentence.Of("Ranks, by Schulze"), Protocol.Ballot, CountingMethod.Schulze,
        [
            Sentence.Of("Each of us puts the options in an order; several can stand level."),
            Sentence.Of("Each option is compared with each other: how many more put it above?"),
            Sentence.Of("An option that beats all others is chosen. Where they go in a circle, the weakest link of it doesn’t count."),
            Sentence.Of("An option too many that is like another changes nothing."),
            Sentence.Of("Use it to find what most of us can stand behind, not what the largest part likes best."),
        ]),
        new("single-transferable-vote", Sentence.Of("Ranks, single transferable vote"), Protocol.Ballot, CountingMethod.ScottishStv,
        [
            Sentence.Of("Several are chosen at once. Each of us puts them in an order."),
            Sentence.Of("Who reaches the quota is chosen; what they have beyond it passes on, in parts."),
            Sentence.Of("Where nobody reaches it, the one with the fewest goes, and their ballots pass to the next choice."),
            Sentence.Of("So each group of us that is large enough finds its own among those chosen."),
            Sentence.Of("Use it to choose several people for something. It is counted by the Scottish rules."),
        ]),
        new("lot", Sentence.Of("By lot"), Protocol.Consent, null,
        [
            Sentence.Of("Nobody chooses: one option, or several, are drawn."),
            Sentence.Of("Options, a one-time code and a source that says something later are published first. Then all of us consent to draw, or object."),
            Sentence.Of("For as long as nobody can know what the source says, any member can call it back, and the client council where it takes part; after that nobody can."),
            Sentence.Of("When its time has come, any member writes down what the source said. Everybody can recompute what follows from it."),
            Sentence.Of("Use it where all options are good and choosing would cost more than it brings, or where it is always the same who are chosen."),
        ]) { IsLot = true },
    ];

    public static WayOfDeciding Of(Terms terms) => All.First(w => w.Protocol == terms.Protocol && w.Method == terms.Ballot?.Method && w.IsLot == (terms.Lot is not null));
}
