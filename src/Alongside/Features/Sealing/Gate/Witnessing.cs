using Alongside.Storage;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Holds the access log against what a browser kept of it. The server does it itself, without script: that finds a database
/// that was rewritten behind its back, and not a server that lies.
/// </summary>
public sealed class Witnessing(Database db, Premises premises, LogRuns runs, Gaps gaps, PracticeClock clock)
{
    /// <summary>What a browser may keep from now on; null while the log's head isn't this house's.</summary>
    public async Task<Witness?> Now(CancellationToken stop = default) =>
        await LogProofs.Now(db, premises, stop) is { Refusal: null } now ? new(now.Value, clock.GetCurrentInstant()) : null;

    /// <summary>Does the log still begin as it did then? Null where it does.</summary>
    public async Task<Disagreement?> Compare(Witness witness, CancellationToken stop = default)
    {
        var now = await LogProofs.Now(db, premises, stop);
        if (now.Refusal is null && await GrewFrom(witness.Kept, now.Value, stop)) return null;
        return new(witness.At, gaps.Latest is { } gap && gap.Explains(witness.At) ? gap : null);
    }

    private async Task<bool> GrewFrom(Checkpoint kept, Checkpoint now, CancellationToken stop)
    {
        if (kept.Size > now.Size) return false;
        if (kept.Size == 0) return true;
        if (await Proves(kept, now, stop)) return true;
        // What this process remembers of the log may be what was there before somebody rewrote it: the database decides.
        await runs.Forget(stop);
        return await Proves(kept, now, stop);
    }

    private async Task<bool> Proves(Checkpoint kept, Checkpoint now, CancellationToken stop) =>
        await LogProofs.Consistency(db, runs, kept.Size, now.Size, stop) is { } proof && MerkleProofs.VerifyConsistency(kept.Size, now.Size, kept.Root, now.Root, proof);
}
