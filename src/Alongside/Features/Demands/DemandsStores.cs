using Alongside.Kernel;

namespace Alongside.Features.Demands;

internal static class DemandsStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("That an authority or a court demanded something, with what, when, and what became of it"),
            Sentence.Of("So that everybody here answers with the least, knows what was handed over, and can tell the person."),
            Sentence.Of("The members of the circle read about whom and what. Whoever has the database sees of which kind it was, and when. Several key-keepers together."),
            Stored.Stays) { Tables = [typeof(Demand), typeof(DemandFact)], Sealed = [typeof(DemandEntry)] },
        new(Sentence.Of("Word to you that something of yours was demanded"),
            Sentence.Of("So that you know, as soon as we may say so."),
            Sentence.Of("You alone: whoever wrote it can’t read it again. Several key-keepers together."),
            Stored.Stays) { Sealed = [typeof(DemandLetter)] },
    ];
}
