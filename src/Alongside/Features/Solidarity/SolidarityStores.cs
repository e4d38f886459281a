using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

internal static class SolidarityStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("Money: what was charged and paid, what the fund holds and promises, and the fee that you chose"),
            Sentence.Of("So that everybody’s part can be checked, and the law’s demands on accounts are met."),
            Sentence.Of("You see yours. Bookkeeping sees amounts under a code, and a name only if you open it to them."),
            Stored.Stays) { Tables = [typeof(Account), typeof(Entry), typeof(Line), typeof(Stamp), typeof(RunningBalance), typeof(Hold), typeof(HoldResolution), typeof(Promise), typeof(PromisedUntil), typeof(PromiseEnd), typeof(FeeAgreement)] },
        new(Sentence.Of("Your receipts, and the name under which you pay"),
            Sentence.Of("Because an insurer or a tax office asks for a receipt, and bookkeeping for whose a transfer is."),
            Stored.OwnAndYes,
            Sentence.Of("Receipts stay, so that the same one can be had again. The name until you change it.")) { Sealed = [typeof(Receipt), typeof(PayerName)] },
        new(Sentence.Of("What stands on receipts about a therapist: title, college, number"),
            Sentence.Of("Because insurers ask for it. It stands in a public register anyway."),
            Stored.Open,
            Sentence.Of("Until they change it.")) { Tables = [typeof(ReceiptDetails)] },
    ];
}
