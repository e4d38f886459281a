namespace Alongside.Site;

/// <summary>A page that several features make together, each with parts of its own.</summary>
public enum Home
{
    /// <summary>What anybody reads first.</summary>
    Front,

    /// <summary>A member's day.</summary>
    Today,

    /// <summary>What a person in care comes back to.</summary>
    MyCare,

    /// <summary>How a person may be reached.</summary>
    MyContact,

    /// <summary>What a person in care does on the client council.</summary>
    Council,
}

/// <summary>A part of such a page. Where it has nothing to say, it draws nothing.</summary>
/// <param name="On">Of which page.</param>
/// <param name="Component">Drawn without parameters.</param>
/// <param name="Place">Lower ones stand first; among equals the order of the features decides.</param>
public sealed record HomePart(Home On, Type Component, int Place = 0)
{
    /// <summary>In the column beside the work.</summary>
    public bool Beside { get; init; }
}
