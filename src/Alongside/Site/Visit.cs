using System.Globalization;
using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Site;

/// <summary>For whom a page is drawn: somebody we don't know, a person in care, somebody who works here, or a guest of theirs.</summary>
public enum VisitKind
{
    Visitor,
    Client,
    Member,

    /// <summary>Reads along in a question of the circle, and is neither in care nor a member.</summary>
    Guest,
}

/// <summary>Who is here and how they are spoken to. Filled on the way in, read by pages; outside of a request a visitor.</summary>
public sealed class Visit
{
    public VisitKind Kind { get; set; } = VisitKind.Visitor;

    /// <summary>The keys of who is signed in; null for a visitor. A page that carries <c>[OwnKey]</c> finds it filled.</summary>
    public Keyring? Keyring { get; set; }

    /// <summary>The names of the mandates that a member holds.</summary>
    public IReadOnlySet<string> Mandates { get; set; } = new HashSet<string>();

    public CultureInfo Language { get; set; } = Languages.English;

    public bool RightToLeft => Language.TextInfo.IsRightToLeft;

    /// <summary>The reader's own zone. While they named none, the practice's.</summary>
    public DateTimeZone? OwnZone { get; set; }

    /// <summary>What they want to be called on the page; null while there is nobody to call.</summary>
    public string? NameShown { get; set; }

    /// <summary>That the access log isn't what this browser kept of it; null where it is, or keeps nothing.</summary>
    public Disagreement? Disagreement { get; set; }

    /// <summary>Said in place of every page's own title, for who needs tabs and history to give nothing away.</summary>
    public string? NeutralTitle { get; set; }
}
