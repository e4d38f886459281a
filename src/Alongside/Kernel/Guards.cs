namespace Alongside.Kernel;

/// <summary>
/// What stands between a route and what people told us. Every page and endpoint carries exactly one;
/// a test walks the route table and fails for one that carries none, or two.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public abstract class GuardAttribute(string reason) : Attribute
{
    /// <summary>Why this guard and no other, for whoever reads the list of routes.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Anyone may come here, because nothing sealed is opened and nothing about a person is said.</summary>
public sealed class OpensNothingAttribute(string reason) : GuardAttribute(reason);

/// <summary>Opens only what the visitor's own key opens. Who has no session is asked to sign in first.</summary>
public sealed class OwnKeyAttribute(string reason) : GuardAttribute(reason)
{
    /// <summary>Also for who has no key yet, such as somebody who begins to ask for care: the page then opens nothing.</summary>
    public bool OrNone { get; set; }
}

/// <summary>Opens one category of somebody's folders, as far as that person permitted it.</summary>
public sealed class ByConsentAttribute(string category, string reason) : GuardAttribute(reason)
{
    public string Category { get; } = category;
}

/// <summary>Asks for a mandate that the circle gave, and that still runs.</summary>
public sealed class ByMandateAttribute(string mandate, string reason) : GuardAttribute(reason)
{
    public string Mandate { get; } = mandate;
}
