using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>
/// Whether something waits to be opened again, as this process last reckoned it: so that each page of a member needs to
/// ask nobody.
/// </summary>
public sealed class ReviewWatch
{
    /// <summary>A review can be opened as soon as a member is here.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>When the next day comes; null while none is known.</summary>
    public Instant? Next { get; set; }
}

/// <summary>
/// Opens the question again as the day of a decision comes. That it has come is reckoned without anybody; its words are
/// sealed to the circle, so it opens in the first session of a member after that.
/// </summary>
public sealed class Reviews(Database db, Premises premises, Sealing.Gate.Gate gate, ProposalBook proposals, ReviewWatch watch, IClock clock, Languages languages, PracticeFace face)
{
    private const int MinutesEach = 5;

    /// <summary>Why it isn't opened although its day has come.</summary>
    public static readonly Refusal ItsTurn = new($"It waits its turn: one question that opens by itself is asked at a time, and no more at once than we agreed on.");

    private static readonly Refusal NotDue = new($"Its day hasn’t come, or it has been opened already.");
    private static readonly Refusal TooFewTogether = new($"Please choose two or more. One by itself opens by its own button.") { Field = "Together" };
    private static readonly Refusal NotReadYet = new($"It was decided before you joined, and its words open to you once another member has been here. Then it opens, too.");

    public async Task<IReadOnlyList<Reviewed>> All(CancellationToken stop = default) => (await db.ReviewBook(premises.House, stop)).At(clock.GetCurrentInstant());

    /// <summary>Those of the decision that this question became, and of the one that it looks at again.</summary>
    public async Task<IReadOnlyList<Reviewed>> About(ProposalId question, CancellationToken stop = default) =>
        (await db.ReviewsAbout(question, premises.House, stop))?.At(clock.GetCurrentInstant()) ?? [];

    /// <summary>Reckons anew whether one waits, and when the next day comes.</summary>
    public async Task Watch(CancellationToken stop = default)
    {
        var (book, at) = (await db.ReviewBook(premises.House, stop), clock.GetCurrentInstant());
        var reviews = book.At(at);
        watch.Next = reviews.Where(r => r.On > at && r.Stage == ReviewStage.NotYet).Min(r => (Instant?)r.On);
        watch.IsWaiting = reviews.Any(r => r.Stage == ReviewStage.Due) && !book.OneIsOpen(at) && await proposals.TooMany(at, stop) is null;
    }

    /// <summary>What any page of a member does, in passing: the one whose day came first opens.</summary>
    public async Task OpenWaiting(Keyring by, CancellationToken stop = default)
    {
        if (!watch.IsWaiting) return;
        // Whether or not it opens to whoever is here: they aren't kept waiting for it on each of their pages.
        watch.IsWaiting = false;
        if ((await All(stop)).FirstOrDefault(r => r.Stage == ReviewStage.Due) is { } due) await Open(by, due.Decision, due.Kind, stop);
    }

    /// <summary>Opens a review that is due, once, whoever else tries at the same moment.</summary>
    /// <returns>The number of the question.</returns>
    public async Task<Outcome<int>> Open(Keyring by, int decision, string kind, CancellationToken stop = default)
    {
        if (Find(await db.ReviewBook(premises.House, stop), decision, kind, clock.GetCurrentInstant()) is not { Stage: ReviewStage.Due } due) return NotDue;
        // What stands in it is read before: nothing opens in work that changes who decides what.
        if (await Draft(by, due, stop) is not { } draft) return NotReadYet;
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        var members = await db.CircleOf(premises.House, stop);
        if (!members.Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        var book = await db.ReviewBook(premises.House, stop);
        if (Find(book, decision, kind, work.At) is not { Stage: ReviewStage.Due } now || !now.Kinds.SequenceEqual(due.Kinds)) return NotDue;
        if (book.OneIsOpen(work.At) || await proposals.TooMany(work.At, stop) is not null) return ItsTurn;
        var before = due.Proposal is { } id ? book.Deliberations.GetValueOrDefault(id)?.Proposer : null;
        var put = await proposals.PutUnasked(work, by, before is { } carrier && members.Contains(carrier) ? carrier : Proposal.Nobody, draft,
            terms => [new VersionWritten(1), new Deciding.Opened(1, terms)], stop);
        if (put.Refusal is { } refusal) return refusal;
        var review = new Review(decision, kind, put.Value.Id, work.At);
        db.Reviews.Add(review);
        work.Log("review opens", put.Value.By.Actor, Purpose.Own, content: review.Hash());
        await work.Commit(stop);
        return put.Value.Number;
    }

    /// <summary>
    /// Asks about several agreements that are due in one question, which whoever opens it carries: who agrees keeps all of
    /// them as they are. It counts as a question that was put, so it needn't wait for the one that opens by itself.
    /// </summary>
    /// <param name="by">Who opens it.</param>
    /// <param name="which">At least two, by decision and <see cref="Reviewed.Kind"/>. What was decided in words alone isn't among them.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The number of the question.</returns>
    public async Task<Outcome<int>> OpenTogether(Keyring by, IReadOnlyCollection<(int Decision, string Kind)> which, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        var due = (await db.ReviewBook(premises.House, stop)).At(work.At).Where(r => which.Contains((r.Decision, r.Kind))).ToList();
        if (which.Count < 2) return TooFewTogether;
        if (due.Count < which.Count || due.Exists(r => r is not { Stage: ReviewStage.Due, Kinds.Count: > 0 })) return NotDue;
        if (due.Sum(r => r.Kinds.Count) > ProposalDraft.MostChanges) return ProposalDraft.TooMany.In("Together");
        if (await proposals.TooMany(work.At, stop) is { } full) return full;
        var put = await proposals.PutUnasked(work, by, by.Person, await Together(due, work.At, stop), terms => [new VersionWritten(1), new Deciding.Opened(1, terms)], stop);
        if (put.Refusal is { } refusal) return refusal;
        foreach (var review in due.Select(d => new Review(d.Decision, d.Kind, put.Value.Id, work.At)))
        {
            db.Reviews.Add(review);
            work.Log("review opens", by.Person.Actor, Purpose.Own, content: review.Hash());
        }
        await work.Commit(stop);
        return put.Value.Number;
    }

    /// <summary>What held before a decision, as a draft of whoever asks for it; null where there is nothing to go back to.</summary>
    /// <param name="review">Of which decision.</param>
    /// <param name="amends">The question that it becomes new words for, where it is theirs to carry; null for a question of its own.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<ProposalDraft?> Back(Reviewed review, ProposalRead? amends, CancellationToken stop = default)
    {
        var T = OurWords();
        var changes = new List<DraftedChange>();
        foreach (var kind in AgreementQueries.Kinds.Where(k => review.Kinds.Contains(k.Name)))
        {
            var history = await db.History(kind, premises.House, stop);
            if (history.FirstOrDefault(v => v.Decision < review.Decision) is { } before && before.Value.Write() != history[0].Value.Write())
                changes.Add(new(kind.Name, history[0].Number, before.Value.Write()));
        }
        if (changes.Count == 0) return null;
        return amends is null
            ? ProposalDraft.New with { Title = T["Back to what held before decision no. {0}", review.Decision], Changes = changes }
            : With(amends.AsDraft(), review, changes);
    }

    // What else is asked in it, and what whoever carries it wrote themselves, stays.
    private static ProposalDraft With(ProposalDraft words, Reviewed review, List<DraftedChange> changes) =>
        words with { Changes = [.. words.Changes.Where(c => !review.Kinds.Contains(c.Kind)), .. changes] };

    private static Reviewed? Find(ReviewBook book, int decision, string kind, Instant at) => book.At(at).FirstOrDefault(r => r.Decision == decision && r.Kind == kind);

    // The same need and the same words, and what holds now: whoever agrees says "keep it as it is".
    private async Task<ProposalDraft?> Draft(Keyring by, Reviewed due, CancellationToken stop)
    {
        var (T, changes) = (OurWords(), new List<DraftedChange>());
        InForce<Agreement>? last = null;
        foreach (var kind in AgreementQueries.Kinds.Where(k => due.Kinds.Contains(k.Name)))
        {
            last = (await db.InForce(kind, premises.House, clock.GetCurrentInstant(), stop))!;
            changes.Add(new(kind.Name, last.Number, last.Value.Write()));
        }
        if (due.Proposal is { } id)
            return await proposals.Read(by, id, stop) is { Latest.Words: var words } read
                ? new(Again(T, words.Title), words.Need, $"{words.Text}\n{ChosenThen(T, read)}".Trim(), words.Minutes, 0, 0, changes)
                : null;
        var title = T[AgreementQueries.Kinds.Single(k => k.Name == due.Kind).Title];
        return ProposalDraft.New with { Title = Again(T, title), Need = T["Does it still serve us? It holds since {0}, by decision no. {1}.", T.Said.Date(last!.Since), last.Decision], Changes = changes };
    }

    // What holds now, of each.
    private async Task<ProposalDraft> Together(List<Reviewed> due, Instant at, CancellationToken stop)
    {
        var (T, changes) = (OurWords(), new List<DraftedChange>());
        foreach (var kind in AgreementQueries.Kinds.Where(k => due.Exists(d => d.Kinds.Contains(k.Name))))
        {
            var now = (await db.InForce(kind, premises.House, at, stop))!;
            changes.Add(new(kind.Name, now.Number, now.Value.Write()));
        }
        return ProposalDraft.New with
        {
            Title = Again(T, T.Count(changes.Count, "one agreement", "{0} agreements")),
            Need = T["Do they still serve us? Whoever agrees keeps all of them as they are. Whoever doesn’t says which."],
            Minutes = Math.Min(MinutesEach * changes.Count, ProposalWords.MostMinutes),
            Changes = changes,
        };
    }

    // Where something was chosen among options, keeping it means what was chosen.
    private static string ChosenThen(Words T, ProposalRead read) => read is { Latest.Words.Options: { } options, Deliberation.Chosen: { Count: > 0 } chosen }
        ? T["Chosen was: {0}", T.Said.List([.. chosen.Select(c => options[c - 1])])]
        : "";

    private static string Again(Words T, string title)
    {
        var (again, known) = (T["Looked at again: {0}", title], T["Looked at again: {0}", ""]);
        // What is looked at for the third time isn't called so three times.
        if (title.StartsWith(known, StringComparison.Ordinal)) return title;
        return again.Length <= ProposalWords.LongestTitle ? again : again[..ProposalWords.LongestTitle];
    }

    // Nobody in particular says these, so they are said in the practice's own language.
    private Words OurWords() => new(languages, new Visit { Language = languages.Find(face.Language) ?? Languages.English, OwnZone = face.Zone }, face);
}
