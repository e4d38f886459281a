using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>A proposal in a list.</summary>
public sealed record ProposalLine(Proposal Proposal, string Title, Deliberation Deliberation)
{
    /// <summary>As <see cref="ProposalRead.BackOf"/>.</summary>
    public int? BackOf { get; init; }
}

/// <summary>Proposals that a member finds on their day.</summary>
/// <param name="Waiting">For their answer.</param>
/// <param name="Named">Beside which somebody named them since they read.</param>
/// <param name="Welcomes">In which they can welcome a guest.</param>
/// <param name="ToDraw">That wait until a lot can be drawn.</param>
public sealed record Concerns(IReadOnlyList<ProposalLine> Waiting, IReadOnlyList<ProposalLine> Named, IReadOnlyList<ProposalLine> Welcomes, IReadOnlyList<ProposalLine> ToDraw)
{
    public static Concerns None { get; } = new([], [], [], []);
}

/// <summary>What a proposal is called, apart from its words, so that a list opens no more.</summary>
public sealed record ProposalTitle(Guid Proposal, string Title)
{
    public const string Kind = "title";
}

/// <summary>What somebody wrote along with a fact.</summary>
public sealed record Said(int Fact, string Text)
{
    public const string Kind = "said";
}

/// <summary>One wording, and what it changes.</summary>
public sealed record VersionRead(ProposalVersion Version, ProposalWords Words, IReadOnlyList<ProposedChange> Changes);

/// <summary>A proposal as it is read.</summary>
/// <param name="Proposal">Which.</param>
/// <param name="Deliberation">Where it stands.</param>
/// <param name="Versions">The oldest first.</param>
/// <param name="Facts">In their order.</param>
/// <param name="Said">By the number of the fact.</param>
/// <param name="Folder">In which all its words lie.</param>
/// <param name="Remarks">What members said beside it.</param>
public sealed record ProposalRead(
    Proposal Proposal, Deliberation Deliberation, IReadOnlyList<VersionRead> Versions, IReadOnlyList<ProposalFact> Facts, IReadOnlyDictionary<int, string> Said,
    FolderId Folder, Remarks Remarks)
{
    /// <summary>Under which name each guest reads along, by the number of the fact by which they were asked: the one they chose, or until then what whoever asked wrote.</summary>
    public IReadOnlyDictionary<int, string> GuestNames { get; init; } = new Dictionary<int, string>();

    /// <summary>The number of the question that was put in force in an emergency, where this stands ready to put back what held before it; null for what somebody put.</summary>
    public int? BackOf { get; init; }

    public VersionRead Latest => Versions[^1];

    /// <summary>Null where they don't open.</summary>
    public ProposalWords? WordsOf(int version) => Versions.FirstOrDefault(v => v.Version.Number == version)?.Words;

    public string? SaidAt(int fact) => Said.GetValueOrDefault(fact);

    /// <summary>Are the ballots of its round for nobody to read yet? Anonymous ones show with each other only, or one would tell whose it is.</summary>
    public bool IsSecretAt(Instant at) => Deliberation.Round?.Terms.Ballot is { } ballot && (ballot.Hidden || ballot.Anonymous) && Deliberation.StageAt(at) == Stage.Open;

    /// <summary>As it is read by somebody who takes no part: while nobody is to read a ballot, none is in it.</summary>
    public ProposalRead WithoutSecrets(Instant at)
    {
        if (!IsSecretAt(at)) return this;
        List<ProposalFact> facts = [.. Facts.Select(f => f.Fact is BallotGiven given ? new(f.Proposal, f.Number, f.By, f.At, (given with { Marks = [] }).Write()) : f)];
        return this with { Facts = facts, Deliberation = new(Proposal, facts, Deliberation.Members, Deliberation.Council) };
    }

    /// <summary>What it says now, to be amended.</summary>
    public ProposalDraft AsDraft() => new(Latest.Words.Title, Latest.Words.Need, Latest.Words.Text, Latest.Words.Minutes, Proposal.Number, Latest.Version.Number,
        [.. Latest.Changes.Select(c => new DraftedChange(c.Kind, c.BasedOn, c.Value))])
    {
        Options = Latest.Words.Options ?? [],
        Ballot = Deliberation.Choice.Ballot is { } ballot ? BallotAsked.Of(ballot) : null,
        Lot = Deliberation.Choice.Lot is { } lot ? new(lot.Seats, Latest.Words.Source ?? "", lot.From) : null,
    };
}

/// <summary>
/// Proposals as they are put, read and answered. Who, when and which stance is plain; every word about it lies in a
/// folder of the proposal's own, sealed to the circle.
/// </summary>
public sealed partial class ProposalBook(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, CircleKeys keys, Drafts drafts)
{
    private static readonly Questions<PersonId, Concerned> concerning = new((db, me) => db.Proposals.AsNoTracking()
        .Where(p => !db.Decisions.Any(d => d.Proposal == p.Id) || db.ProposalFacts.Any(f => f.Proposal == p.Id && f.Number == AskedInEmergency.Number && f.Content.StartsWith(AskedInEmergency.Begins)) || db.Mentions.Any(m => m.Of == me && m.Proposal == p.Id)).OrderBy(p => p.Number)
        .Select(p => new Concerned(p, db.Mentions.Any(m => m.Of == me && m.Proposal == p.Id))));

    private static readonly Questions<int, Proposal> numbered = new((db, number) => db.Proposals.AsNoTracking().Where(p => p.Number == number));
    private static readonly Questions<List<Guid>, Folder> foldersOf = new((db, parts) => db.Folders.AsNoTracking().Where(f => f.Category == Category.Circle && parts.Contains(f.Part)));
    private static readonly Questions<List<ProposalId>, ProposedChange> changesOf = new((db, ids) => db.ProposedChanges.AsNoTracking().Where(c => ids.Contains(c.Proposal)));
    private static readonly Questions<List<ProposalId>, ProposalVersion> versionsOf =
        new((db, ids) => db.ProposalVersions.AsNoTracking().Where(v => ids.Contains(v.Proposal)).OrderBy(v => v.Number));

    /// <summary>All proposals, the newest first.</summary>
    public async Task<IReadOnlyList<ProposalLine>> All(Keyring by, CancellationToken stop = default)
    {
        var proposals = await db.Proposals.AsNoTracking().OrderByDescending(p => p.Number).ToListAsync(stop);
        return await Lines(by, proposals, stop);
    }

    // Where there is none, nothing is opened.
    private async Task<IReadOnlyList<ProposalLine>> Lines(Keyring by, List<Proposal> proposals, CancellationToken stop)
    {
        if (proposals.Count == 0) return [];
        var (titles, deliberations) = (await Titles(by, stop), await db.Deliberations(proposals, premises.House, stop));
        var numbers = await Numbers(deliberations.Values, stop);
        return [.. proposals.Where(p => deliberations.ContainsKey(p.Id)).Select(p => new ProposalLine(p, titles.GetValueOrDefault(p.Id.Value, ""), deliberations[p.Id]) { BackOf = NumberIn(numbers, deliberations[p.Id]) })];
    }

    // Of the questions that were put in force in an emergency, by which those are called that put back what held before.
    private async Task<Dictionary<ProposalId, int>> Numbers(IEnumerable<Deliberation> deliberations, CancellationToken stop)
    {
        var ids = deliberations.Select(d => d.BackOf).OfType<ProposalId>().ToList();
        return ids.Count == 0 ? [] : await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Number, stop);
    }

    private static int? NumberIn(Dictionary<ProposalId, int> numbers, Deliberation deliberation) => deliberation.BackOf is { } of ? numbers[of] : null;

    /// <summary>What concerns this member. Where there is nothing, nothing is opened.</summary>
    public async Task<Concerns> Concerning(Keyring by, Instant at, CancellationToken stop = default)
    {
        var read = await concerning.Ask(db, by.Person, stop);
        if (read.Count == 0) return Concerns.None;
        var deliberations = await db.Deliberations([.. read.Select(p => p.Proposal)], premises.House, stop);
        var known = read.FindAll(p => deliberations.ContainsKey(p.Proposal.Id));
        var (waiting, named) = (known.FindAll(p => deliberations[p.Proposal.Id].WaitsFor(by.Person, at)), known.FindAll(p => p.IsNamed));
        var welcomes = known.FindAll(p => deliberations[p.Proposal.Id].ToWelcome(by.Person, at).Count > 0);
        var toDraw = known.FindAll(p => deliberations[p.Proposal.Id].StageAt(at) == Stage.ToDraw).Except(waiting).ToList();
        if (waiting.Count + named.Count + welcomes.Count + toDraw.Count == 0) return Concerns.None;
        var titles = await Titles(by, stop);
        return new([.. waiting.Select(Line)], [.. named.Select(Line)], [.. welcomes.Select(Line)], [.. toDraw.Select(Line)]);

        ProposalLine Line(Concerned p) => new(p.Proposal, titles.GetValueOrDefault(p.Proposal.Id.Value, ""), deliberations[p.Proposal.Id]);
    }

    /// <summary>One proposal with all that was said; null where there is none, or this keyring doesn't open it.</summary>
    public async Task<ProposalRead?> Read(Keyring by, int number, CancellationToken stop = default)
    {
        if (await Find(number, stop) is not { } proposal || await FolderOf(proposal.Id.Value, stop) is not { } folder) return null;
        return (await Read(by, [proposal], [folder.Id], stop)).SingleOrDefault();
    }

    /// <summary>Was a question of this number put, whether it opens or not?</summary>
    public async Task<bool> IsPut(int number, CancellationToken stop = default) => await Find(number, stop) is not null;

    /// <summary>All proposals with all that was said, by their numbers; what this keyring doesn't open is left out.</summary>
    public async Task<IReadOnlyList<ProposalRead>> ReadAll(Keyring by, CancellationToken stop = default)
    {
        var proposals = await db.Proposals.OrderBy(p => p.Number).Genuine(premises.House, stop);
        var parts = proposals.ConvertAll(p => p.Id.Value);
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && parts.Contains(f.Part)).Genuine(premises.House, stop);
        return await Read(by, proposals, folders.ConvertAll(f => f.Id), stop);
    }

    // All folders in one opening, all rows of a kind in one question.
    private async Task<IReadOnlyList<ProposalRead>> Read(Keyring by, List<Proposal> proposals, List<FolderId> folders, CancellationToken stop)
    {
        var opened = (await gate.OpenAll(by, folders.ConvertAll(f => new Sealing.Gate.Asked(f, Purpose.Own, Logged.OnceADay)), Remark.Kind, stop)).ToDictionary(o => o.Folder.Part);
        var (ids, members) = (proposals.ConvertAll(p => p.Id), await db.CircleOf(premises.House, stop));
        var changes = (await changesOf.Ask(db, ids, stop)).WrittenBy(premises.House).ToLookup(c => (c.Proposal, c.Version));
        var versions = (await versionsOf.Ask(db, ids, stop)).WrittenBy(premises.House).ToLookup(v => v.Proposal);
        var facts = (await db.FactsOf(ids, premises.House, stop)).ToLookup(f => f.Proposal);
        var council = await db.CouncilFor(facts.SelectMany(f => f), premises.House, stop);
        // To whoever has just joined the folder opens, and nothing in it, until somebody who held it has handed it over.
        List<ProposalRead> read = [.. proposals.Where(p => opened.ContainsKey(p.Id.Value)).Select(p => Composed(p, opened[p.Id.Value])).Where(r => r.Versions.Count > 0)];
        var numbers = await Numbers(read.Select(r => r.Deliberation), stop);
        return numbers.Count == 0 ? read : read.ConvertAll(r => r with { BackOf = NumberIn(numbers, r.Deliberation) });

        ProposalRead Composed(Proposal proposal, OpenedFolder folder)
        {
            var words = folder.Versions<ProposalWords>(ProposalWords.Kind).ToDictionary(w => w.Record.Version, w => w.Content);
            VersionRead Wording(ProposalVersion version) =>
                new(version, words[version.Number], [.. changes[(proposal.Id, version.Number)].OrderBy(c => c.Kind, StringComparer.Ordinal)]);
            return new(proposal, new(proposal, facts[proposal.Id], members, council), [.. versions[proposal.Id].Where(v => words.ContainsKey(v.Number)).Select(Wording)],
                [.. facts[proposal.Id]], folder.Read<Said>(Said.Kind).ToDictionary(s => s.Content.Fact, s => s.Content.Text),
                folder.Folder.Id, new(db, folder))
            {
                GuestNames = folder.Read<GuestName>(GuestName.Kind).GroupBy(n => n.Content.Ask).ToDictionary(n => n.Key, n => n.Last().Content.Name),
            };
        }
    }

    /// <summary>Puts what was drafted to the circle, as a new proposal or as the next version of one, and erases the draft.</summary>
    /// <returns>The proposal's number.</returns>
    public async Task<Outcome<int>> Put(Keyring by, Guid draftId, CancellationToken stop = default)
    {
        if (await drafts.Find(by, draftId, stop) is not { } draft) return Drafts.Gone;
        await using var work = await gate.BeginPower(stop);
        if (await Check(draft, work.At, stop) is { } refusal) return refusal;
        var put = draft.Amends == 0 ? await PutNew(work, by, draft, stop) : await PutAmendment(work, by, draft, stop);
        if (put.Refusal is not null) return put;
        if (await drafts.Erase(work, by, draftId, stop) is { } kept) return kept;
        await work.Commit(stop);
        return put;
    }

    /// <summary>One act, with what was said along with it.</summary>
    /// <param name="by">Who acts.</param>
    /// <param name="number">On which proposal.</param>
    /// <param name="words">What they say about it; empty for nothing.</param>
    /// <param name="act">What is asked of the model.</param>
    /// <param name="stop">Stops it.</param>
    public Task<Refusal?> Act(Keyring by, int number, string words, Func<Deliberation, Terms, Instant, Outcome<Fact[]>> act, CancellationToken stop = default) =>
        Act(by, number, words, act, (_, _, _) => Task.FromResult<Refusal?>(null), stop);

    /// <summary>The same, with what is written along in the same moment, told the number of the first fact; its no is a no to all of it.</summary>
    internal async Task<Refusal?> Act(
        Keyring by, int number, string words, Func<Deliberation, Terms, Instant, Outcome<Fact[]>> act, Func<Work, Deliberation, int, Task<Refusal?>> along, CancellationToken stop)
    {
        if (words.Length > ProposalWords.LongestText) return new($"Please say it in at most {ProposalWords.LongestText} characters.");
        await using var work = await gate.BeginPower(stop);
        if (await Find(number, stop) is not { } proposal || await db.Deliberation(proposal.Id, premises.House, stop) is not { } deliberation) return Sealing.Gate.Gate.NotYours;
        var kinds = await db.ProposedChanges.Where(c => c.Proposal == proposal.Id && c.Version == deliberation.Version).Select(c => c.Kind).ToListAsync(stop);
        var terms = Anew(deliberation, await Terms(kinds, AskedAs(deliberation), work.At, stop));
        var facts = act(deliberation, terms, work.At);
        if (facts.Refusal is { } refusal) return refusal;
        if (facts.Value.Length == 0) return null;
        if (facts.Value.Any(f => f is Opened) && await Check(terms, work.At, stop) is { } otherWay) return otherWay;
        if (words.Trim().Length == 0 && facts.Value.FirstOrDefault(f => NeedsWords(f) is not null) is { } silent) return NeedsWords(silent);
        var first = await Add(work, by, proposal.Id, by.Person, facts.Value, stop);
        if (await along(work, deliberation, first) is { } unwritten) return unwritten;
        if (words.Trim().Length > 0 && await Say(work, by, proposal.Id, new(first, words.Trim()), stop) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    private static Refusal? NeedsWords(Fact fact) => fact switch
    {
        StanceTaken { Position: Position.Block } => new($"Please say how it would break what we share. A block is worked on, so the others need your reason.") { Field = "Reason" },
        StanceTaken { Position: Position.Objection } => new($"Please say what would harm, and whom. An objection is worked on, so the others need your reason.") { Field = "Reason" },
        Recalled => new($"Please say why it should come back, so that we can work on it.") { Field = "Recall" },
        AdviceGiven => new($"Please write what you advise.") { Field = "Advice" },
        GuestAsked => new($"Please say why they should read along. Every member reads it before they are welcomed, and they read it, too."),
        AdviceAnswered => new($"Please write what became of the advice, followed or not."),
        SourceNamed => new($"Please say where the numbers will come from, so that everybody can look there.") { Field = "Source" },
        DecidedByOne => new($"Please say in a few words why, so that those who advised you can follow."),
        _ => null,
    };

    private async Task<Outcome<int>> PutNew(Work work, Keyring by, ProposalDraft draft, CancellationToken stop)
    {
        var members = await db.CircleOf(premises.House, stop);
        var isMember = members.Contains(by.Person);
        if ((await Chart(work.At, stop)).MayPut(by.Person, members, isMember ? [] : await db.CouncilAt(premises.House, work.At, stop)) is { } cant) return cant;
        if (!isMember && draft is not { Changes.Count: 0, Ballot: null, Lot: null }) return OnlyInWords;
        if (await TooMany(work.At, stop) is { } later) return later;
        var put = await PutUnasked(work, by, by.Person, draft, terms => [new VersionWritten(1) { Ballot = terms.Ballot, Lot = terms.Lot }, new Opened(1, isMember ? terms : terms.PutByCouncil())], stop);
        return put.Refusal is { } no ? no : put.Value.Number;
    }

    private async Task<Outcome<int>> PutAmendment(Work work, Keyring by, ProposalDraft draft, CancellationToken stop)
    {
        if (await Find(draft.Amends, stop) is not { } proposal || await db.Deliberation(proposal.Id, premises.House, stop) is not { } deliberation) return Sealing.Gate.Gate.NotYours;
        var terms = Anew(deliberation, await Terms(draft.Changes.Select(c => c.Kind), AskedAs(draft), work.At, stop));
        if (await Check(terms, work.At, stop) is { } otherWay) return otherWay;
        if (TooEarly(terms, work.At) is { } early) return early;
        if (!deliberation.Members.Contains(by.Person) && draft is not { Changes.Count: 0, Ballot: null, Lot: null }) return OnlyInWords;
        var facts = deliberation.Amend(by.Person, draft.BasedOn, terms, work.At);
        if (facts.Refusal is { } refusal) return refusal;
        if (await Write(work, by, proposal.Id, deliberation.Version + 1, draft, stop) is { } no) return no;
        await Add(work, by, proposal.Id, by.Person, facts.Value, stop);
        return proposal.Number;
    }

    private async Task<Refusal?> Write(Work work, Keyring by, ProposalId id, int number, ProposalDraft draft, CancellationToken stop)
    {
        var words = draft.Words(random.Bytes(16));
        var changes = draft.Changes.Select(c => new ProposedChange(id, number, c.Kind, c.BasedOn, c.Value)).ToList();
        var version = new ProposalVersion(id, number, ProposalVersion.HashOf(id, number, words, changes), changes.Count, work.At);
        db.ProposalVersions.Add(version);
        await db.SaveChangesAsync(stop);
        db.ProposedChanges.AddRange(changes);
        work.Log("version", by.Person.Actor, Purpose.Own, content: version.Hash());
        return await Tell(work, by, id, words);
    }

    /// <summary>Seals the words of a version to the circle: as the next of this proposal, and its title beside all others.</summary>
    internal async Task<Refusal?> Tell(Work work, Keyring by, ProposalId id, ProposalWords words)
    {
        var circle = await keys.FindOrMake(work, by.Person.Actor);
        var isMember = (await gate.Vault.Mandates()).Exists(m => m.Id == circle && m.Holders(work.At).Contains(by.Person));
        var folder = isMember ? await OfCircle(circle, id.Value, work.At) : await FromCouncil(work, by, circle, id.Value);
        if (folder.Refusal is { } closed) return closed;
        if (await gate.Seal(work, by, folder.Value, ProposalWords.Kind, id.Value, words) is { } no) return no;
        var titles = isMember ? await OfCircle(circle, await TitlesOf(id), work.At) : await FromCouncil(work, by, circle, councilTitles);
        return titles.Refusal ?? await gate.Seal(work, by, titles.Value, ProposalTitle.Kind, TitleRow(id), new ProposalTitle(id.Value, words.Title));
    }

    private async Task<Outcome<Folder>> OfCircle(ActorId circle, Guid part, Instant at) => await gate.Vault.FolderOf(new(circle.Value), Category.Circle, part, at);

    private async Task<Refusal?> Say(Work work, Keyring by, ProposalId id, Said said, CancellationToken stop) =>
        await FolderOf(id.Value, stop) is { } folder ? await gate.Seal(work, by, folder, Said.Kind, random.Id(), said) : Sealing.Gate.Gate.NotYours;

    /// <summary>Why a draft can't be put as it is, by its words and by what holds now.</summary>
    private async Task<Refusal?> Check(ProposalDraft draft, Instant at, CancellationToken stop)
    {
        if (draft.Options.Count > 0 && draft.Ballot is null && draft.Lot is null) return new($"Please say how we choose among the options, or leave them out.") { Field = "Method" };
        if (draft.Words([]).Check(draft.Changes.Count) is { } words) return words;
        if (draft.Lot is { From.Length: 0 }) return new($"Please say from when on the source can be read.") { Field = "FromDay" };
        var isLookedAtAgain = draft.Amends > 0 && await db.Reviews.AnyAsync(r => db.Proposals.Any(p => p.Id == r.Proposal && p.Number == draft.Amends), stop);
        foreach (var change in draft.Changes)
        {
            if (AgreementQueries.Kinds.FirstOrDefault(k => k.Name == change.Kind && k.IsProposed) is not { } kind) return new($"There is no such agreement.");
            FormattableString title = Agreement.AsWritten(kind.Title);
            var now = await db.InForce(kind, premises.House, at, stop);
            if (!kind.EachAnew && (now?.Number ?? 0) != change.BasedOn) return new($"{title}: this has changed since you wrote it. Please look at it again.");
            // The same people once more is a renewal, and what is looked at again may stay as it is beside what doesn't.
            if (!isLookedAtAgain && now?.Value.Write() == change.Value && now.Value is not GivenMandate && !kind.EachAnew) return new($"{title}: this is what holds already. Change it, or leave it out.");
            var value = kind.Read(change.Value);
            if (value.Check() is { } refusal) return refusal;
            if (await db.Clash(kind, value, draft.Changes.Select(c => (c.Kind, c.Value)), premises.House, at, stop) is { } clash) return clash;
        }
        return null;
    }

    /// <summary>Why there is no room for another question now, or null. What is worked on or waits asks nobody for an answer.</summary>
    internal async Task<Refusal?> TooMany(Instant at, CancellationToken stop)
    {
        var most = (await Chart(at, stop)).MostOpen;
        var undecided = await db.Proposals.AsNoTracking().Where(p => !db.Decisions.Any(d => d.Proposal == p.Id)).ToListAsync(stop);
        var open = (await db.Deliberations(undecided, premises.House, stop)).Values.Count(d => d.StageAt(at) is Stage.Open or Stage.Advising);
        return open < most ? null : new($"{open} questions are open already, and we agreed on {most} at once. Yours is kept here: put it once one of them has ended.");
    }

    private async Task<DecisionChart> Chart(Instant at, CancellationToken stop) =>
        (await db.InForce<DecisionChart>(premises.House, at, stop))?.Value ?? throw new InvalidOperationException("A practice without a decision chart decides nothing.");

    private async Task<Terms> Terms(IEnumerable<string> kinds, (BallotTerms? Ballot, LotTerms? Lot) choice, Instant at, CancellationToken stop)
    {
        var chart = await Chart(at, stop);
        var council = chart.Lines.Any(l => l.CouncilConsents) ? await db.CouncilAt(premises.House, at, stop) : [];
        var terms = Deciding.Terms.Of(chart, [.. kinds], await db.CircleOf(premises.House, stop), council);
        return choice switch { { Ballot: { } ballot } => terms.By(ballot), { Lot: { } lot } => terms.By(lot), _ => terms };
    }

    private (BallotTerms? Ballot, LotTerms? Lot) AskedAs(ProposalDraft draft) => (draft.Ballot?.Terms(draft.Options.Count, random.Bytes(16)), draft.Lot?.Terms(draft.Options.Count, random.Bytes(16)));

    // Asked anew it is another ballot, or another lot: a code that people have seen already they could aim by.
    private (BallotTerms? Ballot, LotTerms? Lot) AskedAs(Deliberation before)
    {
        var (code, (ballot, lot)) = (Convert.ToHexStringLower(random.Bytes(16)), before.Choice);
        return (ballot is null ? null : ballot with { Code = code }, lot is null ? null : lot with { Code = code });
    }

    /// <summary>Why nothing can be chosen or drawn like that now, or null.</summary>
    private async Task<Refusal?> Check(Terms terms, Instant at, CancellationToken stop)
    {
        if (terms is { Ballot: null, Lot: null }) return null;
        var adopted = (await Chart(at, stop)).Adopted;
        if (terms.Ballot is { } ballot && adopted.Ballots.Contains(ballot.Method)) return ballot.Check(terms.Electorate.Count);
        if (terms.Lot is { } lot && adopted.Sortition is { } agreed) return lot.Check(agreed);
        return new($"We haven’t taken up this way of choosing. The decision chart says which we have.") { Field = "Method" };
    }

    // As it is put. Where it took longer than it takes at least, another source is named once it is decided.
    private static Refusal? TooEarly(Terms terms, Instant at) => terms.Lot is { } lot ? LotTerms.Check(lot.ReadableFrom, terms.SoonestAgreed(at)) : null;

    private async Task<Dictionary<Guid, string>> Titles(Keyring by, CancellationToken stop)
    {
        var folders = (await foldersOf.Ask(db, [Guid.Empty, councilTitles], stop)).WrittenBy(premises.House);
        var opened = await gate.OpenAll(by, folders.ConvertAll(f => f.Id), Purpose.Own, Logged.OnceADay, stop);
        return opened.SelectMany(o => o.Read<ProposalTitle>(ProposalTitle.Kind)).ToDictionary(t => t.Content.Proposal, t => t.Content.Title);
    }

    // Titles lie beside each other, so that a list opens one folder, or two. A row is in one folder for good, so theirs is another one than the proposal's.
    private static Guid TitleRow(ProposalId id)
    {
        var bytes = id.Value.ToByteArray();
        bytes[0] ^= 0xFF;
        return new(bytes);
    }

    private async Task<Proposal?> Find(int number, CancellationToken stop) =>
        (await numbered.Ask(db, number, stop)).WrittenBy(premises.House).SingleOrDefault();

    // One that this house did not write is none, so that it doesn't stand in the way of the one that it wrote.
    private async Task<Folder?> FolderOf(Guid part, CancellationToken stop) =>
        (await foldersOf.Ask(db, [part], stop)).WrittenBy(premises.House).FirstOrDefault();

    private sealed record Concerned(Proposal Proposal, bool IsNamed);
}
