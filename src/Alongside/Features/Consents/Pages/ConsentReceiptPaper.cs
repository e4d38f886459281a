using System.Globalization;
using Alongside.Site;
using Alongside.Site.Paper;

namespace Alongside.Features.Consents.Pages;

/// <summary>The receipt of a consent, block by block: its page and its paper say the same words in the same order, in the language of the ceremony.</summary>
internal static class ConsentReceiptPaper
{
    public static Sheet Of(ConsentReceipt receipt, Visit visit, PracticeFace face, Words T)
    {
        var its = T.In(receipt.Consent.Language);
        return Papers.For(visit, face, its, its["Receipt"], Blocks(receipt, visit.NameShown, face.Name, its)) with { Language = its.Language };
    }

    /// <param name="receipt">Which.</param>
    /// <param name="called">What whoever gave it wants to be called; null where they said nothing of it.</param>
    /// <param name="practice">What the practice is called now.</param>
    /// <param name="T">In the language of the receipt.</param>
    public static IReadOnlyList<Block> Blocks(ConsentReceipt receipt, string? called, string practice, Words T) =>
    [
        new Heading(T["What you said yes to on {0}", T.Said.Date(receipt.At)]),
        new FactList(Ceremony(receipt, called, practice, T)),
        .. receipt.Things.SelectMany(thing => Thing(thing, T)),
        new Passage(T["Taking it back"], Emphasis.Strong),
        .. ConsentReceiptSaid.TakingBack.Select(sentence => new Passage(T[sentence])),
        new Passage(T["What you were asked, as it stood on the page"], Emphasis.Strong),
        .. receipt.Consent.Asked.Select(sentence => new Passage(sentence)),
        new Passage(T["For who wants to check it"], Emphasis.Strong),
        new FactList(Marks(receipt, T)),
    ];

    private static List<(Phrase, Phrase)> Ceremony(ConsentReceipt receipt, string? called, string practice, Words T)
    {
        var consent = receipt.Consent;
        List<(Phrase, Phrase)> facts =
        [
            (T["Given by"], called is null ? T["you"] : Phrase.Written(called)),
            (T["Given to"], receipt.To is { } name ? Phrase.Written(name) : ConsentReceiptSaid.ToWhom(receipt, T)),
            (T["When"], T["{0} at {1}", T.Said.Date(receipt.At), T.Said.Clock(receipt.At)]),
            (T["How"], T["On this site, once you had shown that it is you"]),
            (T["In which language"], Phrase.Written(CultureInfo.GetCultureInfo(consent.Language).NativeName)),
            (T["Practice"], Phrase.Written(consent.Practice ?? practice)),
        ];
        if (consent.Support is { Length: > 0 } support) facts.Add((T["With the support of"], Phrase.Written(support)));
        if (consent.Custodian is { Length: > 0 } custodian) facts.Add((T["Who answers for the records"], Phrase.Written(custodian)));
        if (consent.Contact is { Length: > 0 } contact) facts.Add((T["Whom you ask about them"], Phrase.Written(contact)));
        return facts;
    }

    private static IEnumerable<Block> Thing(Receipted thing, Words T)
    {
        var rule = thing.Permission;
        yield return new Passage(T[Sharing.TitleOf(rule)], Emphasis.Strong);
        List<(Phrase, Phrase)> facts =
        [
            (T["What for"], T[Sharing.ForWhat(rule.Purpose)]),
            (T["What they may do"], ConsentReceiptSaid.MayDo(rule, T)),
            (T["Open since"], thing.Kept ? T["{0}: it was open already, and stayed as it was", T.Said.Date(rule.From)] : T.Said.Date(rule.From)),
            (T["Until when"], ConsentReceiptSaid.Until(rule, T)),
            (T["Today"], ConsentReceiptSaid.Today(thing, T)),
        ];
        if (rule.TellMe) facts.Add((T["When they open something"], T["You are told."]));
        if (rule.Guardian is { } basis) facts.Add((T["As whom"], T["A guardian, {0}", T[Supporter.TitleOf(basis)]]));
        if (rule.RecordsFrom is not null || Sharing.Of(rule) is { HasPast: true }) facts.Insert(2, (T["Of which time"], ConsentReceiptSaid.OfWhichTime(rule, T)));
        yield return new FactList(facts);
    }

    private static List<(Phrase, Phrase)> Marks(ConsentReceipt receipt, Words T)
    {
        List<(Phrase, Phrase)> facts =
        [
            (T["Number of this receipt"], receipt.Id.ToString()),
            (T["Its form"], T["Alongside consent receipt, version {0}", receipt.Consent.Form]),
            (T["Hash of the words (SHA-256)"], receipt.Consent.HashOfWords()),
        ];
        if (receipt.Log is { } line) facts.Add((T["Where the access log stands"], line));
        return facts;
    }
}
