using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;
using static Alongside.Demo.DemoFounding;

namespace Alongside.Demo;

/// <summary>What the three decide in these weeks: one question with an objection that is worked into it, and one that is open.</summary>
internal sealed class DemoCircle(Func<Func<IServiceProvider, Task>, Task> request, IReadOnlyList<Keyring> members)
{
    private const string Title = "A week without new people, each season";

    public void Tell(DemoDays days)
    {
        var (nkechi, amina, sione) = (members[0], members[1], members[2]);
        days.Then(26, () => Put(sione, Words(Title, "We are tired, and say yes anyway.", "In the first week of each season nobody new begins with any of us.")));
        days.Then(25, () => Take(nkechi, 1, Position.Objection, "If all of us close in the same week, somebody who asks that week waits for nothing."));
        days.Then(24, () => Put(sione, Words(Title, "We are tired, and say yes anyway.", "Each of us takes one week a season in which nobody new begins with them. No two take the same week.") with { Amends = 1, BasedOn = 1 }));
        days.Then(23, () => Act(nkechi, 1, "", (d, terms, at) => d.Settle(nkechi.Person, d.Objections[0].Fact, terms, at)));
        days.Then(22, () => Take(amina, 1, Position.Agree, ""));
        days.Then(21, () => Take(nkechi, 1, Position.Agree, "Thank you. Good enough for now."));
        days.Then(20, () => Take(sione, 1, Position.Agree, ""));
        days.Then(10, () => request(s => s.GetRequiredService<Enacting>().EnactDue()));
        days.Then(3, PutFees);
        days.Then(2, () => Take(sione, 2, Position.Reservations, "Good enough for now. I want us to look in June, not in a year."));
    }

    private Task PutFees() => request(async s =>
    {
        var kind = AgreementQueries.Kinds.Single(k => k.Type == typeof(FeeScale));
        var now = (await s.GetRequiredService<Database>().InForce<FeeScale>(s.GetRequiredService<Premises>().House, s.GetRequiredService<IClock>().GetCurrentInstant()))!;
        var lower = now.Value with { Tiers = [.. now.Value.Tiers.Select(t => t.Minor == 25_00 ? t with { Minor = 15_00 } : t)] };
        var draft = Words("Lower “A little” from $25 to $15", "Three people asked last month, looked at the first line after nothing, and didn’t come back.", "")
            with
        { Changes = [new(kind.Name, now.Number, lower.Write())] };
        await Put(s, members[1], draft);
    });

    private static ProposalDraft Words(string title, string need, string text) => ProposalDraft.New with { Title = title, Need = need, Text = text };

    private Task Put(Keyring by, ProposalDraft draft) => request(s => Put(s, by, draft));

    private static async Task Put(IServiceProvider services, Keyring by, ProposalDraft draft)
    {
        var kept = await services.GetRequiredService<Drafts>().Keep(by, null, draft);
        Must(kept.Refusal);
        Must((await services.GetRequiredService<ProposalBook>().Put(by, kept.Value)).Refusal);
    }

    private Task Take(Keyring by, int number, Position position, string words) => Act(by, number, words, (d, _, at) => d.Take(by.Person, d.Version, position, at));

    private Task Act(Keyring by, int number, string words, Func<Deliberation, Terms, Instant, Outcome<Fact[]>> act) =>
        request(async s => Must(await s.GetRequiredService<ProposalBook>().Act(by, number, words, act)));
}
