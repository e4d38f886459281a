using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What there must be now, by the access log alone. What was found is taken out of it; what stays is missing.</summary>
internal sealed class LoggedState
{
    private readonly Dictionary<ActorId, string> keys = [];
    private readonly HashSet<string> leftBehind = [];

    private LoggedState()
    {
    }

    /// <summary>Do the entries give the root that the head holds?</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Permissions and withdrawals by their hash.</summary>
    public Dictionary<string, Sweep.Logged> Powers { get; } = [];

    /// <summary>Sealed records by the hash of their bytes.</summary>
    public Dictionary<string, Sweep.Logged> Ciphertexts { get; } = [];

    /// <summary>Generations after the first by their opening hash.</summary>
    public Dictionary<string, Sweep.Logged> Openings { get; } = [];

    /// <summary>The state of each mandate.</summary>
    public Dictionary<ActorId, byte[]> Mandates { get; } = [];

    public bool HasKey(ActorId actor) => keys.ContainsKey(actor);

    /// <summary>Is this the key that a person, or escrow, was given last?</summary>
    public bool IsLatestKey(PublicKey key) => keys.GetValueOrDefault(key.Actor) == Key(key.Hash());

    /// <summary>Was this the escrow's key until it was begun to be made anew, which isn't finished?</summary>
    public bool IsLeftBehind(PublicKey key) => leftBehind.Contains(Key(key.Hash()));

    public static string Key(byte[] hash) => Convert.ToHexString(hash);

    public static async Task<LoggedState> Read(Database db, Premises premises)
    {
        var (state, frontier) = (new LoggedState(), new Frontier());
        var entries = db.LogEntries.AsNoTracking().OrderBy(e => e.Index)
            .GroupJoin(db.LogSides.AsNoTracking(), e => e.Index, s => s.Index, (e, s) => new { e.Leaf, Side = s })
            .SelectMany(e => e.Side.DefaultIfEmpty(), (e, s) => new { e.Leaf, Subject = s == null ? (SubjectId?)null : s.Subject });
        await foreach (var entry in entries.AsAsyncEnumerable())
        {
            frontier.Append(MerkleTree.LeafHash(entry.Leaf));
            if (LogLeaf.Read(entry.Leaf) is { Content.Length: > 0 } leaf) state.Take(leaf, entry.Subject);
        }
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync();
        state.IsWhole = head is not null && head.IsGenuine(premises.House) && head.Size == frontier.Size && head.Frontier.AsSpan().SequenceEqual(frontier.Size == 0 ? [] : frontier.Write());
        return state;
    }

    private void Take(LogLeaf leaf, SubjectId? subject)
    {
        var (key, logged) = (Key(leaf.Content), new Sweep.Logged(subject, leaf.Basis.Permission, leaf.Actor));
        switch (leaf.Act)
        {
            case "permit" or "deny" or "withdraw" or "hand back": Powers[key] = logged; break;
            case "seal": Ciphertexts[key] = logged; break;
            case LogActs.Erased: Ciphertexts.Remove(key); break;
            case LogActs.NewKey: Openings[key] = logged; break;
            case LogActs.KeyErased: Openings.Remove(key); break;
            case LogActs.FirstKeyPair or LogActs.NewKeyPair or LogActs.EscrowKey:
                if (leaf.Act == LogActs.EscrowKey && keys.TryGetValue(leaf.Actor, out var before)) leftBehind.Add(before);
                keys[leaf.Actor] = key;
                break;
            case LogActs.EscrowAnew: leftBehind.Clear(); break;
            default:
                if (leaf.Basis.Mandate is { } mandate && Mandating.Acts.Contains(leaf.Act)) Mandates[mandate] = leaf.Content;
                break;
        }
    }
}
