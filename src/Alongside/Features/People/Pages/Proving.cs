using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;

namespace Alongside.Features.People.Pages;

/// <summary>What a form sends in order to prove that it is really them, and the next name and passphrase where it asks for these.</summary>
public class Proving
{
    public string? Name { get; set; }

    public string? Passphrase { get; set; }

    /// <summary>The return code of who has no account.</summary>
    public string? Code { get; set; }

    public string? NewName { get; set; }

    public string? NewPassphrase { get; set; }

    public string? Again { get; set; }

    public Proof Proof => new(Name, Passphrase);

    /// <summary>By the passphrase, or by the return code of who has nothing else.</summary>
    public Proof By(IReadOnlyList<CredentialKind> ways) => ways.Contains(CredentialKind.Passphrase) ? Proof : new(null, null, Code ?? "");
}
