using Alongside.Features.People.Doors;
using Alongside.Kernel;
using Alongside.Site.Doors;

namespace Alongside.Features.Circle.Pages;

/// <summary>What somebody types who founds a practice or joins its circle.</summary>
public sealed class NewMember
{
    public string? Known { get; set; }
    public string? Name { get; set; }
    public string? Passphrase { get; set; }
    public string? Again { get; set; }

    /// <summary>Why no account can be made of it, as far as that can be said before it is tried.</summary>
    public static Refusal? Check(NewMember? typed, HttpContext context) => SessionCookie.NameOn(context) is null ? OpenLine.Refusal
        : Profile.CheckName(typed?.Known ?? "") is { } nameless ? nameless
        : typed?.Passphrase != typed?.Again ? Passphrases.Differ
        : null;
}
