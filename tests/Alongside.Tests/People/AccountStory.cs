using System.Net;
using System.Security.Cryptography;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.People;

/// <summary>People who make accounts and find back to them. Each call is a request of its own, of one running application.</summary>
internal sealed class AccountStory(TestPractice practice) : IAsyncDisposable
{
    public const string Passphrase = "copper kettles sing at dusk";
    public const string Another = "seven moths around a lantern";

    public TestPractice Practice => practice;

    public Throttle Throttle { get; private set; } = new();

    /// <summary>From where people come.</summary>
    public IPAddress From { get; set; } = IPAddress.Parse("192.0.2.1");

    /// <summary>Every pair of secret and salt that went through the slow hash.</summary>
    public List<(byte[] Secret, byte[] Salt)> Derived { get; } = [];

    /// <summary>What happens while something is hashed slowly.</summary>
    public Action? Meanwhile { get; set; }

    /// <summary>Where all wait for the slow hash together. Where none is set, nobody ever waits.</summary>
    public ArgonQueue? Queue { get; set; }

    public static async Task<AccountStory> Begin(string database = "sqlite") => new(await TestPractice.Begin(database));

    /// <summary>The application starts anew: what lay in memory is gone.</summary>
    public void Restart() => Throttle = new();

    public async Task<T> Asks<T>(Func<Accounts, Visitor, Task<T>> ask)
    {
        await using var visit = practice.Visit();
        return await ask(Of(visit), visit);
    }

    public Task<Outcome<SignedIn>> SignsUp(string? name = "wren", string? passphrase = Passphrase) =>
        Asks((a, _) => a.SignUp(PersonKind.Client, name, passphrase));

    public Task<Outcome<SignedIn>> SignsIn(string? name = "wren", string? passphrase = Passphrase) =>
        Asks((a, _) => a.SignIn(name, passphrase));

    public Task<Keyring?> Find(string? cookie) => Asks((_, v) => v.Sessions.Find(cookie));

    public async Task<Keyring> Ring(string cookie) => await Find(cookie) ?? throw new InvalidOperationException("Nobody is signed in with this cookie.");

    public async Task SignsOutEverywhere(string cookie)
    {
        var ring = await Ring(cookie);
        await Asks(async (a, _) =>
        {
            await a.SignOutEverywhere(ring);
            return true;
        });
    }

    /// <summary>Somebody with a return code and no account.</summary>
    public Task<(PersonId Person, string Code)> WithReturnCode() => Asks(async (accounts, visit) =>
    {
        var made = (await accounts.NewReturnCode()).Value;
        await using var work = await visit.Gate.BeginPower();
        var (person, key) = accounts.Arrive(work, PersonKind.Client);
        visit.Credentials.Add(work, person, 1, key, made.Shown);
        await work.Commit();
        return (person, made.Code.ToString());
    });

    public async Task<int> Count<T>() where T : class
    {
        await using var visit = practice.Visit();
        return await visit.Db.Set<T>().CountAsync();
    }

    public ValueTask DisposeAsync() => practice.DisposeAsync();

    public Accounts Of(Visitor visit) => new(
        visit.Db, visit.Gate, visit.Credentials, visit.Sessions, new(visit.Db, practice.Premises, practice.Random, visit.Gate, visit.Mandating),
        Queue ?? new(derive: Derive), new(Throttle, practice.Time, From), practice.Random);

    // As much a function of both as Argon2id is, and a thousand times quicker.
    public byte[] Derive(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> salt)
    {
        lock (Derived) Derived.Add((secret.ToArray(), salt.ToArray()));
        Meanwhile?.Invoke();
        return HMACSHA512.HashData(salt.Span, secret.Span);
    }
}
