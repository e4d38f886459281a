using System.Security.Cryptography;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Something that the circle decided: its number, its title, and the hash of exactly what was decided.</summary>
public sealed class CircleDecision(int number, string title, string contentHash, int parts, Instant at) : PowerRow
{
    /// <summary>What the circle decided on a proposal: exactly the version that it consented to, and nothing else.</summary>
    public static CircleDecision On(ProposalVersion version, int number, string title, Instant at) =>
        new(number, title, version.ContentHash, version.Changes, at) { Proposal = version.Proposal, Version = version.Number };

    /// <summary>The title of decision no. 0, as a translation key.</summary>
    public static readonly string FoundingTitle = Sentence.Of("The founding");

    /// <summary>From 0, without gaps; 0 is the founding.</summary>
    public int Number { get; private init; } = number;

    public string Title { get; private init; } = title;

    /// <summary>See <see cref="HashOf"/>.</summary>
    public string ContentHash { get; private init; } = contentHash;

    /// <summary>How many agreements it enacts. The database takes no more.</summary>
    public int Parts { get; private init; } = parts;

    public Instant At { get; private init; } = at;

    /// <summary>Which proposal it decides; null for the founding, which is signed instead.</summary>
    public ProposalId? Proposal { get; private init; }

    /// <summary>Which of its versions.</summary>
    public int? Version { get; private init; }

    /// <summary>SHA-256, in hexadecimal, over number, title, what is decided (kinds and hashes of values) and who decides.</summary>
    public static string HashOf(int number, string title, IEnumerable<(string Kind, string ValueHash)> parts, IEnumerable<PersonId> deciders)
    {
        var content = new Binding("decision").Add(number).Add(title);
        foreach (var (kind, hash) in parts.OrderBy(p => p.Kind, StringComparer.Ordinal)) content.Add(kind).Add(hash);
        content.Add("deciders");
        foreach (var decider in deciders.OrderBy(d => d.Value)) content.Add(decider.Value);
        return Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
    }

    // The founding stands as it was written before there were proposals.
    protected override Binding Canonical()
    {
        var facts = new Binding("circle decision").Add(Number).Add(Title).Add(ContentHash).Add(Parts).Add(At.ToUnixTimeTicks());
        return Proposal is { } proposal ? facts.Add(proposal.Value).Add(Version) : facts;
    }
}

/// <summary>That a decision put one agreement in force. An agreement whose hash is in no enactment never comes to be.</summary>
public sealed class Enactment(int decision, string kind, string valueHash, Instant at) : PowerRow
{
    public int Decision { get; private init; } = decision;

    public string Kind { get; private init; } = kind;

    /// <summary>As <see cref="AgreementVersion.ValueHash"/>.</summary>
    public string ValueHash { get; private init; } = valueHash;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("enactment").Add(Decision).Add(Kind).Add(ValueHash).Add(At.ToUnixTimeTicks());
}

/// <summary>
/// A person's name under exactly one content. Once anything in it changes, the signature stays what it was, and counts
/// for nothing else.
/// </summary>
public sealed class Signature(int decision, PersonId person, string contentHash, Instant at) : PowerRow
{
    public int Decision { get; private init; } = decision;

    public PersonId Person { get; private init; } = person;

    public string ContentHash { get; private init; } = contentHash;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("signature").Add(Decision).Add(Person.Value).Add(ContentHash).Add(At.ToUnixTimeTicks());
}
