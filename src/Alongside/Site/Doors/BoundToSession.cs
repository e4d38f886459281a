using Microsoft.AspNetCore.Antiforgery;

namespace Alongside.Site.Doors;

/// <summary>
/// Binds each form to the session in which it was drawn. A form from before sign-in, or from somebody else's session in
/// the same browser, is not taken; it comes back with what was typed.
/// </summary>
public sealed class BoundToSession : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) =>
        context.Features.Get<Visit>()?.Keyring is { } keyring ? Convert.ToBase64String(keyring.Session) : "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) =>
        string.Equals(additionalData, GetAdditionalData(context), StringComparison.Ordinal);
}
