using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Records.Pages;

/// <summary>What somebody would see, in plain words, as it is said to the person it is about.</summary>
/// <param name="T">In their language.</param>
/// <param name="who">On whom it is tried.</param>
/// <param name="name">What those are called.</param>
/// <param name="joins">The title of the mandate that they are looked at as if they held it; null for none.</param>
/// <param name="names">The names under which members work, and worked.</param>
/// <param name="mandates">The names of mandates, by the actor that each is.</param>
/// <param name="postBox">The practice's mail sender.</param>
internal sealed class GlimpseWords(Words T, ActorId who, string name, string? joins, IReadOnlyDictionary<PersonId, string> names, IReadOnlyDictionary<ActorId, string> mandates, ActorId postBox)
{
    public string Name => name;

    /// <summary>By how it looks; what says the same of the same thing stands there once.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<GlimpsedFolder> Lines)> Grouped(Glimpse glimpse)
    {
        var told = glimpse.Lines.Where(l => !l.IsEmpty || l.Ways.Count > 0 || l.KeyIsLeft).DistinctBy(l => (Title(l), State(l), string.Join(' ', Why(l)))).ToList();
        (string, IReadOnlyList<GlimpsedFolder>)[] all =
        [
            (T["Opens"], told.FindAll(l => l.Seen is Seen.Opens or Seen.InPart or Seen.Theirs)),
            (T["Waits for a key"], told.FindAll(l => l.Seen == Seen.Waits)),
            (T["Stays closed"], told.FindAll(l => l.Seen is Seen.Closed or Seen.Ended or Seen.Stopped || l is { Seen: Seen.Never, KeyIsLeft: true })),
        ];
        return [.. all.Where(g => g.Item2.Count > 0)];
    }

    /// <summary>What no yes and no no is about: in one sentence, for it is all the same of each.</summary>
    public string? Never(Glimpse glimpse) => glimpse.Lines.Where(l => l is { Seen: Seen.Never, IsEmpty: false, KeyIsLeft: false }).Select(Title).Distinct().ToList() is { Count: > 0 } titles
        ? T["Nothing that you said opens this to them: {0}.", string.Join(" · ", titles)] : null;

    public IEnumerable<string> Before(Glimpse glimpse)
    {
        if (glimpse.Lines.Any(l => l.Seen == Seen.Stopped)) yield return T["Something stored about you doesn’t agree with the access log. Until that is understood, nothing of yours opens to anybody."];
        if (glimpse.Holders is { } holders)
            yield return holders == 0 ? T["At present nobody holds it. This is what somebody would see who held it from today."] : T.Count(holders, "At present one person holds it.", "At present {0} people hold it.");
        if (joins is not null) yield return T["As if they held “{0}” from today. What is written from then on would open to them at once, by the yes that is named; what is there already would wait until somebody who has its key comes by: another holder, or you.", joins];
        if (glimpse.Lines.All(l => l.Ways.Count == 0 && l.Seen != Seen.Theirs)) yield return T["Nothing of yours opens to them."];
    }

    public string Title(GlimpsedFolder line) => line.Folder switch
    {
        { Category: Category.Notes, Part: var by } when by != Guid.Empty => T["The notes of your sessions with {0}", names.GetValueOrDefault(new(by)) ?? T["somebody who works here"]],
        { Category: Category.Draft } when line.Seen == Seen.Theirs => T[SeizureTitles.OfOnes(new(Category.Draft, Aspect.ByOthers))],
        { Category: Category.Channel or Category.Money, Part: var part } when part != Guid.Empty => T[SeizureTitles.OfOnes(new(line.Folder.Category, Aspect.Apart))],
        _ => T[SeizureTitles.OfOnes(new(line.Folder.Category, Aspect.Plain))],
    };

    public string State(GlimpsedFolder line) => line.Seen switch
    {
        Seen.Theirs => T["Their own: they write it for themselves, and it isn’t yours until they share it."],
        Seen.Opens when line.IsEmpty => T["Would open. Nothing is written there yet."],
        Seen.Opens => T["Opens: all that is there."],
        Seen.InPart when line is { Since: { } since, Waits: true } => T["Opens in part: what was written since {0}. Something older waits for a key.", T.Said.Date(since)],
        Seen.InPart when line.Since is { } since => T["Opens in part: what was written since {0}.", T.Said.Date(since)],
        Seen.Waits when line.IsEmpty => T["Would open to them once they have a key. Nothing is written there yet."],
        Seen.Waits or Seen.InPart => T["Your yes opens it, and they have no key to it yet. It waits until somebody who has one comes by: you, or another to whom it is open."],
        Seen.Closed => T["Closed by your no of {0}.", T.Said.Date(line.No!.From)],
        Seen.Ended => T["Closed. Your yes to it ended on {0}; what they read before then they may remember.", T.Said.Date(line.Ended!.Value)],
        Seen.Stopped => T["Closed to everybody at present."],
        _ => T["Closed. Nothing that you said opens it to them."],
    };

    public IEnumerable<string> Why(GlimpsedFolder line)
    {
        foreach (var way in line.Ways) yield return Way(way);
        if (line.KeyIsLeft) yield return T["A key of theirs still lies with it. It opens nothing any more, and goes with the next step that anybody takes here."];
        foreach (var (holder, other) in line.Others)
            yield return T["{0}: {1}", names.GetValueOrDefault(holder) ?? T["One of those who hold it"], State(other)];
    }

    /// <summary>Where that is changed.</summary>
    public (string Page, string Words)? LeadsTo(GlimpsedFolder line) => line switch
    {
        { No: { } no } => ($"/my-consents/no/{no.Id.Value}", T["Take back my no"]),
        { Ways.Count: > 0 } when who == postBox => ("/my-mail", T["What mail you get, and how to stop it"]),
        { Ways.Count: > 0 } => ("/my-consents", T["Look at it, or take something back"]),
        _ => null,
    };

    private string Way(Way way)
    {
        var permission = way.Permission;
        var does = T["{0}: {1}", T[Sharing.ForWhat(permission.Purpose)], permission.MayWrite ? T["they read it, and write in it."] : T["they read it, and don’t write in it."]];
        var until = permission.Until is { } end ? T["You said yes on {0}, until {1}.", T.Said.Date(permission.From), T.Said.Date(end)]
            : T["You said yes on {0}, until you take it back.", T.Said.Date(permission.From)];
        var since = permission.RecordsFrom is { } day ? T["Nothing that was written before {0}.", T.Said.Date(day)] : null;
        return string.Join(' ', new[] { does, until, since, Mandate(way) }.OfType<string>());
    }

    private string? Mandate(Way way)
    {
        if (!mandates.TryGetValue(way.Mandate ?? way.Permission.Actor, out var called)) return null;
        var title = T[MandateNames.TitleOf(called)];
        return way.HeldSince is { } since ? T["It is open to whoever holds “{0}”, as they do since {1}.", title, T.Said.Date(since)]
            : T["It is open to whoever holds “{0}”.", title];
    }
}
