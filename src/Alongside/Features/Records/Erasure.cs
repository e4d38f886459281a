using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>What becomes of one kind of thing when its person wants it gone.</summary>
public enum Fate
{
    /// <summary>No law keeps it.</summary>
    GoesAtOnce,

    /// <summary>Closed to everybody but its person and the key-keepers together, and shredded on a day.</summary>
    SealedUntil,

    /// <summary>So it is already.</summary>
    SealedAlready,

    /// <summary>They wait for a place, which it is needed for.</summary>
    StaysWhileWaiting,

    /// <summary>What they were asked and said, and these receipts.</summary>
    StaysAsPaper,

    /// <summary>Books have to be kept.</summary>
    StaysForBooks,

    /// <summary>It is somebody else's too, or a newer version's.</summary>
    StaysOthers,
}

/// <summary>One kind of thing that lies here of a person.</summary>
/// <param name="What">Which.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Until">The day on which it is shredded, where that is sealed until then.</param>
/// <param name="Folders">Where it lies.</param>
public sealed record ErasurePart(Kept What, Fate Fate, LocalDate? Until, IReadOnlyList<Folder> Folders)
{
    public bool MayGo => Fate is Fate.GoesAtOnce or Fate.SealedUntil;

    /// <summary>By which a form names it.</summary>
    public string Key => What.Aspect == Aspect.Plain ? $"{What.Category}" : $"{What.Category}-{What.Aspect}";

    /// <summary>Does this permission open it? One to a whole category goes with what is plain of that.</summary>
    public bool IsOpenedBy(Permission yes) => yes.Decision == Decision.Permit && yes.Category == What.Category
        && (yes.Folder is { } one ? Folders.Any(f => f.Id == one) : What.Aspect == Aspect.Plain);
}

/// <summary>How long what the law keeps is kept, by days of the practice's zone.</summary>
public static class KeptUntil
{
    /// <summary>What is a record of care, and so kept for its time (<see cref="Retention"/>).</summary>
    public static IReadOnlyList<Category> Records { get; } = [Category.Notes, Category.Plan, Category.Measures];

    /// <summary>From which day on it is gone.</summary>
    /// <param name="lastContact">The last session or note.</param>
    /// <param name="retention">The agreement in force.</param>
    /// <param name="promises">What the person was promised, the earliest first. One from before they met again is over.</param>
    /// <param name="zone">The practice's.</param>
    public static LocalDate Of(LocalDate lastContact, Retention retention, IEnumerable<SealedUntil> promises, DateTimeZone zone) =>
        Standing(promises, lastContact, zone) is { } promised ? LocalDate.Max(promised.Until, lastContact.PlusYears(Retention.LeastYears)) : lastContact.PlusYears(retention.Years);

    /// <summary>The promise that holds: the first since the last contact. No later agreement or promise makes it another day.</summary>
    public static SealedUntil? Standing(IEnumerable<SealedUntil> promises, LocalDate lastContact, DateTimeZone zone) =>
        promises.FirstOrDefault(p => p.SaidAt.InZone(zone).Date >= lastContact);
}

/// <summary>All that lies here of a person, and what becomes of each when they want it gone. The page shows it, and erasing does it.</summary>
public sealed record ErasurePlan(IReadOnlyList<ErasurePart> Parts)
{
    /// <param name="folders">Their own, with something in them.</param>
    /// <param name="waits">Do they wait for a place?</param>
    /// <param name="today">In the practice's zone.</param>
    /// <param name="until">For each folder that is kept for its time: until when, and whether it is sealed already.</param>
    public static ErasurePlan Of(IEnumerable<Folder> folders, bool waits, LocalDate today, IReadOnlyDictionary<FolderId, (LocalDate Until, bool Sealed)> until) => new(
    [
        .. folders.GroupBy(Told).OrderBy(g => Kept.All.ToList().IndexOf(g.Key)).Select(g =>
        {
            LocalDate? last = KeptUntil.Records.Contains(g.Key.Category) ? g.Max(f => until[f.Id].Until) : null;
            var fate = last is { } day ? day <= today ? Fate.GoesAtOnce : g.All(f => until[f.Id].Sealed) ? Fate.SealedAlready : Fate.SealedUntil : FateOf(g.Key, waits);
            return new ErasurePart(g.Key, fate, fate is Fate.SealedUntil or Fate.SealedAlready ? last : null, [.. g]);
        }),
    ]);

    private static Fate FateOf(Kept kept, bool waits) => kept switch
    {
        (Category.Name or Category.Request or Category.Fit, _) or (Category.Channel, Aspect.Plain) => waits ? Fate.StaysWhileWaiting : Fate.GoesAtOnce,
        (Category.Channel or Category.Crisis or Category.Messages or Category.SelfDescription or Category.Draft, _) or (Category.Money, Aspect.Apart) => Fate.GoesAtOnce,
        (Category.Papers, _) => Fate.StaysAsPaper,
        (Category.Money, _) => Fate.StaysForBooks,
        _ => Fate.StaysOthers,
    };

    private static Kept Told(Folder folder) =>
        new(folder.Category, folder.Category is Category.Channel or Category.Money && folder.Part != Guid.Empty ? Aspect.Apart : Aspect.Plain);
}

/// <summary>One line of a receipt.</summary>
/// <param name="Category">Of which kind, by its name in the program.</param>
/// <param name="Aspect">See <see cref="Kept"/>; by its name as well.</param>
/// <param name="Until">ISO 8601, where it is sealed until then; null where it is gone.</param>
public sealed record ErasedLine(string Category, string Aspect, string? Until)
{
    public Kept What => new(Enum.TryParse<Category>(Category, out var category) ? category : default, Enum.TryParse<Aspect>(Aspect, out var aspect) ? aspect : default);

    public LocalDate? Day => Until is not null && NodaTime.Text.LocalDatePattern.Iso.Parse(Until).TryGetValue(default, out var day) ? day : null;
}

/// <summary>What a person keeps of an erasure: what went and when, and nothing of what stood in it.</summary>
/// <param name="Lines">Each kind.</param>
/// <param name="BeyondReach">From this day on nothing of it can be recovered here (ISO 8601).</param>
/// <param name="OnPostgres">Was it on a database that keeps old pages and logs of its own?</param>
public sealed record ErasureReceipt(IReadOnlyList<ErasedLine> Lines, string BeyondReach, bool OnPostgres)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "erasure receipt";

    public LocalDate? BeyondReachOn => NodaTime.Text.LocalDatePattern.Iso.Parse(BeyondReach).TryGetValue(default, out var day) ? day : null;
}
