using Alongside.Features.Demands;
using Alongside.Features.Demands.Doors;
using Alongside.Features.Sealing;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>Two people came to the door without a paper, and left with a card: the docket of the three.</summary>
internal sealed class DemoDemands(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members)
{
    public void Tell(DemoDays days)
    {
        days.Then(9, () => request(async s => Must((await s.GetRequiredService<DemandBook>().Write(members[1], new(DemandKind.Visit, days.Today.PlusDays(-10), null, Concerned.Nobody, null, false, null, new(0)
        {
            Authority = "Two people who said that they were from the city. They showed a card and left none.",
            Scope = "Whether somebody comes here on Thursdays.",
            Came = "At the door, in the morning. Sione spoke with them, on the step.",
            Counsel = "Rang the community legal clinic the same day.",
        }))).Refusal)));
        days.Then(8, () => request(async s => Must(await s.GetRequiredService<DemandBook>().Add(members[2], 1, new(0)
        {
            Note = "I said that we don’t answer that, and asked for a paper. They had none. Nobody has come back since.",
        }, null))));
    }
}
