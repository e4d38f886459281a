using Alongside.Features.Circle;
using Alongside.Site;

namespace Alongside.Features;

/// <summary>All that one feature adds to the application, said in one file of its folder: <c>CircleFeature.cs</c> and so on.</summary>
/// <param name="Name">Its folder's name.</param>
public sealed record Feature(string Name)
{
    /// <summary>Lines of the menu.</summary>
    public IReadOnlyList<NavItem> Nav { get; init; } = [];

    /// <summary>What it shows on the pages that several features make together.</summary>
    public IReadOnlyList<HomePart> Parts { get; init; } = [];

    /// <summary>The kinds of agreement that it reads, with what founders are first offered.</summary>
    public IReadOnlyList<AgreementKind> Agreements { get; init; } = [];

    /// <summary>All that it stores.</summary>
    public IReadOnlyList<Stored> Stores { get; init; } = [];

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Only where a page won't do.</summary>
    public Action<IEndpointRouteBuilder> Endpoints { get; init; } = _ => { };
}
