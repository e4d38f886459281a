using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>Zaynab is asked to read along in the question about fees, is welcomed, and says something.</summary>
internal sealed class DemoGuest(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members, IReadOnlyList<Keyring> clients)
{
    private const int Question = 2;

    private string token = "";
    private int ask;

    public void Tell(DemoDays days)
    {
        var (nkechi, amina, zaynab) = (members[0], members[1], clients[0]);
        days.Then(2, () => request(async s => token = (await s.GetRequiredService<GuestBook>().Ask(amina, Question, "Somebody who pays a fee", "We speak of what people can pay, and none of us pays it.")).Value));
        days.Then(2, () => request(async s => Must(await s.GetRequiredService<GuestBook>().Come(zaynab, token, "Swift"))));
        days.Then(2, () => request(async s => ask = (await s.GetRequiredService<ProposalBook>().Read(nkechi, Question))!.Deliberation.Guests[0].Ask));
        days.Then(2, () => request(async s => Must(await s.GetRequiredService<GuestBook>().Welcome(nkechi, Question, ask))));
        days.Then(1, () => request(async s =>
        {
            var read = (await s.GetRequiredService<GuestBook>().Read(zaynab, Question))!.Read!;
            Must(await s.GetRequiredService<Conversation>().Say(zaynab, read.Folder, [], s.GetRequiredService<RandomSource>().Id(), new(null, "With twenty-five I would have had to choose between a session and my bus pass.")));
        }));
    }
}
