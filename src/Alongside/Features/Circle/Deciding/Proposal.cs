using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

public readonly record struct ProposalId(Guid Value) : IId<ProposalId>
{
    public static ProposalId From(Guid value) => new(value);
}

/// <summary>Something put to the circle: by whom, when, and under which number people speak of it. Everything else about it is a fact.</summary>
public sealed class Proposal(ProposalId id, int number, PersonId by, Instant at) : PowerRow
{
    /// <summary>By whom something is put that opens by itself, until somebody carries it on.</summary>
    public static readonly PersonId Nobody;

    public ProposalId Id { get; private init; } = id;

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private init; } = number;

    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("proposal").Add(Id.Value).Add(Number).Add(By.Value).Add(At.ToUnixTimeTicks());
}

/// <summary>One wording of a proposal, named by its hash. It never changes: an amendment is the next version.</summary>
public sealed class ProposalVersion(ProposalId proposal, int number, string contentHash, int changes, Instant at) : PowerRow
{
    public ProposalId Proposal { get; private init; } = proposal;

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private init; } = number;

    /// <summary>See <see cref="HashOf"/>.</summary>
    public string ContentHash { get; private init; } = contentHash;

    /// <summary>How many agreements it changes.</summary>
    public int Changes { get; private init; } = changes;

    public Instant At { get; private init; } = at;

    /// <summary>SHA-256, in hexadecimal, over its words and every change: exactly this is decided, and nothing else takes effect.</summary>
    public static string HashOf(ProposalId proposal, int number, ProposalWords words, IEnumerable<ProposedChange> changes)
    {
        var content = new Binding("proposal version").Add(proposal.Value).Add(number).Add(words.Hash());
        foreach (var change in changes.OrderBy(c => c.Kind, StringComparer.Ordinal)) content.Add(change.Kind).Add(change.BasedOn).Add(change.ValueHash);
        return Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
    }

    protected override Binding Canonical() => new Binding("proposal version").Add(Proposal.Value).Add(Number).Add(ContentHash).Add(Changes)
        .Add(At.ToUnixTimeTicks());
}

/// <summary>An agreement as a version would have it, and the version of the agreement that it was written from.</summary>
public sealed class ProposedChange(ProposalId proposal, int version, string kind, int basedOn, string value) : PowerRow
{
    public ProposalId Proposal { get; private init; } = proposal;

    public int Version { get; private init; } = version;

    public string Kind { get; private init; } = kind;

    /// <summary>The number of the agreement's version in force as it was written; 0 where there was none yet.</summary>
    public int BasedOn { get; private init; } = basedOn;

    /// <summary>The agreement as JSON.</summary>
    public string Value { get; private init; } = value;

    /// <summary>As <see cref="AgreementVersion.ValueHash"/>.</summary>
    public string ValueHash { get; private init; } = AgreementVersion.HashOf(kind, value);

    protected override Binding Canonical() => new Binding("proposed change").Add(Proposal.Value).Add(Version).Add(Kind).Add(BasedOn).Add(Value).Add(ValueHash);
}

/// <summary>
/// What stands beside the changes, in the proposer's own words: sealed to the circle. The salt keeps anybody who has the
/// hash alone from guessing at the words.
/// </summary>
/// <param name="Title">In a few words; the circle's own name for it.</param>
/// <param name="Need">Which need it answers.</param>
/// <param name="Text">What is to be decided besides the changes; empty where the changes say it all.</param>
/// <param name="Minutes">How many minutes it asks of each who answers.</param>
/// <param name="Salt">16 random bytes, in hexadecimal.</param>
public sealed record ProposalWords(string Title, string Need, string Text, int Minutes, string Salt)
{
    public const string Kind = "proposal";
    public const int LongestTitle = 120, LongestText = 8000, LongestOption = 200, MostMinutes = 240;

    /// <summary>What can be chosen, in the order in which it stands on the ballots; null where nothing is chosen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Where it is drawn by lot: what says how, and can't be known yet. Null where nothing is drawn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    public static readonly Refusal HowLong = new($"Please say how many minutes it asks of each of us: from one to {MostMinutes}.") { Field = "Minutes" };

    /// <summary>To whoever can’t choose an agreement instead.</summary>
    public static readonly Refusal NoText = new($"Please write what is to be decided.");

    public byte[] Hash() => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <param name="changes">How many agreements it changes.</param>
    public Refusal? Check(int changes)
    {
        if (string.IsNullOrWhiteSpace(Title)) return new($"Please give it a title, so that we can speak of it.") { Field = "Title" };
        if (Title.Length > LongestTitle) return new($"Please use a title of at most {LongestTitle} characters.") { Field = "Title" };
        if (Need.Length > LongestText || Text.Length > LongestText) return new($"Please say it in at most {LongestText} characters.") { Field = Need.Length > LongestText ? "Need" : "Text" };
        if (Options is { } options)
        {
            if (changes > 0 && Source is not null) return new($"A lot draws among options in words, and changes no agreement. Please leave out the one or the other.");
            if (changes > 0) return new($"A ballot chooses among options in words, and changes no agreement. Please leave out the one or the other.");
            if (options.Any(o => o.Length > LongestOption || o.Any(char.IsControl))) return new($"Please write each option in at most {LongestOption} characters.") { Field = "Options" };
            if (options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count) return new($"Two options have the same name.") { Field = "Options" };
            if (Source is not null && CheckLot(Source, options) is { } unclear) return unclear;
        }
        if (changes == 0 && Options is null && string.IsNullOrWhiteSpace(Text)) return new($"Please write what is to be decided, or choose an agreement that it changes.") { Field = "Text" };
        return Minutes is < 1 or > MostMinutes ? HowLong : null;
    }

    private static Refusal? CheckLot(string source, IReadOnlyList<string> options)
    {
        if (source.Length == 0) return new($"Please say where the numbers will come from, so that everybody can look there.") { Field = "Source" };
        if (source.Length > LotTerms.LongestSource) return new($"Please say in at most {LotTerms.LongestSource} characters where the numbers will come from.") { Field = "Source" };
        return options.Count == 0 ? null : Sortition.Check(options);
    }
}
