using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Alongside.Tests.People;

/// <summary>People with passkeys, at https://practice.example. Each call is a request of its own, of one running application.</summary>
internal sealed class PasskeyStory(AccountStory accounts) : IAsyncDisposable
{
    private readonly ShortMemory<PasskeyAsked> asked = new(accounts.Practice.Time, accounts.Practice.Random, Duration.FromMinutes(5));
    private readonly ShortMemory<StillSealed> still = new(accounts.Practice.Time, accounts.Practice.Random, Duration.FromMinutes(10));

    public AccountStory Accounts => accounts;

    public TestPractice Practice => accounts.Practice;

    public static async Task<PasskeyStory> Begin(string database) => new(await AccountStory.Begin(database));

    public async Task<T> Asks<T>(Func<PasskeyBook, HttpContext, Visitor, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new("practice.example") } };
        return await ask(Of(visit), context, visit);
    }

    /// <summary>Somebody new, with a passkey.</summary>
    public async Task<Keyring> With(SoftKey key, string name = "wren")
    {
        var ring = await accounts.Ring((await accounts.SignsUp(name)).Value.Cookie);
        Assert.Null((await Adds(ring, key, name)).Refusal);
        return ring;
    }

    public async Task<Outcome<bool>> Adds(Keyring by, SoftKey key, string name = "wren", string label = "my phone")
    {
        var token = await Asks((b, c, _) => b.Prepare(by, new(name, AccountStory.Passphrase), label, "The practice, 1 June 2026", c));
        if (token.Refusal is { } refusal) return refusal;
        var options = await Asks((b, _, _) => Task.FromResult(b.OptionsFor(by, token.Value)));
        return await Asks((b, c, _) => b.Add(by, token.Value, key.Make(options!), c));
    }

    public Task<(string Token, string Options)> Challenged() => Asks((b, c, _) => b.Ask(c));

    public Task<Outcome<ByPasskey>> Enters(string token, PasskeyAnswer answer) => Asks((b, c, _) => b.Enter(token, answer, c));

    public async Task<Outcome<ByPasskey>> Enters(SoftKey key)
    {
        var (token, options) = await Challenged();
        return await Enters(token, key.Use(options));
    }

    public Task<IReadOnlyList<NamedPasskey>> Of(Keyring by) => Asks((_, _, v) => RowsOf(v).Of(by));

    public Task<Refusal?> Removes(Keyring by, byte[] id, string passphrase = AccountStory.Passphrase) =>
        Asks((b, _, _) => b.Remove(by, new("wren", passphrase), id));

    public ValueTask DisposeAsync() => accounts.DisposeAsync();

    private PasskeyBook Of(Visitor visit)
    {
        var (rows, options) = (RowsOf(visit), new IdentityPasskeyOptions());
        PasskeySite.Set(options);
        var users = new UserManager<PasskeyOwner>(
            new PasskeyOwners(rows), Options.Create(new IdentityOptions()), null!, [], [], null!, new(), null!, NullLogger<UserManager<PasskeyOwner>>.Instance);
        return new(visit.Gate, accounts.Of(visit), visit.Credentials, rows, visit.Sessions, new PasskeyHandler<PasskeyOwner>(users, Options.Create(options)), asked, still, Practice.Random);
    }

    private Passkeys RowsOf(Visitor visit) => new(visit.Db, Practice.Premises, visit.Credentials, Practice.Random);
}
