using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Microsoft.AspNetCore.Components;

namespace Alongside.Features.Circle.Pages;

/// <summary>A part of a page with acts of its own: what the model refuses is said right there.</summary>
public abstract class ActingPart : InTurn
{
    [CascadingParameter] public HttpContext Context { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private Visit Who { get; set; } = default!;

    protected Refusal? Refusal { get; private set; }

    protected Keyring Keyring => Who.Keyring!;

    /// <summary>Where the page is to which it belongs.</summary>
    protected abstract string Address { get; }

    /// <summary>Comes back with what is said of it where it is done; else the refusal stands where the form is.</summary>
    protected async Task Do(string done, Task<Refusal?> act)
    {
        Refusal = await act;
        if (Refusal is null) ComeBack(done);
    }

    // With a place of its own, or the browser would go to the form's again, and what is said of it stand unseen and unheard.
    protected void ComeBack(string done) => Navigation.NavigateTo($"{Address}?done={done}#done");
}
