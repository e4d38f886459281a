using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Pages;
using Alongside.Site;

namespace Alongside.Tests.Site.Paper;

public class ReceiptPaperTests
{
    [Fact]
    public void Everybody_who_is_named_on_it_is_written_the_way_their_own_letters_run()
    {
        var (payer, therapist, practice) = ("محمد (Ada) 17", "欧阳建国, RP, 4711", "Ṣóyínká");
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
        var phrases = ReceiptPaper.Of(receipt, visit, face, new(new Languages(), visit, face)).Blocks.SelectMany(block => block.Phrases).ToList();
        foreach (var name in new[] { payer, therapist, practice }) Assert.True(Assert.Single(phrases, phrase => phrase.Text == name).AsWritten);
    }
}
