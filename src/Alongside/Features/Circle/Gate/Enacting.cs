using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Gate;

/// <summary>What the circle decided: its title, who had a say, and who carries it out (as the log names them).</summary>
public sealed record Decided(string Title, IReadOnlyList<PersonId> Deciders, ActorId By);

/// <summary>
/// The one way by which an agreement comes into force: decision, enactments and the agreements themselves, in one
/// transaction. The database refuses every other way.
/// </summary>
public sealed class Enacting
{
    /// <summary>Puts the values in force from now on.</summary>
    /// <returns>The decision.</returns>
    public async Task<Outcome<CircleDecision>> Enact(Work work, Decided decided, IReadOnlyList<Agreement> values)
    {
        var lines = new List<(string Kind, string Json)>();
        foreach (var value in values)
        {
            if (value.Check() is { } refusal) return refusal;
            lines.Add((AgreementQueries.Kinds.Single(k => k.Type == value.GetType()).Name, value.Write()));
        }
        var db = work.Db;
        var number = await db.Decisions.CountAsync();
        var hash = CircleDecision.HashOf(number, decided.Title, lines.Select(l => (l.Kind, AgreementVersion.HashOf(l.Kind, l.Json))), decided.Deciders);
        var decision = new CircleDecision(number, decided.Title, hash, lines.Count, work.At);
        db.Decisions.Add(decision);
        foreach (var (kind, json) in lines)
        {
            db.Enactments.Add(new(number, kind, AgreementVersion.HashOf(kind, json), work.At));
            var latest = await db.AgreementVersions.Where(v => v.Kind == kind).MaxAsync(v => (int?)v.Number) ?? 0;
            db.AgreementVersions.Add(new(kind, latest + 1, json, work.At, number));
        }
        work.Log("enact", decided.By, Sealing.Purpose.Own, content: decision.Hash());
        await db.SaveChangesAsync();
        return decision;
    }
}
