using Alongside.Kernel;

namespace Alongside.Features.People;

internal static class PeopleStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("A random number for you"),
            Sentence.Of("So that rows can be yours without your name standing in them."),
            Stored.Open,
            Sentence.Of("As long as anything of yours is kept.")) { Tables = [typeof(Person)] },
        new(Sentence.Of("What you want to be called, your languages, and what helps you"),
            Sentence.Of("So that people speak with you as you want, and say nothing where it isn’t safe."),
            Stored.OwnAndYes,
            Stored.UntilYouDo) { Sealed = [typeof(Names)] },
        new(Sentence.Of("How to reach you, and how not"),
            Sentence.Of("To move a session or ask how you are, only in the ways you call safe."),
            Stored.OwnAndYes,
            Stored.UntilYouDo) { Sealed = [typeof(Channels)] },
    ];
}
