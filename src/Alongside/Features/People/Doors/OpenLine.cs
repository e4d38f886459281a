using Alongside.Kernel;

namespace Alongside.Features.People.Doors;

internal static class OpenLine
{
    /// <summary>Where the connection isn't encrypted, nobody is signed in: whoever listens would hold the session.</summary>
    public static readonly Refusal Refusal =
        new($"This connection isn’t encrypted, so anyone between us could read along. Please open this page with https.");
}
