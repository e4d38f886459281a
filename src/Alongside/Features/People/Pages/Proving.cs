using Alongside.Features.People.Doors;

namespace Alongside.Features.People.Pages;

/// <summary>What a form sends in order to prove that it is really them, and the next name and passphrase where it asks for these.</summary>
public sealed class Proving
{
    public string? Name { get; set; }

    public string? Passphrase { get; set; }

    public string? NewName { get; set; }

    public string? NewPassphrase { get; set; }

    public string? Again { get; set; }

    public Proof Proof => new(Name, Passphrase);
}
