using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>One agreement of the founding text as it stands now.</summary>
public sealed record FoundingLine(AgreementKind Kind, Agreement Value, FoundingPart? Changed)
{
    public string Json { get; } = Value.Write();

    public string Hash => AgreementVersion.HashOf(Kind.Name, Json);
}

/// <summary>All that the founders sign: every kind of agreement that this application knows, in their words or as offered.</summary>
public sealed class FoundingText(IReadOnlyList<AgreementKind> kinds, IReadOnlyList<FoundingPart> parts)
{
    public IReadOnlyList<FoundingLine> Lines { get; } = [.. kinds.Where(kind => !kind.NotAtFounding).Select(kind => Line(kind, parts.FirstOrDefault(p => p.Kind == kind.Name)))];

    public FirstMandates Mandates => Lines.Select(l => l.Value).OfType<FirstMandates>().Single();

    public FoundingLine? Of(string kind) => Lines.FirstOrDefault(l => l.Kind.Name == kind);

    /// <summary>The hash that each founder signs: of all agreements, and of who founds.</summary>
    public string HashFor(IEnumerable<PersonId> founders) =>
        CircleDecision.HashOf(0, CircleDecision.FoundingTitle, Lines.Select(l => (l.Kind.Name, l.Hash)), founders);

    private static FoundingLine Line(AgreementKind kind, FoundingPart? changed) =>
        new(kind, changed is null ? kind.Offered() : kind.Read(changed.Value), changed);
}
