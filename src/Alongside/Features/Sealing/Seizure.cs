using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>What somebody may take, or whom they may make open what they have a key to.</summary>
public enum Seizure
{
    /// <summary>The disk, or a copy of the database, without the house file.</summary>
    Disk,

    /// <summary>The disk together with the house file.</summary>
    DiskAndHouse,

    /// <summary>The running server's mail sender: the database, and the one key that opens while nobody attends it.</summary>
    PostBox,

    /// <summary>A demand for records that everybody here follows: the house file, all who work here, the escrow's keepers.</summary>
    Demand,

    /// <summary>Any one person who was given something, with the database.</summary>
    OneMember,

    /// <summary>As many keepers of the escrow as open it together, with the database.</summary>
    Keepers,

    /// <summary>The person's own open session, as whoever has their phone finds it.</summary>
    OwnSession,
}

/// <summary>What a seizure would yield of one kind of data.</summary>
public enum Yield
{
    DoesNotExist,
    Sealed,
    Readable,
}

/// <summary>What sets a part of a category apart, where other actors open it than the rest.</summary>
public enum Aspect
{
    Plain,

    /// <summary>Of a channel: the address for mail. Of money: the name under which somebody pays.</summary>
    Apart,

    /// <summary>It is the circle's own, and about nobody.</summary>
    OfTheCircle,

    /// <summary>About a person, and in somebody else's hands until that one shares it.</summary>
    ByOthers,
}

/// <summary>A kind of data, as the preview tells it from others.</summary>
public readonly record struct Kept(Category Category, Aspect Aspect)
{
    /// <summary>Each category of the code, and the parts of them that other actors open.</summary>
    public static IReadOnlyList<Kept> All { get; } =
    [
        .. Enum.GetValues<Category>().Where(c => c != Category.Unknown).SelectMany(Parts),
        new(Category.Unknown, Aspect.Plain),
    ];

    private static IEnumerable<Kept> Parts(Category category) => category switch
    {
        Category.Channel or Category.Money => [new(category, Aspect.Plain), new(category, Aspect.Apart)],
        Category.Draft => [new(category, Aspect.Plain), new(category, Aspect.ByOthers)],
        Category.Circle => [new(category, Aspect.OfTheCircle), new(category, Aspect.Plain)],
        _ => [new(category, Aspect.Plain)],
    };
}

/// <summary>That something sealed lies there about a subject.</summary>
/// <param name="Subject">About whom or what.</param>
/// <param name="Category">Of which kind.</param>
/// <param name="Apart">See <see cref="Aspect.Apart"/>.</param>
public readonly record struct Lying(SubjectId Subject, Category Category, bool Apart);

/// <summary>That a key opens at least one record of what lies there, by its wraps.</summary>
public readonly record struct Opens(ActorId Actor, int KeyNumber, Lying What);

/// <summary>That somebody has one of a mandate's keys, by its wrap.</summary>
public readonly record struct KeyHeld(ActorId Mandate, int Number, ActorId Holder);

/// <summary>
/// Which keys open what, as rows of wraps say it, without their bytes: a wrap is made for one key of one actor, and opens
/// to no other. A person, the escrow and the post box have one key each, since a new one replaces it everywhere.
/// </summary>
public sealed class SeizedKeys(IEnumerable<Opens> opens, IEnumerable<KeyHeld> held, ActorId postBox, ActorId escrow, bool houseIsSealed)
{
    private readonly ILookup<ActorId, Opens> opens = opens.ToLookup(o => o.Actor);
    private readonly ILookup<ActorId, KeyHeld> held = held.ToLookup(h => h.Holder);

    /// <summary>What these open together.</summary>
    public HashSet<Lying> By(params IEnumerable<ActorId> actors) => [.. actors.SelectMany(actor => opens[actor]
        .Concat(held[actor].SelectMany(key => opens[key.Mandate].Where(o => o.KeyNumber == key.Number)))).Select(o => o.What)];

    /// <summary>What one of them opens by a yes to themselves, and by no mandate.</summary>
    public HashSet<Lying> ByThemselves(ActorId actor) => [.. opens[actor].Select(o => o.What)];

    /// <summary>The same, of one mandate's keys that somebody else than the escrow holds.</summary>
    public HashSet<Lying> ByMandate(ActorId mandate) => [.. Holders.Where(h => h.Mandate == mandate)
        .SelectMany(key => opens[mandate].Where(o => o.KeyNumber == key.Number)).Select(o => o.What)];

    /// <summary>How many people hold a key of this mandate.</summary>
    public int HoldersOf(ActorId mandate) => Holders.Where(h => h.Mandate == mandate).Select(h => h.Holder).Distinct().Count();

    public IReadOnlySet<ActorId> Mandates { get; } = held.Select(h => h.Mandate).ToHashSet();

    /// <summary>Everybody who was given something of their own, but neither mandates nor what lies on the server or on paper.</summary>
    public IEnumerable<ActorId> People => opens.Select(o => o.Key).Where(a => a != escrow && a != postBox && !Mandates.Contains(a));

    /// <summary>Everybody who can be made to open something: those, and who holds a mandate.</summary>
    public IEnumerable<ActorId> Attended => People.Concat(Holders.Select(h => h.Holder)).Distinct();

    /// <summary>Whose keys a seizure brings, where they aren't people's.</summary>
    public IEnumerable<ActorId> Of(Seizure seizure) => seizure switch
    {
        Seizure.DiskAndHouse => houseIsSealed ? [] : [postBox],
        Seizure.PostBox => [postBox],
        Seizure.Keepers => [escrow],
        Seizure.Demand => [postBox, escrow],
        _ => [],
    };

    private IEnumerable<KeyHeld> Holders => held.Where(h => h.Key != escrow).SelectMany(h => h);
}
