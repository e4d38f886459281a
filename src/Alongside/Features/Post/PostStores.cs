using Alongside.Kernel;

namespace Alongside.Features.Post;

internal static class PostStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("What may be sent to you by e-mail, where to, when, and in which words"),
            Sentence.Of("To send what you asked for, and nothing else."),
            Sentence.Of("You, and the post box: a key on the server that opens this alone. Several key-keepers together."),
            Sentence.Of("Until you stop mail; a year without your asking again.")) { Sealed = [typeof(MailWishes)] },
        new(Sentence.Of("Mail that waits to go out, and that some didn’t arrive"),
            Sentence.Of("So that none is lost, and somebody rings instead."),
            Sentence.Of("Whoever has the database sees that mail waits, and when. To whom and about what is sealed."),
            Sentence.Of("A mail goes from here once it is sent. That one didn’t arrive is kept for 30 days.")) { Tables = [typeof(QueuedMail), typeof(Undelivered)] },
    ];
}
