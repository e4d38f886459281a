using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>A way of deciding. Others appear once a practice has adopted them.</summary>
public enum Protocol
{
    /// <summary>Nobody has an objection that is not resolved.</summary>
    Consent,

    /// <summary>One person decides after asking, and answering, those affected and those who know.</summary>
    Advice,

    /// <summary>Nobody blocks it, and few enough stand aside.</summary>
    Consensus,

    /// <summary>Enough are for it and few enough against, on a scale.</summary>
    Gradients,

    /// <summary>One of several options is chosen; no agreement is decided like that.</summary>
    Ballot,
}

/// <summary>How one kind of agreement may change.</summary>
/// <param name="Kind">The kind's name; empty for every kind that has no line of its own.</param>
/// <param name="Title">The kind's title; a translation key.</param>
/// <param name="Protocol">By which way.</param>
/// <param name="QuorumPercent">How many of those who may decide have to say something, in hundredths.</param>
/// <param name="OpenDays">For how many days a question stays open at least.</param>
/// <param name="WindowDays">For how many days after that any member can stop it.</param>
/// <param name="ReviewMonths">After how many months it is looked at again.</param>
/// <param name="CouncilConsents">Whether the client council has to consent.</param>
public sealed record ChartLine(
    string Kind, string Title, Protocol Protocol, int QuorumPercent, int OpenDays, int WindowDays, int ReviewMonths, bool CouncilConsents);

/// <summary>People in care who decide with us, and are paid for their time.</summary>
/// <param name="Seats">How many.</param>
/// <param name="HourMinor">What an hour is paid, in minor units of the practice's currency.</param>
public sealed record ClientCouncil(int Seats, long HourMinor)
{
    public const int LongestMonths = 24;

    /// <summary>For how many months somebody sits; a chart that was written without it means twelve.</summary>
    public int Months { get; init; } = 12;

    /// <summary>Whether whoever sits may put a question to the circle; a chart that was written without it says no.</summary>
    public bool MayPut { get; init; }
}

/// <summary>Who decides what, how, and how slowly. It changes only by its own strictest line.</summary>
public sealed record DecisionChart(ClientCouncil Council, IReadOnlyList<ChartLine> Lines) : Agreement
{
    public const string OwnKind = "decision-chart";

    /// <summary>Below these a question could be decided before half of the circle has heard of it.</summary>
    public const int LeastOpenDays = 3, LeastQuorumPercent = 50, LongestReviewMonths = 24;

    /// <summary>More than that nobody can weigh at a time.</summary>
    public const int MostEverOpen = 12;

    private static readonly string[] WithTheCouncil = ["fee-scale", "order-of-placing", "cancellation", OwnKind];

    /// <summary>How many questions ask for answers at once, at most; a chart that was written without it means three.</summary>
    public int MostOpen { get; init; } = 3;

    /// <summary>Beyond consent and advice; a chart that was written without them has none.</summary>
    public AdoptedWays Adopted { get; init; } = AdoptedWays.None;

    /// <summary>What founders are first offered, for the kinds that this application knows.</summary>
    public static DecisionChart Offer(IEnumerable<AgreementKind> kinds) => new(
        new(5, 45_00) { MayPut = true },
        [
            .. kinds.Where(k => WithTheCouncil.Contains(k.Name)).Select(k => k.Name == OwnKind
                ? new ChartLine(k.Name, k.Title, Protocol.Consent, 80, 21, 14, 12, CouncilConsents: true)
                : new ChartLine(k.Name, k.Title, Protocol.Consent, 66, 14, 7, 12, CouncilConsents: true)),
            .. kinds.Where(k => k.Name == Joining.KindName).Select(k => new ChartLine(k.Name, k.Title, Protocol.Consent, 80, 14, 7, 12, CouncilConsents: false)),
            new("", Sentence.Of("Everything else"), Protocol.Consent, 66, 7, 5, 12, CouncilConsents: false),
        ]);

    /// <summary>
    /// The line for a kind of agreement. Who joins decides about everything, so that takes as many as the chart itself, and where
    /// nothing is said of it, all that the chart takes. Both are decided together, whatever an older chart says of them, and so is
    /// what the council has to consent to.
    /// </summary>
    public ChartLine For(string kind)
    {
        var line = Written(kind);
        if (line is { CouncilConsents: true, Protocol: Protocol.Advice }) line = line with { Protocol = Protocol.Consent };
        if (kind != OwnKind && kind != Joining.KindName) return line;
        var own = Written(OwnKind);
        return (line.Kind.Length == 0 ? own : line) with { Protocol = Protocol.Consent, QuorumPercent = Math.Max(line.QuorumPercent, own.QuorumPercent) };
    }

    /// <summary>Why somebody can’t put a question to the circle, or null.</summary>
    /// <param name="by">Who would.</param>
    /// <param name="members">Who is a member now.</param>
    /// <param name="council">Who sits on the client council now.</param>
    public Refusal? MayPut(PersonId by, IReadOnlyCollection<PersonId> members, IReadOnlyCollection<PersonId> council)
    {
        if (members.Contains(by)) return null;
        if (!council.Contains(by) && !Council.MayPut) return new($"Only members of the circle can put a question to it.");
        if (!council.Contains(by)) return new($"Only members of the circle can put a question to it, and whoever sits on the client council.");
        return Council.MayPut ? null : new($"We agreed that members put the questions. Any of them can put yours, and the decision chart can be changed.");
    }

    public override Refusal? Check()
    {
        if (Lines.Count(l => l.Kind.Length == 0) != 1) return new($"The chart needs one line for everything that has none of its own.");
        if (Lines.DistinctBy(l => l.Kind).Count() < Lines.Count) return new($"One kind of agreement has two lines.");
        if (Council.Seats is < 2 or > 24) return new($"A council has two to {24} seats: one person alone carries too much.") { Field = "Seats" };
        if (Council.Months is < 1 or > ClientCouncil.LongestMonths) return new($"Somebody sits on the client council for one month to {ClientCouncil.LongestMonths}.") { Field = "CouncilMonths" };
        if (Council.HourMinor <= 0) return new($"The client council is paid. Please say how much an hour.") { Field = "Hour" };
        if (MostOpen is < 1 or > MostEverOpen) return new($"Between one and {MostEverOpen} questions can be open at once.") { Field = "MostOpen" };
        if (Adopted.Check() is { } limits) return limits;
        foreach (var line in Lines)
            if (Check(line) is { } refusal) return refusal;
        var own = Written(OwnKind);
        if (own.Protocol != Protocol.Consent || Lines.Any(l => l.Kind == Joining.KindName && l.Protocol != Protocol.Consent))
            return new($"The chart itself, and who joins us, are decided by consent of all members. Else one of us could change who decides.");
        if (Lines.FirstOrDefault(l => l is { CouncilConsents: true, Protocol: Protocol.Advice }) is { } alone)
            return new($"{(FormattableString)AsWritten(alone.Title)}: where the client council has to consent, no one of us decides alone. Choose another way.");
        if (Lines.Any(l => l.OpenDays > own.OpenDays || l.WindowDays > own.WindowDays || l.QuorumPercent > own.QuorumPercent))
            return new($"The chart itself has to be the hardest thing to change, or whoever changes it first changes everything.");
        return Lines.Any(l => l.CouncilConsents) && !own.CouncilConsents
            ? new($"If the council's consent is needed anywhere, it is needed for the chart too, or the council could be voted away.")
            : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        foreach (var line in Lines.Select(l => For(l.Kind)))
        {
            FormattableString title = AsWritten(line.Title);
            var (open, window, review) = (Counted.Days(line.OpenDays), Counted.Days(line.WindowDays), Counted.Months(line.ReviewMonths));
            yield return line.Protocol switch
            {
                Protocol.Consent => (FormattableString)$"{title}: by consent of all members. At least {line.QuorumPercent}% take part; open for {open} or more; then {window} in which any member can stop it; looked at again after {review}.",
                Protocol.Consensus => $"{title}: by consensus. At least {line.QuorumPercent}% take part; open for {open} or more; then {window} in which any member can stop it; looked at again after {review}.",
                Protocol.Gradients => $"{title}: by gradients of agreement. At least {line.QuorumPercent}% take part; open for {open} or more; then {window} in which any member can stop it; looked at again after {review}.",
                _ => $"{title}: one member decides, after asking those affected and answering each. Open for {open} or more; then {window} in which any member can stop it; looked at again after {review}.",
            };
        }
        foreach (var sentence in Adopted.InWords()) yield return sentence;
        if (Lines.All(l => l.Kind != Joining.KindName)) yield return $"Who is asked to join is decided like the chart itself.";
        var together = Lines.Where(l => l.CouncilConsents).Select(l => l.Title).ToList();
        if (together.Count > 0) yield return $"The client council has to consent to {AsList(together)}.";
        yield return $"The client council has {Council.Seats} seats, each for {Counted.Months(Council.Months)}, and whoever sits on it is paid {Council.HourMinor / 100m} an hour, in the practice's currency. While nobody sits on it, nothing waits for it, and each decision says so.";
        yield return Council.MayPut
            ? (FormattableString)$"Whoever sits on the client council can put a question to us, in words. We decide it as any other."
            : $"Questions are put by members. The client council answers those that it is asked.";
        yield return $"At most {new Counted(MostOpen, Sentence.Of("one question is open | {0} questions are open"))} at once, so that nobody has more to weigh than they can.";
        yield return $"Not answering is not consent.";
    }

    private ChartLine Written(string kind) => Lines.FirstOrDefault(l => l.Kind == kind) ?? Lines.First(l => l.Kind.Length == 0);

    private Refusal? Check(ChartLine line)
    {
        var row = Lines.ToList().IndexOf(line);
        FormattableString title = AsWritten(line.Title);
        if (line.Protocol == Protocol.Ballot) return new($"{title}: a ballot chooses among options in words. An agreement is decided in another way.") { Field = $"Protocol.{row}" };
        if (!Adopted.Allows(line.Protocol)) return new($"{title}: this way of deciding isn’t taken up yet. Take it up in the same chart, or choose another.") { Field = $"Protocol.{row}" };
        if (line.OpenDays is < LeastOpenDays or > 90) return new($"{title}: open between {LeastOpenDays} and {90} days, so that nobody is rushed and nothing hangs.") { Field = $"Open.{row}" };
        if (line.WindowDays is < 1 or > 60) return new($"{title}: between one and {60} days in which it can be stopped.") { Field = $"Window.{row}" };
        if (line.QuorumPercent is < LeastQuorumPercent or > 100) return new($"{title}: at least {LeastQuorumPercent}% have to take part.") { Field = $"Quorum.{row}" };
        return line.ReviewMonths is < 1 or > LongestReviewMonths ? new($"{title}: looked at again within {LongestReviewMonths} months.") { Field = $"Review.{row}" } : null;
    }
}
