using Alongside.Kernel;

namespace Alongside.Features.Records;

internal static class RecordsStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("Notes of your sessions, and what you write beside them"),
            Sentence.Of("So that your therapist remembers, and you can say where it was otherwise."),
            Stored.OwnAndYes,
            Sentence.Of("As long as the practice has agreed on, and not shorter than the law says; then they are shredded by themselves. Where you ask for it nobody else here reads them any more until then.")) { Sealed = [typeof(Note), typeof(Aside)] },
        new(Sentence.Of("What a therapist typed and hasn’t finished yet"),
            Sentence.Of("So that nothing typed is lost when a line breaks."),
            Sentence.Of("Its writer alone, not even key-keepers."),
            Sentence.Of("Until the note is finished.")) { Sealed = [typeof(NoteDraft)] },
        new(Sentence.Of("What you asked about a line of your log, and the answer"),
            Sentence.Of("So that you can ask whoever looked, or somebody else, without a meeting."),
            Sentence.Of("You, and whom you asked, for ninety days. Several key-keepers together."),
            Sentence.Of("It closes to them after ninety days, or once you call it done.")) { Sealed = [typeof(Asking), typeof(Reply)] },
        new(Sentence.Of("What you had erased, when, and from which day nothing of it can be recovered"),
            Sentence.Of("So that you can show it. Nothing of what stood there stands in it."),
            Stored.OwnAndYes,
            Stored.Stays) { Sealed = [typeof(ErasureReceipt)] },
    ];
}
