using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Paper;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Solidarity.Pages;

/// <summary>A receipt on paper: the same words as on its page, in the same order.</summary>
internal static class ReceiptPaper
{
    public static Sheet Of(Receipt made, LocalDate? cancelledOn, Visit visit, PracticeFace face, Words T)
    {
        var facts = new List<(Phrase, Phrase)>();
        if (made.PaidBy.Length > 0) facts.Add((T["Received from"], Phrase.Written(made.PaidBy)));
        facts.Add((T["Paid on"], T.Said.Date(Day(made.PaidOn))));
        facts.Add((T["Receipt made on"], T.Said.Date(Day(made.MadeOn))));
        return Papers.For(visit, face, T, T["Receipt"],
            [new Heading(T["Receipt {0}", made.Number]),
            .. cancelledOn is { } day ? [new Passage(T["Cancelled on {0}, because the payment was taken back.", day], Emphasis.Strong)] : Array.Empty<Block>(),
            new Passage(Phrase.Written(made.Practice), Emphasis.Strong),
            new FactList(facts),
            new Table(
                T["What was paid for"],
                [new(T["Day"], 3), new(T["Service"], 6), new(T["Amount paid"], 2, AtEnd: true)],
                [.. made.Lines.Select(line => Row(line, made.Currency, T))],
                (T["Paid in all"], T.Said.Money(made.Paid)))]);
    }

    /// <summary>What was paid for, with a place for how long; a translation key.</summary>
    internal static string ServiceOf(ReceiptLine line) => line.CalledOff ? Sentence.Of("Session called off later than agreed, {0}: it did not take place") : Sentence.Of("Psychotherapy, {0}");

    private static IReadOnlyList<IReadOnlyList<Phrase>> Row(ReceiptLine line, string currency, Words T)
    {
        var amount = T.Said.Money(new(line.Minor, currency));
        return line.On.Length > 0
            ? [[T.Said.Date(Day(line.On))], [T[ServiceOf(line), Duration.FromMinutes(line.Minutes)], Phrase.Written(line.Therapist)], [amount]]
            : [["–"], [T["Paid ahead for sessions to come"]], [amount]];
    }

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;
}
