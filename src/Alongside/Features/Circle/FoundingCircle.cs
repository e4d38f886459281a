using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>The founding as it stands: who has joined, who is invited, what the text says, who has signed it.</summary>
/// <param name="founders">Who has joined.</param>
/// <param name="invitations">The founding link and all invitations.</param>
/// <param name="text">What they sign.</param>
/// <param name="signatures">All of them, also those under an earlier text.</param>
/// <param name="isFounded">Whether decision no. 0 has been taken. Then nothing here moves any more.</param>
public sealed class FoundingCircle(
    IReadOnlyList<Founder> founders, IReadOnlyList<Invitation> invitations, FoundingText text, IReadOnlyList<Signature> signatures, bool isFounded)
{
    public const int Fewest = 3, Most = 12;

    private static readonly Refusal Over = new($"The practice is founded. From now on it changes by decisions.");
    private static readonly Refusal NotAFounder = new($"Only those who found the practice can do this.");

    public IReadOnlyList<Founder> Founders { get; } = founders;

    public FoundingText Text { get; } = text;

    public bool IsFounded { get; } = isFounded;

    public IReadOnlyList<PersonId> People => [.. Founders.Select(f => f.Person)];

    /// <summary>Those who may still come, without the founding link.</summary>
    public IReadOnlyList<Invitation> Open => IsFounded ? [] : [.. invitations.Where(i => i.UsedAt is null && i.By is not null)];

    public string TextHash => Text.HashFor(People);

    public bool HasSigned(PersonId person) => signatures.Any(s => s.Decision == 0 && s.Person == person && s.ContentHash == TextHash);

    public int Signed => Founders.Count(f => HasSigned(f.Person));

    public bool AllHaveSigned => Founders.Count >= Fewest && Signed == Founders.Count;

    /// <summary>Whoever holds a living link joins under the name they work under.</summary>
    public Outcome<Founder> Join(Invitation? invitation, PersonId person, string name, Instant at)
    {
        if (IsFounded) return Over;
        if (invitation is null || invitation.UsedAt is not null) return Invitation.Dead;
        if (Founders.Any(f => f.Person == person)) return new Refusal($"You have joined already. A link is for one more person.");
        if (Founders.Count >= Most) return new Refusal($"A practice is founded by {Most} people at most. Others can join it afterwards, by a decision.");
        if (Profile.CheckName(name) is { } refusal) return refusal;
        invitation.Use(person, at);
        return new Founder(person, at);
    }

    /// <summary>May this founder make one more invitation?</summary>
    public Refusal? MayInvite(PersonId by)
    {
        if (Founding(by) is { } refusal) return refusal;
        return Founders.Count + Open.Count >= Most
            ? new($"With those who are invited already you are {Most}. Take an invitation back first, if somebody isn't coming.")
            : null;
    }

    public Outcome<Invitation> MayTakeBack(PersonId by, InvitationId id)
    {
        if (Founding(by) is { } refusal) return refusal;
        return Open.FirstOrDefault(i => i.Id == id) is { } open ? open : new Refusal($"This invitation has been used or taken back already.");
    }

    /// <summary>A part of the text in new words. Whoever signed has signed something else, and is asked again.</summary>
    /// <param name="by">Who changes it.</param>
    /// <param name="kind">Which part.</param>
    /// <param name="basedOn">The hash of that part as it was read before it was changed.</param>
    /// <param name="value">The new words.</param>
    /// <param name="at">Now.</param>
    public Outcome<FoundingPart> Change(PersonId by, string kind, string basedOn, Agreement value, Instant at)
    {
        if (Founding(by) is { } refusal) return refusal;
        if (Text.Of(kind) is not { } line || line.Kind.Type != value.GetType()) return new Refusal($"There is no such agreement.");
        if (line.Hash != basedOn)
            return new Refusal($"Somebody changed this while you were writing. Below is what you wrote; look at theirs on the page before, and send yours again if it should stand.");
        if ((value.Check() ?? line.Kind.Clash(value, other => Text.Of(other)?.Value)) is { } not) return not;
        if (value is FirstMandates mandates && mandates.CheckFor(People) is { } unfit) return unfit;
        if (line.Changed is not { } part) return new FoundingPart(kind, value.Write(), by, at);
        part.Change(value.Write(), by, at);
        return part;
    }

    /// <summary>A signature under the text as it was read.</summary>
    public Outcome<Signature> Sign(PersonId by, string hashRead, Instant at)
    {
        if (Founding(by) is { } refusal) return refusal;
        if (HasSigned(by)) return new Refusal($"You have signed this already.");
        if (hashRead != TextHash) return new Refusal($"The text changed, or somebody joined, while you were reading. Please read what is new; then sign.");
        if (Founders.Count < Fewest) return new Refusal($"It takes {Fewest} to found a practice. You can sign once the others are here.");
        return Unready() is { } not ? not : new Signature(0, by, hashRead, at);
    }

    /// <summary>What has to be written before anybody can sign, or null.</summary>
    public Refusal? Unready() => Text.Lines.Select(Unready).FirstOrDefault(r => r is not null) ?? Text.Mandates.CheckFor(People);

    /// <summary>The same of one line.</summary>
    public Refusal? Unready(FoundingLine line) => line.Value.Check() ?? line.Kind.Clash(line.Value, other => Text.Of(other)?.Value);

    private Refusal? Founding(PersonId by) => IsFounded ? Over : People.Contains(by) ? null : NotAFounder;
}
