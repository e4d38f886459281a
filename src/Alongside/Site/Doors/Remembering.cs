using System.Collections.Concurrent;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using NodaTime;

namespace Alongside.Site.Doors;

/// <summary>
/// After each sign-in, and at most once a day within a session, holds the access log against what this browser kept of it,
/// and lets it keep where the log stands now. Where they disagree, it goes on keeping what it had: that is the evidence.
/// </summary>
public sealed class Remembering(RequestDelegate next, Compared compared, Premises premises)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var visit = context.Features.Get<Visit>()!;
        if (visit.Keyring is { } keyring) visit.Disagreement = await Found(context, visit, keyring);
        await next(context);
    }

    private async Task<Disagreement?> Found(HttpContext context, Visit visit, Keyring keyring)
    {
        var now = context.RequestServices.GetRequiredService<PracticeClock>().Machine;
        // What is sent answers a page that was compared; it may be the one that takes the cookie away.
        if (compared.Find(keyring.Session, now, out var found) || !HttpMethods.IsGet(context.Request.Method)) return found;
        var witnessing = context.RequestServices.GetRequiredService<Witnessing>();
        var kept = WitnessCookie.Read(context, premises);
        found = kept is null ? null : await witnessing.Compare(kept, context.RequestAborted);
        // What lies there damaged is no yes of anybody's: only a member's is laid anew.
        var keeps = kept is not null || visit.Kind == VisitKind.Member;
        if (keeps && found is null && await witnessing.Now(context.RequestAborted) is { } witness) WitnessCookie.Write(context, witness);
        compared.Keep(keyring.Session, found, now);
        return found;
    }
}

/// <summary>Which sessions were compared lately, and what was found: in memory, for a day at most.</summary>
public sealed class Compared
{
    private const int Most = 5_000;
    private static readonly Duration day = Duration.FromDays(1);
    private readonly ConcurrentDictionary<string, (Disagreement? Found, Instant At)> sessions = new(StringComparer.Ordinal);

    /// <summary>Was this session compared within the last day?</summary>
    public bool Find(byte[] session, Instant now, out Disagreement? found)
    {
        var was = sessions.TryGetValue(Convert.ToBase64String(session), out var known) && now - known.At < day;
        found = was ? known.Found : null;
        return was;
    }

    public void Keep(byte[] session, Disagreement? found, Instant now)
    {
        if (sessions.Count >= Most) sessions.Clear();
        sessions[Convert.ToBase64String(session)] = (found, now);
    }
}
