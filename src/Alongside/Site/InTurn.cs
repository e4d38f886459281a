using Microsoft.AspNetCore.Components;

namespace Alongside.Site;

/// <summary>
/// The components of one page read one after the other, and each is drawn once it has read. They share the request's
/// database, which does one thing at a time: two parts that began together would each find the other in their way.
/// </summary>
public abstract class InTurn : ComponentBase, IHandleEvent
{
    private bool hasBegun;

    [Inject] private Turn Turn { get; set; } = default!;

    // As the framework's own, but for what it draws while a component still reads: half of a page, and the children's
    // reads beside the parent's.
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this); // they can't be read any more after the wait
        using var mine = await Turn.Take();
        if (!hasBegun)
        {
            hasBegun = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg)
    {
        using var mine = await Turn.Take();
        await callback.InvokeAsync(arg);
        StateHasChanged();
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
