using Alongside.Features.Sealing;
using Alongside.Kernel;
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
    // Made anew each time: others' pages read it meanwhile.
    private IReadOnlyList<OpenedWithoutYes> opened = [];

    /// <summary>The one that is under way. Its hour is counted by the machine: also while the practice's time stands still it ends.</summary>
    public Ceremony? Now => laid is { } here && here.IsAlive(clock.Machine) ? here : null;

    /// <summary>One keeper at a time.</summary>
    public async Task<IDisposable> Enter(CancellationToken stop = default)
    {
        await one.WaitAsync(stop);
        return new Turn(one);
    }

    internal Instant At => clock.Machine;

    /// <summary>What keepers opened for this member to read, as long as its hour lasts.</summary>
    public IReadOnlyList<OpenedWithoutYes> OpenedFor(PersonId reader) =>
        [.. opened.Where(o => o.Opening.Reader == reader && clock.Machine < o.Ends && clock.Machine >= o.Ends - Ceremony.AtMost)];

    /// <summary>Lays down what was opened, and forgets what was before its hour.</summary>
    internal void LayOpened(OpenedWithoutYes? more) =>
        opened = [.. opened.Where(o => clock.Machine < o.Ends && clock.Machine >= o.Ends - Ceremony.AtMost), .. more is null ? (OpenedWithoutYes[])[] : [more]];

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
        opened = [];
        one.Dispose();
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
