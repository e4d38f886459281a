using Alongside.Features.People.Doors;

namespace Alongside.Features.People.Pages;

/// <summary>What a browser’s script puts into a form with a passkey.</summary>
public sealed class PasskeyTyped
{
    public string? Answer { get; set; }

    public string? Secret { get; set; }
}

internal static class PasskeyTypedReading
{
    public static PasskeyAnswer Answered(this PasskeyTyped? typed) => new(typed?.Answer, typed?.Secret);
}
