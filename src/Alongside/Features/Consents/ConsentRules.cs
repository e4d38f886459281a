using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>What follows from all that somebody said yes and no to.</summary>
public static class ConsentRules
{
    /// <summary>Which of these, a no that stands, keeps this yes closed; null where none does.</summary>
    public static Permission? Closes(this IReadOnlyList<Permission> standing, Permission yes) =>
        yes.Decision == Decision.Permit ? standing.FirstOrDefault(no => no.Actor == yes.Actor && no.Refuses(yes.Category!.Value)) : null;

    /// <summary>Is it a yes to the same thing, to the same actor?</summary>
    public static bool IsOfTheSame(this Permission one, Permission other) =>
        one.Decision == Decision.Permit && one.Actor == other.Actor && one.Category == other.Category && one.Purpose == other.Purpose && one.Folder == other.Folder;

    /// <summary>
    /// When all that somebody had opened to a member ended; null while something is open. Under a no to everything that is
    /// when the no was said, if nothing ended it before: the member isn't told which of the two it was.
    /// </summary>
    /// <param name="said">See <see cref="ConsentQueries.Between"/>.</param>
    /// <param name="at">Now.</param>
    public static Instant? EndOf(IReadOnlyList<Permission> said, Instant at)
    {
        var yes = said.Where(IsYes).ToList();
        var no = said.Where(p => p.ShutsOut && p.IsActive(at)).Select(p => (Instant?)p.From).Min();
        if (yes.Count == 0 || (no is null && yes.Exists(p => p.IsActive(at)))) return null;
        var last = yes.Max(p => p.End ?? at);
        return no < last ? no : last;
    }

    /// <summary>Is there a yes to this category among what somebody said to one member, and no no that reaches it?</summary>
    /// <param name="said">See <see cref="ConsentQueries.Between"/>.</param>
    /// <param name="category">Which.</param>
    /// <param name="at">Now.</param>
    public static bool Opens(this IReadOnlyList<Permission> said, Category category, Instant at) =>
        said.Any(p => p.Decision == Decision.Permit && p.Category == category && p.IsActive(at)) && !said.Any(p => p.Refuses(category) && p.IsActive(at));

    /// <summary>Is it a yes to something of a person's care? Whoever is only asked about a line of their log isn't part of it.</summary>
    public static bool IsYes(this Permission said) => said is { Decision: Decision.Permit, Category: not Category.Messages };
}
