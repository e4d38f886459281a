using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Alongside.Features.Circle.Counting;

/// <summary>Takes ballots one by one and lays equal ones together, as long as enough of them are: looking costs more than counting.</summary>
internal sealed class BallotBox(BallotKind kind)
{
    // After so many different ones it is clear whether there is anything to lay together.
    private const int Tried = 1 << 15;

    // Another one in each process, so that nobody can make a file whose ballots all fall into one place.
    private static readonly ulong secret = ((ulong)HashCode.Combine(1) << 32) ^ (uint)HashCode.Combine(2) ^ 0x9E3779B97F4A7C15;

    private ushort[] marks = new ushort[1 << 12];
    private int[] ends = new int[1 << 8];
    private long[] counts = new long[1 << 8];
    private int groups, used, added;

    // Open addressing: half of a hash, and a group's number and one; 0 is empty. None any more once hardly two are alike.
    private ulong[]? table = new ulong[1 << 10];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ushort> ballot, long count)
    {
        if (ballot.IsEmpty) return;
        if (table is not { } slots)
        {
            Append(ballot, count);
            return;
        }
        added++;
        var hash = Hash(ballot);
        var slot = (int)(uint)hash & (slots.Length - 1);
        for (; slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (((slots[slot] ^ hash) & 0xFFFFFFFF00000000) != 0) continue;
            var group = (int)(uint)slots[slot] - 1;
            if (!Same(group, ballot)) continue;
            counts[group] += count;
            return;
        }
        Append(ballot, count);
        slots[slot] = (hash & 0xFFFFFFFF00000000) | (uint)groups;
        if (groups * 2 > slots.Length) table = groups > Tried && groups > added / 4 * 3 ? null : Spread(slots.Length * 2);
    }

    public Ballots Close(BallotHeading heading) => new(heading, kind, marks, ends, counts, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ReadOnlySpan<ushort> ballot)
    {
        var bytes = MemoryMarshal.AsBytes(ballot);
        var (hash, length) = (secret, (ulong)bytes.Length);
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        var rest = 0UL;
        foreach (var one in bytes) rest = (rest << 8) | one;
        return Fold(hash ^ rest ^ (length << 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong said)
    {
        var high = Math.BigMul(said, secret | 1, out var low);
        return high ^ low ^ secret;
    }

    private bool Same(int group, ReadOnlySpan<ushort> ballot)
    {
        var start = group == 0 ? 0 : ends[group - 1];
        return marks.AsSpan(start, ends[group] - start).SequenceEqual(ballot);
    }

    private void Append(ReadOnlySpan<ushort> ballot, long count)
    {
        if (used + (long)ballot.Length > marks.Length) Array.Resize(ref marks, Larger(marks.Length, used + (long)ballot.Length));
        if (groups == ends.Length)
        {
            var length = Larger(groups, groups + 1L);
            Array.Resize(ref ends, length);
            Array.Resize(ref counts, length);
        }
        ballot.CopyTo(marks.AsSpan(used));
        used += ballot.Length;
        (ends[groups], counts[groups]) = (used, count);
        groups++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong[]? Spread(int slots)
    {
        // So many different ones that no table holds them.
        if (slots < 0) return null;
        var larger = new ulong[slots];
        for (var group = 0; group < groups; group++)
        {
            var start = group == 0 ? 0 : ends[group - 1];
            var hash = Hash(marks.AsSpan(start, ends[group] - start));
            var slot = (int)(uint)hash & (larger.Length - 1);
            while (larger[slot] != 0) slot = (slot + 1) & (larger.Length - 1);
            larger[slot] = (hash & 0xFFFFFFFF00000000) | (uint)(group + 1);
        }
        return larger;
    }

    // A file of two gigabytes can't hold more marks than an array.
    private static int Larger(long length, long least) => (int)Math.Min(Array.MaxLength, Math.Max(length * 2, least));
}
