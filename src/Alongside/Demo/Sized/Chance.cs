using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>What happens in one invented life, drawn from numbers of its own, so that it is the same whoever is reckoned before it.</summary>
internal sealed class Chance(RandomSource numbers)
{
    public bool In100(int chances) => numbers.Below(100) < chances;

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + numbers.Below(most - least + 1);

    public T Of<T>(IReadOnlyList<T> all) => all[numbers.Below(all.Count)];

    /// <summary>One of several, by how often each of them comes in a hundred.</summary>
    public T Of<T>(params ReadOnlySpan<(int Often, T What)> all)
    {
        var drawn = numbers.Below(100);
        foreach (var (often, what) in all)
            if ((drawn -= often) < 0) return what;
        return all[^1].What;
    }

    public Duration Minutes(int least, int most) => Duration.FromSeconds(Between(least * 60, most * 60));

    public T Id<T>() where T : struct, IId<T> => numbers.Id<T>();

    public Guid Id() => numbers.Id();
}
