namespace Alongside.Site.Doors;

/// <summary>
/// The cookie that a form's token belongs to. Over TLS its name binds it to this host, so that no neighbour under the
/// same domain can put one of theirs in its place (RFC 6265bis §4.1.3.2); on the machine itself browsers refuse that name.
/// </summary>
public sealed class FormCookie : CookieBuilder
{
    public const string Bound = "__Host-form";
    public const string Loopback = "form";

    private readonly IHttpContextAccessor here;

    public FormCookie(IHttpContextAccessor here)
    {
        this.here = here;
        (HttpOnly, IsEssential, Path) = (true, true, "/");
        (SameSite, SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
    }

    public override string? Name
    {
        get => here.HttpContext?.Request.IsHttps == true ? Bound : Loopback;
        set => throw new NotSupportedException("The connection decides which name it is.");
    }
}
