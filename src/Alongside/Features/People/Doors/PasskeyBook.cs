using System.Buffers.Text;
using System.Text.Json.Nodes;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Site;
using Microsoft.AspNetCore.Identity;

namespace Alongside.Features.People.Doors;

/// <summary>A challenge that a browser was given, and for what.</summary>
/// <param name="State">What Identity has to see again, the challenge in it.</param>
/// <param name="Options">For the browser’s script: <c>publicKey</c> (Web Authentication’s options as JSON) and <c>salt</c> (base64url).</param>
/// <param name="Session">Of whom a passkey is added to; null where somebody signs in.</param>
/// <param name="Label">What the new one will be called.</param>
public sealed record PasskeyAsked(string State, string Options, byte[]? Session = null, string Label = "");

/// <summary>Somebody who showed a passkey that opens nothing by itself: we know who, and have no key.</summary>
public sealed record StillSealed(PersonId Person, byte[] Passkey)
{
    /// <summary>The page for them, which leads on to where they wanted to go.</summary>
    public static string Address(string? back) => LocalPath.Read(back) is { } path ? $"/still-sealed?back={Uri.EscapeDataString(path)}" : "/still-sealed";
}

/// <summary>What a passkey led to: a session, or, where it holds no secret, the token of <see cref="StillSealed"/>. One of the two.</summary>
public sealed record ByPasskey(SignedIn? Open, string? Sealed);

/// <summary>What a browser’s script sends back.</summary>
/// <param name="Answer">The credential as JSON (Web Authentication Level 3, §5.1.8).</param>
/// <param name="Secret">32 bytes as base64url, where the authenticator makes a secret.</param>
public sealed record PasskeyAnswer(string? Answer, string? Secret)
{
    /// <summary>Null where there is none; other than 32 bytes is no secret of an authenticator.</summary>
    internal byte[]? Read() => Base64Url.IsValid(Secret, out var length) && length == 32 ? Base64Url.DecodeFromChars(Secret) : null;
}

/// <summary>
/// Adding passkeys, coming in with one, and taking them away. What the authenticator signed is checked by ASP.NET’s
/// Identity: challenge, origin, site, signature, that the holder was asked, and the count.
/// </summary>
public sealed class PasskeyBook(
    Gate gate, Accounts accounts, Credentials credentials, Passkeys passkeys, Sessions sessions, IPasskeyHandler<PasskeyOwner> handler,
    ShortMemory<PasskeyAsked> asked, ShortMemory<StillSealed> still, RandomSource random)
{
    /// <summary>Where a passkey leads nowhere, whatever the reason: nobody learns which.</summary>
    public static readonly Refusal Closed =
        new($"This passkey opens nothing here. It may have been taken away, or belong to another site. Your name and passphrase still work.");

    private static readonly Refusal Late = new($"That took too long, or was sent twice. Please begin again.");

    private static readonly Refusal Full = new($"You have {Passkey.Most} passkeys already. Take one away first that you no longer use.");

    /// <summary>The first step to a new one: that it is really them.</summary>
    /// <param name="by">Who.</param>
    /// <param name="proof">Their name and passphrase.</param>
    /// <param name="label">What they will call it; may be blank.</param>
    /// <param name="shown">What the authenticator shows beside it: nothing of theirs.</param>
    /// <param name="context">The request: its host is the site that the passkey will belong to.</param>
    /// <returns>A token for this browser, with which it makes one.</returns>
    public async Task<Outcome<string>> Prepare(Keyring by, Proof proof, string? label, string shown, HttpContext context)
    {
        var called = label?.Trim() ?? "";
        if (called.Length > Passkey.LongestLabel) return new Refusal($"Please call it something of at most {Passkey.LongestLabel} characters.") { Field = "Label" };
        if (await passkeys.Count(by.Person, context.RequestAborted) >= Passkey.Most) return Full;
        var proven = await accounts.Prove(by, proof, context.RequestAborted);
        if (proven.Refusal is { } refusal) return refusal;
        var handle = Base64Url.EncodeToString(random.Bytes(16));
        var made = await handler.MakeCreationOptionsAsync(new() { Id = handle, Name = shown, DisplayName = shown }, context);
        return asked.Put(new(made.AttestationState!, WithSalt(made.CreationOptionsJson), by.Session, called));
    }

    /// <summary>What this browser may make a passkey of, as long as it may.</summary>
    public string? OptionsFor(Keyring by, string? token) => asked.Look(token) is { Session: { } session } found && session.AsSpan().SequenceEqual(by.Session) ? found.Options : null;

    /// <summary>The second step: what the authenticator made.</summary>
    /// <returns>Whether it opens one’s key by itself.</returns>
    public async Task<Outcome<bool>> Add(Keyring by, string? token, PasskeyAnswer answer, HttpContext context)
    {
        if (asked.Take(token) is not { Session: { } session } found || !session.AsSpan().SequenceEqual(by.Session)) return Late;
        var attested = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer.Answer ?? "", AttestationState = found.State });
        if (!attested.Succeeded) return new Refusal($"Your device made nothing that we can use. Please try once more, or with another device.");
        var (made, secret) = (attested.Passkey, answer.Read());
        await using var work = await gate.BeginPower(context.RequestAborted);
        if (!await credentials.IsCurrent(by.Person, by.KeyNumber)) return Late;
        if (await passkeys.Count(by.Person, context.RequestAborted) >= Passkey.Most) return Full;
        passkeys.Add(work, by, new(made.CredentialId, attested.UserEntity.Id, made.PublicKey, made.SignCount, made.IsBackupEligible, made.IsBackedUp), found.Label, secret);
        await work.Commit(context.RequestAborted);
        return secret is not null;
    }

    /// <summary>A challenge for whoever has a passkey; nobody is asked who they are.</summary>
    public async Task<(string Token, string Options)> Ask(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(null, context);
        var options = WithSalt(made.RequestOptionsJson);
        return (asked.Put(new(made.AssertionState!, options)), options);
    }

    /// <summary>Comes in with a passkey.</summary>
    /// <param name="token">From <see cref="Ask"/>; good for one try.</param>
    /// <param name="answer">What the authenticator signed.</param>
    /// <param name="context">The request.</param>
    public async Task<Outcome<ByPasskey>> Enter(string? token, PasskeyAnswer answer, HttpContext context)
    {
        if (asked.Take(token) is not { Session: null } found) return Late;
        var shown = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer.Answer ?? "", AssertionState = found.State });
        if (!shown.Succeeded) return Closed;
        await using var work = await gate.Begin(context.RequestAborted);
        if (await passkeys.Find(shown.Passkey.CredentialId, shown.User.Handle) is not { } row) return Closed;
        if (!row.Use(shown.Passkey.SignCount, shown.Passkey.IsBackedUp, work.At)) return Closed;
        if (row.Credential is null || answer.Read() is not { } secret)
        {
            await work.Commit(context.RequestAborted);
            return new ByPasskey(null, still.Put(new(row.Person, row.Id)));
        }
        // Somebody else's secret beside this one's signature opens somebody else's key, so it opens nothing.
        if (await credentials.Open(Shown.Passkey(secret)) is not var (person, number, key) || person != row.Person || number != row.KeyNumber) return Closed;
        await sessions.ForgetEnded(work);
        var cookie = sessions.Start(work, person, number, key);
        await work.Commit(context.RequestAborted);
        return new ByPasskey(new SignedIn(person, cookie), null);
    }

    /// <summary>Whom this browser showed a passkey of, while it is there and nothing is opened.</summary>
    public async Task<PersonId?> Sealed(string? token, CancellationToken stop = default) =>
        still.Look(token) is { } found && await passkeys.IsThere(found.Passkey, found.Person, stop) ? found.Person : null;

    /// <summary>With name and passphrase: whose passkey was shown comes in; for anybody else they open nothing here.</summary>
    public async Task<Outcome<SignedIn>> Unseal(string? token, string? name, string? passphrase, CancellationToken stop = default)
    {
        if (await Sealed(token, stop) is not { } person) return Late;
        var opened = await accounts.Open(new(name, passphrase), stop);
        if (opened.Refusal is { } refusal) return refusal;
        if (opened.Value.Person != person) return Accounts.Closed;
        still.Take(token);
        return await accounts.Enter(opened.Value, stop);
    }

    /// <summary>Forgets what a browser was in the middle of.</summary>
    public void Forget(string? token) => _ = (asked.Take(token), still.Take(token));

    /// <summary>Takes one away, for instance of a device that is lost, and ends every other session: one of them may be on it.</summary>
    public async Task<Refusal?> Remove(Keyring by, Proof proof, byte[] id, CancellationToken stop = default)
    {
        var proven = await accounts.Prove(by, proof, stop);
        if (proven.Refusal is { } refusal) return refusal;
        await using var work = await gate.BeginPower(stop);
        if (!await passkeys.Remove(work, by.Person, id)) return new($"This passkey isn’t there any more.");
        await sessions.EndAll(work, by.Person, by.Session);
        await work.Commit(stop);
        return null;
    }

    private string WithSalt(string options) =>
        new JsonObject { ["publicKey"] = JsonNode.Parse(options), ["salt"] = Base64Url.EncodeToString(passkeys.Salt) }.ToJsonString();
}
