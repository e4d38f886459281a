using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Pages;
using Alongside.Site;
using Alongside.Site.Paper;
using NodaTime;

namespace Alongside.Tests.Site.Paper;

public class ReceiptPaperTests
{
    [Fact]
    public void Everybody_who_is_named_on_it_is_written_the_way_their_own_letters_run()
    {
        var (payer, therapist, practice) = ("محمد (Ada) 17", "欧阳建国, RP, 4711", "Ṣóyínká");
        var phrases = Phrases(payer, therapist, practice, null);
        foreach (var name in new[] { payer, therapist, practice }) Assert.True(Assert.Single(phrases, phrase => phrase.Text == name).AsWritten);
    }

    [Fact]
    public void A_cancelled_one_says_so_and_since_when()
    {
        const string Cancelled = "Cancelled on 3 June 2026, because the payment was taken back.";
        Assert.DoesNotContain(Phrases("a", "b", "c", null), phrase => phrase.Text == Cancelled);
        Assert.Contains(Phrases("a", "b", "c", new(2026, 6, 3)), phrase => phrase.Text == Cancelled);
    }

    private static List<Phrase> Phrases(string payer, string therapist, string practice, LocalDate? cancelledOn)
    {
        var receipt = new Receipt
        {
            Number = "K4-1",
            Practice = practice,
            PaidBy = payer,
            PaidOn = "2026-06-01",
            MadeOn = "2026-06-02",
            Currency = "CAD",
            Lines = [new("2026-06-01", 50, therapist, 40_00)],
            Payment = Guid.Empty,
        };
        var (visit, face) = (new Visit(), new PracticeFace());
        return [.. ReceiptPaper.Of(receipt, cancelledOn, visit, face, new(new Languages(), visit, face)).Blocks.SelectMany(block => block.Phrases)];
    }
}
