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
public sealed class Sessions(Database db, Premises premises, PracticeClock clock, RandomSource random, WriterQueue queue)
{
    private const int IdLength = 16, KeyLength = 32, Nonce = 12, Tag = 16;
    private static readonly Duration NoteSeenEvery = Duration.FromMinutes(5);
    private static readonly Question<byte[], Session?> session = new((db, idHash, _) => db.Sessions.AsNoTracking().SingleOrDefault(s => s.IdHash == idHash));
    private static readonly Question<ActorId, int, PublicKey?> key =
        new((db, actor, number, _) => db.PublicKeys.AsNoTracking().SingleOrDefault(k => k.Actor == actor && k.Number == number));

    /// <summary>Begins a session for whoever has just shown that they hold this key.</summary>
    /// <returns>The cookie's value.</returns>
    public string Start(Work work, PersonId person, int keyNumber, KeyPair key)
    {
        var cookie = random.Bytes(IdLength + KeyLength);
        var idHash = SHA256.HashData(cookie.AsSpan(0, IdLength));
        db.Sessions.Add(new(idHash, person, keyNumber, Seal(cookie, Bound(idHash, person, keyNumber, key.Public), key), clock.HasLeapt ? clock.Machine : work.At));
        return Base64Url.EncodeToString(cookie);
    }

    /// <summary>The keyring of a living session, or null where cookie and row don't make one together.</summary>
    public async Task<Keyring?> Find(string? cookie, CancellationToken stop = default)
    {
        if (Read(cookie) is not { } bytes) return null;
        var idHash = SHA256.HashData(bytes.AsSpan(0, IdLength));
        var found = await session.Ask(db, idHash, stop);
        // Also while the practice's time stands still, nobody stays signed in for longer.
        var at = Instant.Max(await Work.ReadTime(db, clock, stop), clock.Machine);
        if (found is null || !found.IsAlive(at) || !found.IsGenuine(premises.House)) return null;
        if (await PointOf(found, stop) is not { } point || Open(bytes, found, point) is not { } own) return null;
        if (at - found.SeenAt >= NoteSeenEvery) await NoteSeen(idHash, at, stop);
        return new(found.Person, found.KeyNumber, own, idHash);
    }

    /// <summary>Somebody's living sessions, newest first.</summary>
    public async Task<IReadOnlyList<Session>> Of(PersonId person, CancellationToken stop = default)
    {
        var at = clock.GetCurrentInstant();
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

    private byte[] Seal(byte[] cookie, byte[] bound, KeyPair key)
    {
        var sealedScalar = new byte[Nonce + KeyLength + Tag];
        random.Fill(sealedScalar.AsSpan(0, Nonce));
        using var aes = new AesGcm(cookie.AsSpan(IdLength), Tag);
        aes.Encrypt(sealedScalar.AsSpan(0, Nonce), key.Scalar.Span, sealedScalar.AsSpan(Nonce, KeyLength),
            sealedScalar.AsSpan(Nonce + KeyLength), bound);
        return sealedScalar;
    }

    // The scalar was sealed beside its point: whatever opens under this point needs no reckoning on the curve, which would
    // take each page longer than all of its other keys.
    private KeyPair? Open(byte[] cookie, Session session, byte[] point)
    {
        var scalar = new byte[KeyLength];
        try
        {
            using var aes = new AesGcm(cookie.AsSpan(IdLength), Tag);
            aes.Decrypt(session.SealedScalar.AsSpan(0, Nonce), session.SealedScalar.AsSpan(Nonce, KeyLength),
                session.SealedScalar.AsSpan(Nonce + KeyLength), scalar, Bound(session.IdHash, session.Person, session.KeyNumber, point));
            return KeyPair.From(scalar, point);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null; // a foreign or damaged row is no session
        }
    }

    // After a new key pair an old row that somebody put back is no session any more.
    private async Task<byte[]?> PointOf(Session session, CancellationToken stop) =>
        await key.Ask(db, session.Person.Actor, session.KeyNumber, stop) is { } known
        && known.IsGenuine(premises.House) ? known.Point : null;

    private byte[] Bound(byte[] idHash, PersonId person, int keyNumber, byte[] point) =>
        new Binding("session").Add(premises.Practice).Add(idHash).Add(person.Value).Add(keyNumber).Add(point).ToArray();

    private static byte[]? Read(string? cookie)
    {
        if (cookie is null || !Base64Url.IsValid(cookie, out var length) || length != IdLength + KeyLength) return null;
        return Base64Url.DecodeFromChars(cookie);
    }
}
