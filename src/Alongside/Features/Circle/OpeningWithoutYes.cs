using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Why key-keepers open something of a person without that person's yes.</summary>
public enum WithoutYes
{
    /// <summary>A law or a court compels it; the docket holds the demand.</summary>
    Demanded,

    /// <summary>Whoever was with them died, or left everything behind, and somebody has to tell them and hand their care over.</summary>
    LeftBehind,
}

/// <summary>What is opened of whom, why, and who alone reads it. It is the least: one category, one span of days.</summary>
/// <param name="Basis">Why it may be opened at all.</param>
/// <param name="Person">Of whom.</param>
/// <param name="Category">What.</param>
/// <param name="From">Sealed no earlier than on this day, by the practice's clock.</param>
/// <param name="To">Nor later than on this one.</param>
/// <param name="Reader">The member who reads it, within the hour.</param>
/// <param name="Law">Which law or order, in words; of what was left behind, what happened.</param>
/// <param name="Purpose">What it is needed for, in words.</param>
public sealed record OpeningWithoutYes(WithoutYes Basis, PersonId Person, Category Category, LocalDate From, LocalDate To, PersonId Reader, string Law, string Purpose)
{
    public const int Longest = 1_000;

    /// <summary>How to reach somebody: there were no days of it to ask for.</summary>
    private static readonly Category[] toHandOver = [Category.Name, Category.Channel];

    /// <summary>The number of the demand; null where none compels it.</summary>
    public int? Demand { get; init; }

    /// <summary>Who is gone; null where a demand compels it.</summary>
    public PersonId? Gone { get; init; }

    /// <summary>What can be opened for this reason: to hand somebody over takes what they are called or how they are reached, and nothing that they told.</summary>
    public static IReadOnlyList<Category> CategoriesFor(WithoutYes basis) => basis == WithoutYes.LeftBehind ? toHandOver
        : [.. Enum.GetValues<Category>().Where(c => c.ReachesEscrow() && c is not (Category.Unknown or Category.Circle))];

    /// <summary>Why this can't be asked for, or null.</summary>
    public Refusal? Check()
    {
        if (!CategoriesFor(Basis).Contains(Category)) return new($"To hand somebody over takes what they are called, or how they are reached. Nothing else is opened for that.") { Field = "Category" };
        if (To < From) return new($"The span of days ends before it begins.") { Field = "To" };
        if (Reader == Person) return new($"Whoever it is about doesn’t read it here: it is theirs in any case.") { Field = "Reader" };
        if (string.IsNullOrWhiteSpace(Law)) return new($"Please say by which law or order, or what happened. The person reads it.") { Field = "Law" };
        if (string.IsNullOrWhiteSpace(Purpose)) return new($"Please say what it is needed for. The person reads it.") { Field = "Purpose" };
        return Refusal.TooLong(Longest, (nameof(Law), Law), (nameof(Purpose), Purpose));
    }
}

/// <summary>What the person is told of it, sealed to them alone: no consent, but another kind of record.</summary>
/// <param name="Basis">Why.</param>
/// <param name="Category">What was opened.</param>
/// <param name="From">Of which days.</param>
/// <param name="To">Until which.</param>
/// <param name="Reader">Who alone read it.</param>
/// <param name="Keepers">Who opened it together.</param>
/// <param name="Law">By which law or order, or what happened.</param>
/// <param name="Purpose">What for.</param>
/// <param name="At">When.</param>
/// <param name="Demand">The number of the demand; null where none compelled it.</param>
public sealed record OpenedLetter(WithoutYes Basis, Category Category, string From, string To, Guid Reader, IReadOnlyList<Guid> Keepers, string Law, string Purpose, long At, int? Demand)
{
    public const string Kind = "opened without a yes";

    public static OpenedLetter Of(OpeningWithoutYes opening, IReadOnlyList<PersonId> keepers, Instant at) => new(opening.Basis, opening.Category, Day(opening.From), Day(opening.To),
        opening.Reader.Value, [.. keepers.Select(k => k.Value)], opening.Law.Trim(), opening.Purpose.Trim(), at.ToUnixTimeTicks(), opening.Demand);

    private static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", null);
}

/// <summary>What was opened, in the memory of one server for an hour. Nothing of it is stored.</summary>
/// <param name="Opening">What was asked for.</param>
/// <param name="Records">What it says, oldest first.</param>
/// <param name="Ends">Until when it can be read.</param>
/// <param name="IsQuiet">A documented gag forbids to tell the person until it ends.</param>
public sealed record OpenedWithoutYes(OpeningWithoutYes Opening, IReadOnlyList<ReadRecord> Records, Instant Ends, bool IsQuiet)
{
    /// <summary>Has the reader read it, as the log says already?</summary>
    public bool WasRead { get; set; }
}
