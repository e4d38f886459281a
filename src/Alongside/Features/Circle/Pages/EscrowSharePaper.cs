using Alongside.Features.Sealing;
using Alongside.Site;
using Alongside.Site.Paper;

namespace Alongside.Features.Circle.Pages;

/// <summary>A keeper's share on a card to cut out: the same words as on its page.</summary>
internal static class EscrowSharePaper
{
    public static Sheet Of(EscrowShare share, Slip39Share read, int count, string words, Visit visit, PracticeFace face, Words T) =>
        Papers.For(visit, face, T, T["A card"],
            new CutOut(PaperSize.A4.Width,
            [
                new Passage(Phrase.Written(face.Name), Emphasis.Strong),
                new Passage(T["Share {0} of {1}, made on {2}. Any {3} of them together open the escrow.", share.Number, count, T.Said.Date(share.MadeAt), read.MemberThreshold]),
                new WordList(words.Split(' ')),
            ]));
}
