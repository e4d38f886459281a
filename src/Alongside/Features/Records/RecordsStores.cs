using Alongside.Kernel;

namespace Alongside.Features.Records;

internal static class RecordsStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("Notes of your sessions, and what you write beside them"),
            Sentence.Of("So that your therapist remembers, and you can say where it was otherwise."),
            Stored.OwnAndYes,
            Sentence.Of("As long as the practice has agreed on, and not shorter than the law says.")) { Sealed = [typeof(Note), typeof(Aside)] },
        new(Sentence.Of("What a therapist typed and hasn’t finished yet"),
            Sentence.Of("So that nothing typed is lost when a line breaks."),
            Sentence.Of("Its writer alone, not even key-keepers."),
            Sentence.Of("Until the note is finished.")) { Sealed = [typeof(NoteDraft)] },
    ];
}
