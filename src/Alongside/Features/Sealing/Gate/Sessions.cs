using System.Buffers.Text;
using System.Security.Cryptography;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Signed-in browsers. The cookie holds id (16) ‖ key (32); the row holds the scalar under that key. Neither opens
/// anything alone.
/// </summary>
public sealed class Sessions(Database db, Premises premises, IClock clock, RandomSource random, WriterQueue queue)
{
    private const int IdLength = 16, KeyLength = 32, Nonce = 12, Tag = 16;
    private static readonly Duration NoteSeenEvery = Duration.FromMinutes(5);

    /// <summary>Begins a session for whoever has just shown that they hold this key.</summary>
    /// <returns>The cookie's value.</returns>
    public string Start(Work work, PersonId person, int keyNumber, KeyPair key)
    {
        var cookie = random.Bytes(IdLength + KeyLength);
        var idHash = SHA256.HashData(cookie.AsSpan(0, IdLength));
        db.Sessions.Add(new(idHash, person, keyNumber, Seal(cookie, idHash, person, keyNumber, key), work.At));
        return Base64Url.EncodeToString(cookie);
    }

    /// <summary>The keyring of a living session, or null where cookie and row don't make one together.</summary>
    public async Task<Keyring?> Find(string? cookie, CancellationToken stop = default)
    {
        if (Read(cookie) is not { } bytes) return null;
        var idHash = SHA256.HashData(bytes.AsSpan(0, IdLength));
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.IdHash == idHash, stop);
        var at = await db.Now(clock, stop);
        if (session is null || !session.IsAlive(at) || Open(bytes, session) is not { } key) return null;
        if (at - session.SeenAt >= NoteSeenEvery) await NoteSeen(idHash, at, stop);
        return new(session.Person, session.KeyNumber, key, idHash);
    }

    /// <summary>Somebody's living sessions, newest first.</summary>
    public async Task<IReadOnlyList<Session>> Of(PersonId person, CancellationToken stop = default)
    {
        var at = await db.Now(clock, stop);
        return [.. (await db.Sessions.AsNoTracking().Where(s => s.Person == person).ToListAsync(stop)).Where(s => s.IsAlive(at)).OrderByDescending(s => s.StartedAt)];
    }

    public Task End(string? cookie) =>
        Read(cookie) is { } bytes ? EndByHash(SHA256.HashData(bytes.AsSpan(0, IdLength))) : Task.CompletedTask;

    public async Task EndByHash(byte[] idHash)
    {
        using var turn = await queue.Enter(db, CancellationToken.None);
        await db.Sessions.Where(s => s.IdHash == idHash).ExecuteDeleteAsync();
    }

    /// <summary>Signs a person out everywhere, but for one session where its hash is given.</summary>
    public Task<int> EndAll(Work work, PersonId person, byte[]? except = null) =>
        work.Db.Sessions.Where(s => s.Person == person && s.IdHash != (except ?? Array.Empty<byte>())).ExecuteDeleteAsync();

    /// <summary>Forgets sessions that have run out. Nobody needs to be asked.</summary>
    public Task<int> ForgetEnded(Work work) => work.Db.Sessions
        .Where(s => s.SeenAt < work.At - Session.IdleFor || s.StartedAt < work.At - Session.AtMost).ExecuteDeleteAsync();

    private async Task NoteSeen(byte[] idHash, Instant at, CancellationToken stop)
    {
        using var turn = await queue.Enter(db, stop);
        await db.Sessions.Where(s => s.IdHash == idHash).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, at), stop);
    }

    private byte[] Seal(byte[] cookie, byte[] idHash, PersonId person, int keyNumber, KeyPair key)
    {
        var sealedScalar = new byte[Nonce + KeyLength + Tag];
        random.Fill(sealedScalar.AsSpan(0, Nonce));
        using var aes = new AesGcm(cookie.AsSpan(IdLength), Tag);
        aes.Encrypt(sealedScalar.AsSpan(0, Nonce), key.Scalar.Span, sealedScalar.AsSpan(Nonce, KeyLength),
            sealedScalar.AsSpan(Nonce + KeyLength), Bound(idHash, person, keyNumber));
        return sealedScalar;
    }

    private KeyPair? Open(byte[] cookie, Session session)
    {
        var scalar = new byte[KeyLength];
        try
        {
            using var aes = new AesGcm(cookie.AsSpan(IdLength), Tag);
            aes.Decrypt(session.SealedScalar.AsSpan(0, Nonce), session.SealedScalar.AsSpan(Nonce, KeyLength),
                session.SealedScalar.AsSpan(Nonce + KeyLength), scalar, Bound(session.IdHash, session.Person, session.KeyNumber));
            return KeyPair.From(scalar);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null; // a foreign or damaged row is no session
        }
    }

    private byte[] Bound(byte[] idHash, PersonId person, int keyNumber) =>
        new Binding("session").Add(premises.Practice).Add(idHash).Add(person.Value).Add(keyNumber).ToArray();

    private static byte[]? Read(string? cookie)
    {
        if (cookie is null || !Base64Url.IsValid(cookie, out var length) || length != IdLength + KeyLength) return null;
        return Base64Url.DecodeFromChars(cookie);
    }
}
