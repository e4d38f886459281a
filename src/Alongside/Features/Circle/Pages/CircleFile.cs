using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Site;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle.Pages;

/// <summary>
/// Everything that the circle put, said and decided, as JSON that needs nobody to explain it: people stand by their ids
/// and once by name, times as ISO 8601 in UTC, agreements as they are kept and in sentences.
/// </summary>
internal static class CircleFile
{
    public const string Address = "/circle/everything.json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="story">What is written.</param>
    /// <param name="T">In which language the sentences are.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(EverythingDecided story, Words T) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        at = Time(story.At),
        language = T.Language.Name,
        people = story.Names.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => new { id = n.Key.Value, name = n.Value }),
        members = story.Members.Select(m => new { person = m.Person.Value, since = Time(m.Since), decision = m.Decision }),
        mandates = story.Mandates.Select(m => new
        {
            name = m.Name,
            title = T[MandateNames.TitleOf(m.Name)],
            from = Time(m.From),
            until = Time(m.Until),
            decision = m.Decision,
            holders = m.Holdings.OrderBy(h => h.From).Select(h => new { person = h.Holder.Value, from = Time(h.From), until = Time(h.Until), ended = Time(h.EndedAt) }),
        }),
        council = story.Council.Select(s => new { person = s.Person.Value, offered = Time(s.OfferedAt), seated = Time(s.SeatedAt), until = Time(s.Until), ended = Time(s.EndedAt) }),
        decisions = story.Decisions.Select(d => new
        {
            number = d.Number,
            at = Time(d.At),
            title = T[d.Title],
            hash = d.ContentHash,
            question = story.ProposalOf(d)?.Proposal.Number,
            version = d.Version,
            emergency = story.ByTwo.GetValueOrDefault(d.Number) is { } two ? new
            {
                by = new[] { two.First.Value, two.Emergency.Second.Value },
                confirmed = Time(two.Emergency.ConfirmedAt),
                confirmedUntil = Time(two.Until),
                putBack = two.Emergency.Back?.Why.ToString(),
                putBackBy = two.Emergency.Back?.Decision,
            } : null,
            signedBy = d.Number == 0 ? story.Signers.Select(s => s.Value) : null,
        }),
        agreements = story.Agreements.Select(a => new { kind = a.Kind.Name, title = T[a.Kind.Title], versions = a.Versions.Reverse().Select(v => Version(v, T)) }),
        reviews = story.Reviews.Select(r => new
        {
            decision = r.Decision,
            kind = r.Kind.Length > 0 ? r.Kind : null,
            on = Time(r.On),
            stage = r.Stage.ToString(),
            question = story.Proposals.FirstOrDefault(p => p.Proposal.Id == r.Again)?.Proposal.Number,
            by = r.By,
        }),
        questions = story.Proposals.Select(p => Question(p, story, T)),
        meetings = story.Meetings.Select(Meeting),
    }, Options);

    private static object Version(InForce<Agreement> version, Words T) => new
    {
        number = version.Number,
        since = Time(version.Since),
        decision = version.Decision,
        value = JsonNode.Parse(version.Value.Write()),
        words = Sentences(version.Value, T),
    };

    private static object Question(ProposalRead read, EverythingDecided story, Words T) => new
    {
        number = read.Proposal.Number,
        by = read.Proposal.By == Proposal.Nobody || read.BackOf is not null ? null : (Guid?)read.Proposal.By.Value,
        at = Time(read.Proposal.At),
        stage = read.Deliberation.StageAt(story.At).ToString(),
        versions = read.Versions.Select(v => new
        {
            number = v.Version.Number,
            at = Time(v.Version.At),
            hash = v.Version.ContentHash,
            words = v.Words,
            changes = v.Changes.Select(c => new { kind = c.Kind, basedOn = c.BasedOn, value = JsonNode.Parse(c.Value), words = Sentences(c, T) }),
        }),
        facts = read.Facts.Select(f => new { number = f.Number, by = f.By.Value, at = Time(f.At), fact = Told(read, f, story.At), said = read.SaidAt(f.Number) }),
        ballots = story.Counts.TryGetValue(read.Proposal.Id, out var counted) ? JsonNode.Parse(BallotJson.Write(counted.Ballots)) : null,
        lot = LotFile.Write(read) is { } lot ? JsonNode.Parse(lot) : null,
        chosen = read.Deliberation.Chosen,
        guests = read.Deliberation.Guests.Select(g => new
        {
            person = g.Person?.Value,
            name = read.GuestNames.GetValueOrDefault(g.Ask),
            askedBy = g.AskedBy.Value,
            asked = Time(g.AskedAt),
            welcomedBy = g.WelcomedBy?.Value,
            welcomed = Time(g.WelcomedAt),
            endedBy = g.EndedBy?.Value,
            until = Time(g.EndsAt(read.Deliberation.EndedAt(story.At))),
        }),
        conversation = story.Spoken[read.Proposal.Id].Select(Remark),
    };

    private static object Meeting(MeetingRead read) => new
    {
        number = read.Meeting.Number,
        by = read.Meeting.By.Value,
        at = Time(read.Meeting.At),
        startsAt = Time(read.Meeting.StartsAt),
        minutes = read.Meeting.Minutes,
        where = read.Where,
        lot = MeetingSaid.FileOf(read) is { } lot ? JsonNode.Parse(lot) : null,
        facts = read.Facts.Select(f => new { number = f.Number, by = f.By.Value, at = Time(f.At), fact = JsonNode.Parse(f.Content), said = read.Said.GetValueOrDefault(f.Number) }),
    };

    // Nobody takes along what nobody may read yet.
    private static JsonNode? Told(ProposalRead read, ProposalFact fact, Instant at) =>
        JsonNode.Parse(fact.Fact switch
        {
            BallotGiven given when read.IsSecretAt(at) => (given with { Marks = [] }).Write(),
            GuestAsked => new GuestAsked("").Write(),
            _ => fact.Content,
        });

    private static object Remark(Spoken spoken) => new { by = spoken.By.Value, at = Time(spoken.At), text = spoken.Text, @for = spoken.For.Select(f => f.Value), answers = spoken.Answers.Select(Remark) };

    private static IEnumerable<string> Sentences(ProposedChange change, Words T) => Sentences(AgreementQueries.Kinds.Single(k => k.Name == change.Kind).Read(change.Value), T);

    private static IEnumerable<string> Sentences(Agreement agreement, Words T) => agreement.InWords().Select(sentence => T.Say(sentence));

    private static string? Time(Instant? at) => at is { } then ? InstantPattern.ExtendedIso.Format(then) : null;
}
