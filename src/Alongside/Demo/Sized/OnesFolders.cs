using System.Security.Cryptography;
using System.Text.Json;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>What everybody's folders are made with.</summary>
/// <param name="Premises">The practice.</param>
/// <param name="Vault">Who judges what the permissions mean.</param>
/// <param name="Mandates">Genuine ones.</param>
/// <param name="Keys">The present public key of each actor who is not the person themselves.</param>
/// <param name="Random">For keys: never drawn from the demo's number.</param>
/// <param name="Now">Where everything stops.</param>
internal sealed record Locksmith(
    Premises Premises, Vault Vault, List<Mandate> Mandates, IReadOnlyDictionary<ActorId, PublicKey> Keys, RandomSource Random, Instant Now);

/// <summary>
/// The folders of one person, in memory, as gate and vault would leave them: what a permission opens and a withdrawal
/// closes is judged by the same policy, and keys, wraps and records are made by the same functions. Everything has to be
/// told in the order in which it happened.
/// </summary>
internal sealed class OnesFolders
{
    private readonly Locksmith locksmith;
    private readonly PersonId person;
    private readonly Func<Guid> newId;
    private readonly Dictionary<FolderId, byte[]> openKeys = [];
    private readonly List<(Generation Generation, byte[] DataKey)> keys = [];
    private readonly PublicKey own;

    /// <param name="locksmith">See there.</param>
    /// <param name="person">Who they are.</param>
    /// <param name="newId">Draws the next id of theirs.</param>
    /// <param name="at">When they came.</param>
    public OnesFolders(Locksmith locksmith, PersonId person, Func<Guid> newId, Instant at)
    {
        (this.locksmith, this.person, this.newId) = (locksmith, person, newId);
        own = new(person.Actor, ActorKind.Person, 1, KeyPair.New(locksmith.Random).Public, at);
        Log.Add(new(at, LogActs.FirstKeyPair, person.Actor, Purpose.Own, Subject: person.Subject, Content: own.Hash()));
    }

    public List<Owed> Log { get; } = [];

    public List<Folder> Folders { get; } = [];

    public List<SealedRecord> Records { get; } = [];

    public List<Permission> Permissions { get; } = [];

    public List<Expiry> Expiries { get; } = [];

    public PublicKey PublicKey => own;

    public IEnumerable<Generation> Generations => keys.Select(k => k.Generation);

    public Folder Begin(Category category, Guid part, Instant at)
    {
        var folder = new Folder(new(newId()), person.Subject, category, part);
        Folders.Add(folder);
        Open(folder, 1, at);
        return folder;
    }

    /// <summary>As the gate seals: the entry in the log holds the ciphertext's hash.</summary>
    public void Seal<T>(Folder folder, string kind, Guid row, T content, Instant at, PersonId? by = null, Purpose purpose = Purpose.Own, Basis basis = default) where T : class
    {
        var place = new RecordPlace(locksmith.Premises.Practice, folder.Id, Latest(folder).Number, kind, row, 1);
        var bytes = Envelope.Seal(openKeys[folder.Id], JsonSerializer.SerializeToUtf8Bytes(content), place, locksmith.Random);
        var author = (by ?? person).Actor;
        Records.Add(new(new(newId()), folder.Id, place.Generation, kind, row, 1, bytes, author, at));
        Log.Add(new(at, "seal", author, purpose, basis, person.Subject, folder.Id, SHA256.HashData(bytes)));
    }

    public void Opened(Folder folder, PersonId by, Purpose purpose, Permission basis, Instant at) =>
        Log.Add(new(at, "open", by.Actor, purpose, new(basis.Id, null), person.Subject, folder.Id));

    public void Permit(Permission permission, Instant at)
    {
        permission.Sign(locksmith.Premises.House);
        Permissions.Add(permission);
        Log.Add(new(at, "permit", person.Actor, Purpose.Own, new(permission.Id, null), person.Subject, permission.Folder, permission.Hash()));
    }

    public void Withdraw(Permission permission, Instant at)
    {
        if (permission.Withdrawal is not null || permission.Until <= at) return;
        DemoFounding.Must(permission.Withdraw(person, at));
        permission.Withdrawal!.Sign(locksmith.Premises.House);
        Log.Add(new(at, "withdraw", person.Actor, Purpose.Own, new(permission.Id, null), person.Subject, permission.Folder, permission.Withdrawal.Hash()));
        CloseWhatWasLost(permission, at, person.Actor);
    }

    /// <summary>What the job does once a permission's time has run out, whether it was taken back before or not.</summary>
    public void Expire(Permission permission, Instant at)
    {
        Expiries.Add(new(permission.Id, at));
        Log.Add(new(at, "expire", person.Actor, Purpose.Own, new(permission.Id, null), person.Subject, permission.Folder));
        CloseWhatWasLost(permission, at, default);
    }

    /// <summary>All keys, for all who are permitted by now.</summary>
    public List<Wrap> Wraps()
    {
        var (policy, ephemeral, wraps) = (Judge(), KeyPair.New(locksmith.Random), new List<Wrap>());
        var folders = Folders.ToDictionary(f => f.Id);
        foreach (var (generation, dataKey) in keys)
            foreach (var actor in policy.Permitted(folders[generation.Folder], generation.OpenedAt, locksmith.Now).Keys)
            {
                var key = actor == own.Actor ? own : locksmith.Keys[actor];
                var place = locksmith.Vault.PlaceOf(generation.Folder, generation.Number, actor, key.Number);
                wraps.Add(new(generation.Folder, generation.Number, actor, key.Number, Wrapping.To(key.Point, ephemeral, dataKey, place, locksmith.Random)));
            }
        return wraps;
    }

    private void CloseWhatWasLost(Permission permission, Instant at, ActorId by)
    {
        var policy = Judge();
        foreach (var folder in Folders.Where(permission.Covers))
        {
            var latest = Latest(folder);
            var before = policy.Permitted(folder, latest.OpenedAt, at.PlusTicks(-1));
            if (before.Keys.All(policy.Permitted(folder, latest.OpenedAt, at).ContainsKey)) continue;
            latest.Close(at);
            var next = Open(folder, latest.Number + 1, at);
            Log.Add(new(at, LogActs.NewKey, by, Purpose.KeyKeeping, Subject: person.Subject, Folder: folder.Id, Content: next.OpeningHash()));
        }
    }

    private Policy Judge() => locksmith.Vault.Judge(Permissions, locksmith.Mandates, actor => locksmith.Mandates.Exists(m => m.Id == actor), hasEscrow: true);

    private Generation Latest(Folder folder) => keys.FindLast(k => k.Generation.Folder == folder.Id).Generation;

    private Generation Open(Folder folder, int number, Instant at)
    {
        var (generation, dataKey) = (new Generation(folder.Id, number, at), locksmith.Random.Bytes(Wrapping.SecretLength));
        keys.Add((generation, dataKey));
        openKeys[folder.Id] = dataKey;
        return generation;
    }
}
