using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.People;

public enum PersonKind
{
    /// <summary>Works in and decides with the practice.</summary>
    Member,

    /// <summary>In care here, or asking for it.</summary>
    Client,

    /// <summary>Neither: an interpreter, a support person, a guardian; whoever reads along in a question of the circle.</summary>
    Guest,

    /// <summary>Worked in the practice, and left it.</summary>
    Former,
}

/// <summary>
/// Anyone the practice knows. The row says no more than that they exist: what they told us is sealed. A member who is
/// in care here too is two persons, linked nowhere.
/// </summary>
public sealed class Person(PersonId id, PersonKind kind, Instant madeAt) : PowerRow
{
    public PersonId Id { get; private init; } = id;

    public PersonKind Kind { get; private set; } = kind;

    public Instant MadeAt { get; private init; } = madeAt;

    internal void Leave() => Kind = PersonKind.Former;

    protected override Binding Canonical() =>
        new Binding("person").Add(Id.Value).Add(Kind.ToString()).Add(MadeAt.ToUnixTimeTicks());
}
