using Alongside.Kernel;

namespace Alongside.Features.Consents;

internal static class ConsentsStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("What you were asked, in which words and language, and what you said yes to"),
            Sentence.Of("So that nobody else can say what you were told."),
            Stored.OwnAndYes,
            Stored.Stays) { Sealed = [typeof(Consent)] },
        new(Sentence.Of("Who stands by you: a name, what for, and how to reach them"),
            Sentence.Of("So that whoever meets you knows who may be there, and speaks with nobody else."),
            Stored.OwnAndYes,
            Sentence.Of("As long as what you wrote about reaching you; it is erased with that.")) { Sealed = [typeof(Supporter)] },
    ];
}
