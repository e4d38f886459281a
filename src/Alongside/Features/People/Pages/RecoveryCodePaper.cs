using Alongside.Site;
using Alongside.Site.Paper;

namespace Alongside.Features.People.Pages;

/// <summary>A recovery code as a card to cut out. As on its page it says nothing about what it opens.</summary>
internal static class RecoveryCodePaper
{
    public static Sheet Of(string code, Visit visit, PracticeFace face, Words T) => Papers.For(visit, face, T, T["A card"],
        new CutOut(CutOut.CardWidth,
        [
            new Code(code.Split('-')),
            new Passage(T["O is 0, and I and L are 1, however you write them. The last sign belongs to it, even if it is * ~ $ = or U. Keep the paper where nobody looks who shouldn’t; it says nothing about what it opens."], Emphasis.Small),
        ]));
}
