using Alongside.Kernel;

namespace Alongside.Features.Welcome;

internal static class WelcomeStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("That somebody asks for care, since when, and what they were offered"),
            Sentence.Of("So that nobody waits in favour of somebody who came later or is lower in the order agreed on."),
            Sentence.Of("You, and those who hold “welcome”. Whoever has the database sees times under random numbers."),
            Sentence.Of("A request that wasn’t sent goes after 30 days. One that was stays until you take it back.")) { Tables = [typeof(CareRequest), typeof(Offer), typeof(PassedOver)] },
        new(Sentence.Of("What brings you, which times and ways suit you, and which circumstances you ticked"),
            Sentence.Of("To find somebody who fits, and to place those first whom things hit hardest."),
            Sentence.Of("You, and those who hold “welcome”, but for whom you shut out, until you have a place. Several key-keepers together."),
            Sentence.Of("Until you take it back. What you typed without sending it: 30 days.")) { Sealed = [typeof(Request), typeof(Fit), typeof(AskDraft)] },
    ];
}
