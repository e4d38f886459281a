namespace Alongside.Features.Sealing;

/// <summary>What kind of thing a folder holds. One permission may name a category or a single folder.</summary>
public enum Category
{
    /// <summary>Read from a database that knows a category we don't: nobody but the person may be permitted on it.</summary>
    Unknown,
    Name,
    Channel,
    Request,
    Fit,
    Notes,
    Plan,
    Measures,
    Crisis,
    Money,
    Messages,
    Papers,
    SelfDescription,

    /// <summary>What somebody has typed and not yet sent or shared: theirs alone, not even escrow's.</summary>
    Draft,

    /// <summary>A therapist's own process notes, or a member's private things: the author's and escrow's.</summary>
    Process,

    /// <summary>What the circle says among itself. It is about a question, not about a person, and belongs to all members.</summary>
    Circle,
}

/// <summary>Why something is opened: fixed by the route in code, never typed by the reader.</summary>
public enum Purpose
{
    Own,
    Care,
    Placing,
    Contact,
    Bookkeeping,
    Covering,
    KeyKeeping,
    Founding,

    /// <summary>Somebody of the person's own reads along, by a key of theirs.</summary>
    Support,

    /// <summary>What may be said to somebody of the person's own by word of mouth. It opens no folder to anybody.</summary>
    Disclosure,
}

public static class Categories
{
    /// <summary>May anyone but the person be permitted on it? An unknown category counts as the most protected.</summary>
    public static bool CanBeShared(this Category category) =>
        category is not (Category.Unknown or Category.Draft or Category.Process);

    /// <summary>Is it what care itself consists of? Only that may stay open until it is taken back; all else ends.</summary>
    public static bool IsCoreCare(this Category category) =>
        category is Category.Name or Category.Notes or Category.Plan or Category.Measures or Category.Crisis;

    /// <summary>Is escrow wrapped to it? Not to a draft: what wasn't sent was told to nobody.</summary>
    public static bool ReachesEscrow(this Category category) => category is not Category.Draft;

    /// <summary>Does a yes for this purpose open folders? What may only be spoken of opens none.</summary>
    public static bool OpensByKey(this Purpose purpose) => purpose is not Purpose.Disclosure;

    /// <summary>May a guardian be given it? Never what the person wrote for themself or with a therapist; nor what a newer version added.</summary>
    public static bool MayReachGuardian(this Category category) =>
        category is Category.Name or Category.Channel or Category.Fit or Category.Plan or Category.Money;

    /// <summary>May the post box read it? Only how to be reached, whatever somebody says yes to: nobody attends it.</summary>
    public static bool ReachesPostBox(this Category category) => category is Category.Channel;
}
