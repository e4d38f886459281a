using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Consents.Pages;

/// <summary>What receipts of a consent say of its things, in any of the ways in which they are handed over.</summary>
internal static class ConsentReceiptSaid
{
    /// <summary>How it is taken back, what that does, and that nothing hangs on it; translation keys.</summary>
    public static IReadOnlyList<string> TakingBack { get; } =
    [
        Sentence.Of("You take it back under “My consents”, by one button: no reason, and nobody asks a second time."),
        Sentence.Of("It stops at once. What they read until then they may remember, or have copied."),
        Sentence.Of("Your care doesn’t depend on it."),
    ];

    /// <summary>To whom, where no name stands on it.</summary>
    public static string ToWhom(ConsentReceipt receipt, Words T) => receipt.To ?? T["the practice’s mail sender"];

    public static string MayDo(Permission permission, Words T) => !permission.Purpose.OpensByKey() ? T["Be told of it; they read nothing"] : permission.MayWrite ? T["Read it, and write in it"] : T["Read it"];

    public static string OfWhichTime(Permission permission, Words T) => permission.RecordsFrom is { } from
        ? T["Nothing that was written before {0}. It opens by whole parts, so that some of what was written soon after may stay closed too.", T.Said.Date(from)]
        : T["Of all times"];

    public static string Until(Permission permission, Words T) => permission.Until is { } until ? T["until {0}", T.Said.Date(until)] : T["until you take it back"];

    /// <summary>How it stands on the day on which the receipt is drawn.</summary>
    public static string Today(Receipted thing, Words T)
    {
        var end = thing.Permission.End is { } at ? T.Said.Date(at) : "";
        return thing.Standing switch
        {
            Standing.Holds => T["It holds."],
            Standing.Closed => T["It opens nothing while a no of yours stands."],
            Standing.Replaced => T["It ended on {0}: another yes of yours took its place.", end],
            Standing.HandedBack => T["It ended on {0}: they left and handed it back.", end],
            Standing.RanOut => T["It ended on {0}, by its date.", end],
            _ => T["You took it back on {0}.", end],
        };
    }
}
