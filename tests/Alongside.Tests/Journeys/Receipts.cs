using Alongside.Demo;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>Receipts of the demo's clients, asked for by themselves.</summary>
internal static class Receipts
{
    /// <summary>Keeps their names, records that they paid $40 yesterday, and asks for the receipt.</summary>
    public static async Task<Guid> ReceiptFor(this ServedPractice practice, string who, Names names)
    {
        var (client, bookkeeper) = (await practice.Who(who), await practice.Who("amina"));
        return await practice.Asks(async services =>
        {
            var book = services.GetRequiredService<ReceiptBook>();
            Assert.Null(await services.GetRequiredService<NameBook>().Keep(client, names));
            var payer = Payer.Of(services.GetRequiredService<Premises>().House, client.Person.Subject);
            var yesterday = services.GetRequiredService<IClock>().GetCurrentInstant().InUtc().Date.PlusDays(-1);
            Assert.Null(await services.GetRequiredService<Bookkeeping>().RecordPayment(bookkeeper, Payer.CodeOf(payer), new(40_00, "CAD"), yesterday, another: true));
            var statement = await services.GetRequiredService<Database>().StatementOf(payer, "CAD", CancellationToken.None);
            Assert.Null((await book.Ask(client, statement.Payments.Last().Entry)).Refusal);
            return (await book.Own(client))[0].Id;
        });
    }

    private static Task<Keyring> Who(this ServedPractice practice, string name) => practice.Asks(async services =>
    {
        var person = DemoPractice.People.Single(p => p.SignIn == name);
        var signedIn = await services.GetRequiredService<Accounts>().SignIn(person.SignIn, person.Passphrase);
        return (await services.GetRequiredService<Sessions>().Find(signedIn.Value.Cookie))!;
    });
}
