using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Records.Pages;

/// <summary>What becomes of each kind of thing, as it is said before and after.</summary>
internal static class ErasureWords
{
    /// <summary>What stays in any case; translation keys.</summary>
    public static IReadOnlyList<string> Remains { get; } =
    [
        Sentence.Of("When you met, and with whom. What was charged and paid, under a code."),
        Sentence.Of("Each yes and no that you said. In the log, that something was opened, when and by whom, though no longer what, or that it was yours."),
        Sentence.Of("What somebody has printed, read or copied."),
    ];

    /// <summary>What would become of it.</summary>
    public static string Of(ErasurePart part, Words T) => part.Fate switch
    {
        Fate.GoesAtOnce => T["Goes at once, with its keys. Whoever you opened it to reads it no more."],
        Fate.SealedUntil => T["Closes at once to everybody who works here. The law asks that it is kept until {0}: until then you can open it, and several key-keepers together. On that day it is shredded by itself.", T.Said.Date(part.Until!.Value)],
        Fate.SealedAlready => T["Closed already to everybody who works here. On {0} it is shredded by itself.", T.Said.Date(part.Until!.Value)],
        Fate.StaysWhileWaiting => T["You are waiting for a place, and need it for that. You can take your request back at any time."],
        Fate.StaysAsPaper => T["It shows what you were told, so that nobody can say otherwise. The receipts of what you had erased lie there too."],
        Fate.StaysForBooks => T["Books have to be kept. It is sealed to you."],
        _ => T["It isn’t yours alone. It closes when you take back your yes to it."],
    };

    /// <summary>What became of it.</summary>
    public static string Of(ErasedLine line, Words T) => line.Day is { } day
        ? T["Closed to everybody who works here. On {0} it is shredded by itself, unless you meet one of us again: then the time counts anew.", T.Said.Date(day)]
        : T["Erased, with its keys."];
}
