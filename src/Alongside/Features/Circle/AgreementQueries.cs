using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

public static class AgreementQueries
{
    private static readonly Questions<string, AgreementVersion> versionsOf = new((db, kind) => db.AgreementVersions.AsNoTracking()
        .Where(v => v.Kind == kind).OrderByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Number));

    /// <summary>Every kind of agreement that some feature reads, in the order of the features.</summary>
    public static IReadOnlyList<AgreementKind> Kinds { get; } = [.. FeatureList.All.SelectMany(f => f.Agreements)];

    /// <summary>The agreement of this type that holds at the time one acts for; null before there is one.</summary>
    public static async Task<InForce<T>?> InForce<T>(this Database db, House house, Instant at, CancellationToken stop = default) where T : Agreement
    {
        var found = await db.InForce(Kinds.Single(k => k.Type == typeof(T)), house, at, stop);
        return found is null ? null : new((T)found.Value, found.Since, found.Decision, found.Number);
    }

    /// <summary>As the other, for a kind known by its name only. What holds undecided has the number 0 until there is a decision.</summary>
    public static async Task<InForce<Agreement>?> InForce(this Database db, AgreementKind kind, House house, Instant at, CancellationToken stop = default)
    {
        var versions = await versionsOf.Ask(db, kind.Name, stop);
        return versions.Find(v => v.EffectiveAt <= at && v.IsGenuine(house)) is { } version ? Read(kind, version)
            : kind.HoldsUndecided ? new(kind.Offered(), Instant.MinValue, 0, 0) : null;
    }

    /// <summary>All versions of the agreement of this type, the newest first.</summary>
    public static async Task<IReadOnlyList<InForce<T>>> History<T>(this Database db, House house, CancellationToken stop = default) where T : Agreement =>
        [.. (await db.History(Kinds.Single(k => k.Type == typeof(T)), house, stop)).Select(v => new InForce<T>((T)v.Value, v.Since, v.Decision, v.Number))];

    /// <summary>All versions of a kind, the newest first; a row that this house did not write is left out.</summary>
    public static async Task<IReadOnlyList<InForce<Agreement>>> History(this Database db, AgreementKind kind, House house, CancellationToken stop = default)
    {
        var versions = await db.AgreementVersions.AsNoTracking().Where(v => v.Kind == kind.Name).OrderByDescending(v => v.Number).ToListAsync(stop);
        return [.. versions.Where(v => v.IsGenuine(house)).Select(v => Read(kind, v))];
    }

    /// <summary>Why a value can’t come into force beside what holds of other kinds, or would with it; null where it can.</summary>
    /// <param name="db">Which practice's.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="value">What would hold.</param>
    /// <param name="together">What comes into force at once with it: the kind's name and the value as it is kept.</param>
    /// <param name="house">Under whose key the versions are.</param>
    /// <param name="at">When.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Refusal?> Clash(
        this Database db, AgreementKind kind, Agreement value, IEnumerable<(string Kind, string Value)> together, House house, Instant at, CancellationToken stop = default)
    {
        var others = new Dictionary<string, Agreement?>();
        foreach (var other in kind.Beside.Select(name => Kinds.Single(k => k.Name == name)))
            others[other.Name] = together.FirstOrDefault(t => t.Kind == other.Name) is { Value: { } json } ? other.Read(json) : (await db.InForce(other, house, at, stop))?.Value;
        return kind.Clash(value, others.GetValueOrDefault);
    }

    internal static InForce<Agreement> Read(AgreementKind kind, AgreementVersion version) =>
        new(kind.Read(version.Value), version.EffectiveAt, version.Decision, version.Number);
}
