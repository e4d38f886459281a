namespace Alongside.Tests.Floors;

/// <summary>
/// Kernel, then the features in their one order, then Storage, then Site, Commands and Demo: each may use what is
/// before it. Of a feature, the rules stay on their floor; its queries, endpoints, feature file, list of what it stores and subfolders, such
/// as pages, may use Storage and Site, and so no rule and no storage may use them.
/// </summary>
internal sealed class Leaning(Compiled assembly, IEnumerable<string> features, string root = "Alongside")
{
    private const int Composition = int.MaxValue - 3, Storage = Composition + 1, Top = Storage + 1, Nowhere = Top + 1;
    private readonly List<string> order = [.. features];
    private static readonly string[] ThinFiles = ["Queries.cs", "Endpoints.cs", "Feature.cs", "Stores.cs"];
    private static readonly string[] Rules = ["Counting", "Deciding", "Meetings"];

    public IReadOnlyList<string> Offences() =>
    [
        .. Ours.Where(type => Floor(type) == Nowhere).Select(type => $"{type} is on no floor"),
        .. assembly.Uses.Where(use => IsOurs(use.From) && IsOurs(use.To) && !May(use.From, use.To))
            .Select(use => $"{use.From} may not use {use.To}").Distinct().Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> Ours => assembly.Types.Where(IsOurs);

    private bool IsOurs(string type) => type.StartsWith(root + ".", StringComparison.Ordinal);

    private bool May(string from, string to)
    {
        var (here, there) = (Floor(from), Floor(to));
        if (here >= Top) return true;
        if (IsThin(from)) return there <= here || there is Composition or Storage || IsSite(to);
        return there <= here && !IsThin(to);
    }

    private bool IsSite(string type) => Path(type) is ["Site", _, ..];

    private bool IsThin(string type) => Path(type) switch
    {
        ["Features", _, var folder, _, ..] when Rules.Contains(folder) => false,
        ["Features", _] or ["Features", _, _, _, ..] => true,
        ["Features", _, _] => assembly.Files[type].Any() && assembly.Files[type].All(file =>
            ThinFiles.Any(end => file.EndsWith(end, StringComparison.Ordinal))),
        _ => false,
    };

    private int Floor(string type) => Path(type) switch
    {
        ["Kernel", _, ..] => 0,
        ["Features", _] => Composition,
        ["Features", var feature, ..] => order.IndexOf(feature) is >= 0 and var place ? 1 + place : Nowhere,
        ["Storage", _, ..] => Storage,
        ["Site" or "Commands" or "Demo", _, ..] or [_] => Top,
        _ => Nowhere,
    };

    private string[] Path(string type) => type[(root.Length + 1)..].Split('.');
}
