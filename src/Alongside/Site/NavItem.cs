namespace Alongside.Site;

/// <summary>
/// One line of the menu. Features list theirs, and stand in the order of the features:
/// <c>new NavItem("Welcome", Sentence.Of("Waiting"), "/waiting", ForMembers: true)</c>.
/// </summary>
public sealed record NavItem(
    string Feature, string Label, string Href, bool ForMembers = false, bool ForClients = false, bool ForVisitors = false)
{
    /// <summary>Lower ones stand first; among equals the order of the features decides.</summary>
    public int Place { get; init; }

    /// <summary>Stands there for guests of the circle, too.</summary>
    public bool ForGuests { get; init; }

    /// <summary>About oneself rather than the work or the care: it stands under "You".</summary>
    public bool Own { get; init; }

    /// <summary>Stands there while the practice is being founded, and not after.</summary>
    public bool WhileFounding { get; init; }

    /// <summary>Stands there for those alone who hold this mandate: to others its page says that there is nothing.</summary>
    public string? Mandate { get; init; }

    /// <param name="kind">Who reads the menu.</param>
    /// <param name="founded">Before that, there is only oneself and the founding.</param>
    public bool IsFor(VisitKind kind, bool founded) => (founded ? !WhileFounding : WhileFounding || Own) && kind switch
    {
        VisitKind.Member => ForMembers,
        VisitKind.Client => ForClients,
        VisitKind.Guest => ForGuests,
        _ => ForVisitors,
    };
}
