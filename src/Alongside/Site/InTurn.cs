using Microsoft.AspNetCore.Components;

namespace Alongside.Site;

/// <summary>
/// The components of one page read one after the other. They share the request's database, which does one thing at a
/// time: two parts that began together would each find the other in their way.
/// </summary>
public abstract class InTurn : ComponentBase
{
    [Inject] private Turn Turn { get; set; } = default!;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this); // they can't be read any more after the wait
        using (await Turn.Take()) await base.SetParametersAsync(ParameterView.Empty);
    }
}

/// <summary>Whose turn it is within one request.</summary>
public sealed class Turn : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<IDisposable> Take()
    {
        await one.WaitAsync();
        return new Taken(one);
    }

    public void Dispose() => one.Dispose();

    private sealed class Taken(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
