using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>What of one person's would be read today: reckoned from what lies there and from whose keys open it.</summary>
/// <param name="me">Whose.</param>
/// <param name="there">All that lies there about them.</param>
/// <param name="keys">Which keys open it.</param>
public sealed class PersonPreview(PersonId me, IEnumerable<Lying> there, SeizedKeys keys)
{
    private readonly HashSet<Kept> there = [.. there.Select(l => Told(l, me))];
    private readonly Dictionary<Seizure, HashSet<Kept>> read = Enum.GetValues<Seizure>().ToDictionary(s => s, s => keys.By(Actors(s, me, keys)).Select(l => Told(l, me)).ToHashSet());

    public Yield Of(Kept kept, Seizure seizure) =>
        !there.Contains(kept) ? Yield.DoesNotExist : read[seizure].Contains(kept) ? Yield.Readable : Yield.Sealed;

    /// <summary>All that there is, in the order of the code.</summary>
    public IReadOnlyList<Kept> There => [.. Kept.All.Where(there.Contains)];

    /// <summary>Who else opens something of theirs: people and mandates, each with what. The post box and the escrow are told apart.</summary>
    public IReadOnlyList<(ActorId Reader, int Holders, IReadOnlyList<Kept> Kept)> Readers =>
    [
        .. keys.People.Where(p => p != me.Actor).Select(p => (p, 1, keys.ByThemselves(p)))
            .Concat(keys.Mandates.Select(m => (m, keys.HoldersOf(m), keys.ByMandate(m))))
            .Where(r => r.Item3.Count > 0).Select(r => (r.Item1, r.Item2, InOrder(r.Item3))),
    ];

    private IReadOnlyList<Kept> InOrder(IEnumerable<Lying> lying)
    {
        var told = lying.Select(l => Told(l, me)).ToHashSet();
        return [.. Kept.All.Where(told.Contains)];
    }

    private static IEnumerable<ActorId> Actors(Seizure seizure, PersonId me, SeizedKeys keys) => seizure switch
    {
        Seizure.OwnSession => [me.Actor],
        Seizure.OneMember or Seizure.Demand => keys.Attended.Where(a => a != me.Actor).Concat(keys.Of(seizure)),
        _ => keys.Of(seizure),
    };

    private static Kept Told(Lying lying, PersonId me) => lying switch
    {
        { Category: Category.Draft } when lying.Subject != me.Subject => new(Category.Draft, Aspect.ByOthers),
        { Apart: true } => new(lying.Category, Aspect.Apart),
        _ => new(lying.Category, Aspect.Plain),
    };
}

/// <summary>
/// The same for the whole practice: of how many people something would be read. It names nobody, and of the one member
/// who opens most it says how much and not who: that is no board to watch each other by.
/// </summary>
/// <param name="there">Of how many people there is something, by kind; what is the circle's own counts as one.</param>
/// <param name="keys">Which keys open what.</param>
/// <param name="members">Who works here.</param>
public sealed class PracticePreview(IReadOnlyDictionary<Kept, int> there, SeizedKeys keys, IReadOnlyList<PersonId> members)
{
    /// <summary>What is asked of the practice; a person's own session concerns that person.</summary>
    public static IReadOnlyList<Seizure> Asked { get; } = [.. Enum.GetValues<Seizure>().Where(s => s != Seizure.OwnSession)];

    private readonly Dictionary<Seizure, Dictionary<Kept, int>> read = Asked.ToDictionary(s => s, s => s switch
    {
        Seizure.OneMember => Most(members.Select(m => Counted(keys.By(m.Actor), keys))),
        Seizure.Demand => Counted(keys.By(members.Select(m => m.Actor).Concat(keys.Of(s))), keys),
        _ => Counted(keys.By(keys.Of(s)), keys),
    });

    /// <summary>Of how many people there is something of this kind.</summary>
    public int There(Kept kept) => there.GetValueOrDefault(kept);

    /// <summary>Of how many of them it would be read; for one member: at most.</summary>
    public int Read(Kept kept, Seizure seizure) => read[seizure].GetValueOrDefault(kept);

    public Yield Of(Kept kept, Seizure seizure) =>
        There(kept) == 0 ? Yield.DoesNotExist : Read(kept, seizure) > 0 ? Yield.Readable : Yield.Sealed;

    /// <summary>Under which kind it is counted: a draft is its writer's, and what lies under a mandate is the circle's own.</summary>
    public static Kept Told(Lying lying, IReadOnlySet<ActorId> mandates) => new(lying.Category,
        mandates.Contains(new(lying.Subject.Value)) ? Aspect.OfTheCircle : lying.Apart ? Aspect.Apart : Aspect.Plain);

    private static Dictionary<Kept, int> Counted(IEnumerable<Lying> lying, SeizedKeys keys) =>
        lying.CountBy(l => Told(l, keys.Mandates)).ToDictionary();

    private static Dictionary<Kept, int> Most(IEnumerable<Dictionary<Kept, int>> each) =>
        each.SelectMany(one => one).GroupBy(one => one.Key).ToDictionary(g => g.Key, g => g.Max(one => one.Value));
}
