using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>
/// Where key-keepers come together: one at a time, in the memory of this process. A restart ends it, and another server
/// of the same practice knows nothing of it.
/// </summary>
public sealed class CeremonyTable(PracticeClock clock) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private Ceremony? laid;

    /// <summary>The one that is under way. Its hour is counted by the machine: also while the practice's time stands still it ends.</summary>
    public Ceremony? Now => laid is { } here && here.IsAlive(clock.Machine) ? here : null;

    /// <summary>One keeper at a time.</summary>
    public async Task<IDisposable> Enter(CancellationToken stop = default)
    {
        await one.WaitAsync(stop);
        return new Turn(one);
    }

    internal Instant At => clock.Machine;

    internal void Lay(Ceremony ceremony) => laid = ceremony;

    /// <summary>Forgets it and every share.</summary>
    internal void Clear()
    {
        laid?.Forget();
        laid = null;
    }

    /// <summary>Takes away one whose hour is over.</summary>
    /// <returns>Which.</returns>
    internal Ceremony? TakeOver()
    {
        if (laid is not { } here || here.IsAlive(clock.Machine)) return null;
        Clear();
        return here;
    }

    public void Dispose()
    {
        Clear();
        one.Dispose();
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
