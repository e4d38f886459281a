using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>A member asks that somebody who isn't one reads along, and gets a link for them. Who, and why, lies sealed.</summary>
/// <param name="Link">SHA-256 of the link's token, in hexadecimal; empty where the fact is taken along.</param>
public sealed record GuestAsked(string Link) : Fact;

/// <summary>Somebody followed the link. They read nothing by that.</summary>
/// <param name="Ask">The number of the fact by which they were asked.</param>
public sealed record GuestCame(int Ask) : Fact
{
    /// <summary>How every such fact begins as it is kept.</summary>
    public const string Begins = "{\"fact\":\"guest came\"";
}

/// <summary>A second member lets them in.</summary>
/// <param name="Ask">The number of the fact by which they were asked.</param>
public sealed record GuestWelcomed(int Ask) : Fact;

/// <summary>A member ended it, or the guest did. Why is asked of neither.</summary>
/// <param name="Ask">The number of the fact by which they were asked.</param>
public sealed record GuestEnded(int Ask) : Fact;

/// <summary>Somebody who reads along in one question and speaks there, or is asked to. They decide nothing in it.</summary>
/// <param name="Ask">The number of the fact by which they were asked.</param>
/// <param name="AskedBy">Which member asked.</param>
/// <param name="AskedAt">When.</param>
public sealed record Guest(int Ask, PersonId AskedBy, Instant AskedAt)
{
    /// <summary>A link, and an ask that nobody welcomed, last so long.</summary>
    public static readonly Duration AskedFor = Duration.FromDays(14);

    /// <summary>Nobody reads along for longer; they can be asked anew.</summary>
    public static readonly Duration Longest = Duration.FromDays(42);

    /// <summary>What came of it they can read for so long.</summary>
    public static readonly Duration AfterItsEnd = Duration.FromDays(7);

    /// <summary>Who came; null before that.</summary>
    public PersonId? Person { get; internal init; }

    /// <summary>Which second member welcomed them.</summary>
    public PersonId? WelcomedBy { get; internal init; }

    public Instant? WelcomedAt { get; internal init; }

    /// <summary>Who ended it; null where nobody has.</summary>
    public PersonId? EndedBy { get; internal init; }

    public Instant? EndedAt { get; internal init; }

    internal string Link { get; init; } = "";

    /// <summary>When it ends at the latest.</summary>
    public Instant Latest => WelcomedAt is { } since ? since + Longest : AskedAt + AskedFor;

    /// <summary>When it ended or ends, as far as that is known.</summary>
    /// <param name="questionEndedAt">When the question was decided or taken back; null while it wasn't.</param>
    public Instant EndsAt(Instant? questionEndedAt)
    {
        if (EndedAt is { } ended) return ended;
        return questionEndedAt is { } over ? Instant.Min(Latest, WelcomedAt is null ? over : over + AfterItsEnd) : Latest;
    }
}

public sealed partial class Deliberation
{
    /// <summary>So many at once read along or are asked to; it stays the circle's conversation.</summary>
    public const int MostGuests = 5;

    private static readonly Refusal NoGuest = new($"Nobody is asked to read along by this any more.");
    private static readonly Refusal Over = new($"This question has ended. Nobody new reads along.");

    private readonly List<Guest> guests = [];
    private Instant? endedAt;

    /// <summary>All who were ever asked to read along, in the order in which they were.</summary>
    public IReadOnlyList<Guest> Guests => guests;

    /// <summary>When it was decided or taken back; null while it wasn't, and where it can come to work again.</summary>
    public Instant? EndedAt(Instant at) => !HasEnded(at) ? null : StageAt(at) == Stage.NotAdopted ? decided?.At ?? Round!.ClosesAt : endedAt;

    /// <summary>Is this still so: somebody asked, come, or reading along?</summary>
    public bool IsAlive(Guest guest, Instant at) => at < guest.EndsAt(EndedAt(at));

    /// <summary>Does this person read along now? A member never does: they read everything as one.</summary>
    public bool ReadsAlong(PersonId person, Instant at) => !members.Contains(person) && guests.Exists(g => g.Person == person && g.WelcomedAt is not null && IsAlive(g, at));

    /// <summary>Those who came and whom this member can welcome.</summary>
    public IReadOnlyList<Guest> ToWelcome(PersonId by, Instant at) => [.. guests.Where(g => g is { Person: not null, WelcomedAt: null } && Welcome(by, g.Ask, at).Refusal is null)];

    /// <summary>A member asks that somebody reads along. That lets nobody in.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="link">As in <see cref="GuestAsked"/>.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> AskGuest(PersonId by, string link, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (HasEnded(at)) return Over;
        return guests.Count(g => IsAlive(g, at)) < MostGuests ? Facts(new GuestAsked(link))
            : new Refusal($"{MostGuests} people read along already, or are asked to. End one first, if another should.");
    }

    /// <summary>Which ask a link belongs to, whether it still opens anything or not.</summary>
    public Guest? AskedBy(string link) => guests.Find(g => g.Link == link);

    /// <summary>Somebody follows the link. From then on another member can welcome them.</summary>
    public Outcome<Fact[]> Come(PersonId person, int ask, Instant at)
    {
        if (Find(ask, at) is not { } guest) return Invitation.Dead;
        if (members.Contains(person)) return new Refusal($"You are a member: you read every question, and decide in it. The link is for somebody who isn’t.");
        if (SitsFor(person)) return new Refusal($"You sit on the client council, which is asked here. You read it already, and answer.");
        if (ReadsOnCouncil(person)) return new Refusal($"You sit on the client council, from which this was put. You read it already.");
        if (guest.Person == person) return nothingNew;
        if (guest.Person is not null) return Invitation.Dead;
        return guests.Exists(g => g.Person == person && IsAlive(g, at)) ? new Refusal($"You read along here already, or are about to be welcomed.") : Facts(new GuestCame(ask));
    }

    /// <summary>A second member welcomes whoever came: with that they read along.</summary>
    public Outcome<Fact[]> Welcome(PersonId by, int ask, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (Find(ask, at) is not { } guest) return NoGuest;
        if (guest.Person is not { } person) return new Refusal($"They haven’t followed the link yet. Once they have, you can welcome them.");
        if (members.Contains(person)) return new Refusal($"They are a member now, and read every question as one.");
        if (guest.WelcomedAt is not null) return nothingNew;
        if (by == guest.AskedBy) return new Refusal($"You asked for them yourself. Another member welcomes them: nobody lets somebody in alone.");
        return members.Contains(guest.AskedBy) ? Facts(new GuestWelcomed(ask)) : new Refusal($"Whoever asked for them isn’t a member any more. Ask for them anew, and another member welcomes them.");
    }

    /// <summary>Any member ends it, and so does the guest. No reason is asked for.</summary>
    public Outcome<Fact[]> EndGuest(PersonId by, int ask, Instant at)
    {
        var guest = guests.Find(g => g.Ask == ask);
        if (!members.Contains(by) && (guest?.Person is not { } person || person != by)) return OnlyMembers;
        return guest is null || !IsAlive(guest, at) ? nothingNew : Facts(new GuestEnded(ask));
    }

    private Guest? Find(int ask, Instant at) => guests.Find(g => g.Ask == ask && IsAlive(g, at));

    private bool AddOfGuests(int number, PersonId by, Instant at, Fact fact)
    {
        switch (fact)
        {
            case GuestAsked asked: guests.Add(new(number, by, at) { Link = asked.Link }); return true;
            case GuestCame came: Replace(guests, g => g.Ask == came.Ask ? g with { Person = by } : g); return true;
            case GuestWelcomed welcomed: Replace(guests, g => g.Ask == welcomed.Ask ? g with { WelcomedBy = by, WelcomedAt = at } : g); return true;
            case GuestEnded ended: Replace(guests, g => g.Ask == ended.Ask ? g with { EndedBy = by, EndedAt = at } : g); return true;
            default: return false;
        }
    }
}
