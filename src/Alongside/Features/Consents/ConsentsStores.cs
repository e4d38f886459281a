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
    ];
}
