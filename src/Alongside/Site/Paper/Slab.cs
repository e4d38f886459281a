namespace Alongside.Site.Paper;

/// <summary>Something drawn, in points from the top left corner of what it lies on.</summary>
internal abstract record Mark
{
    public abstract Mark Moved(float x, float y);
}

/// <summary>A line of text. Its runs stand side by side from <paramref name="X"/> on.</summary>
internal sealed record Lettering(Line Line, float X, float Baseline) : Mark
{
    public override Lettering Moved(float x, float y) => this with { X = X + x, Baseline = Baseline + y };
}

/// <summary>A straight stroke.</summary>
internal sealed record Stroke(float X1, float Y1, float X2, float Y2, float Thickness, bool Dashed = false) : Mark
{
    public override Stroke Moved(float x, float y) => this with { X1 = X1 + x, X2 = X2 + x, Y1 = Y1 + y, Y2 = Y2 + y };
}

/// <summary>
/// As much as is never torn apart by the end of a page: the whole width, and so high, with space above it except on top of a
/// page. What keeps the next stands on one page with it, as long as both fit on one.
/// </summary>
internal sealed record Slab(float Before, float Height, IReadOnlyList<Mark> Marks, bool KeepsNext = false)
{
    /// <summary>What is said again above it where it begins a page.</summary>
    public IReadOnlyList<Slab> Head { get; init; } = [];
}

/// <summary>What is drawn on one page.</summary>
internal sealed record Page(IReadOnlyList<Mark> Marks);
