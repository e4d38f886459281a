using System.Diagnostics;
using System.Security.Cryptography;
using Alongside.Commands;
using Alongside.Features.Sealing;

namespace Alongside.Benchmarks;

/// <summary>One thing done by ours and by the bare calls.</summary>
/// <param name="What">Which.</param>
/// <param name="Ours">In microseconds, the median over the rounds.</param>
/// <param name="Bare">Likewise.</param>
/// <param name="OursAllocated">Bytes each.</param>
/// <param name="BareAllocated">Bytes each.</param>
public sealed record SealingRow(string What, double Ours, double Bare, double OursAllocated, double BareAllocated);

/// <summary>Our envelope against the bare HKDF and AES-GCM calls on as many bytes, turn by turn.</summary>
internal static class Sealing
{
    public static List<SealingRow> Run(int rounds)
    {
        var rows = new List<SealingRow>();
        foreach (var size in new[] { 200, 4_000 })
        {
            var (key, plain) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(size));
            var padded = new byte[Envelope.PaddedLength(size)];
            var place = new RecordPlace(Guid.NewGuid(), new(Guid.NewGuid()), 3, "note", Guid.NewGuid(), 2);
            var bound = Bare.Bound(place);
            var (ours, bare) = (Envelope.Seal(key, plain, place, CompositionRoot.Random), Bare.Seal(key, padded, bound));
            rows.Add(Compare($"seal {size} bytes", rounds, () => Envelope.Seal(key, plain, place, CompositionRoot.Random), () => Bare.Seal(key, padded, bound)));
            rows.Add(Compare($"unseal {size} bytes", rounds, () => Envelope.Open(key, ours, place)!, () => Bare.Open(key, bare, bound)));
        }
        return rows;
    }

    private static SealingRow Compare(string what, int rounds, Func<byte[]> ours, Func<byte[]> bare)
    {
        var (o, b) = (new List<(double Time, double Bytes)>(), new List<(double Time, double Bytes)>());
        for (var round = -2; round < rounds; round++)
        {
            var (first, second) = (Time(ours), Time(bare));
            if (round < 0) continue; // warming up
            o.Add(first);
            b.Add(second);
        }
        return new(what, Figures.Of(o.Select(r => r.Time)), Figures.Of(b.Select(r => r.Time)), Figures.Of(o.Select(r => r.Bytes)), Figures.Of(b.Select(r => r.Bytes)));
    }

    private static (double Time, double Bytes) Time(Func<byte[]> what)
    {
        const int Times = 4_000;
        var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        for (var i = 0; i < Times; i++) what();
        return (watch.Elapsed.TotalMicroseconds / Times, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times);
    }
}
