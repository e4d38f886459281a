using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>What somebody of a person's own is there for.</summary>
public enum SupporterRole
{
    Support,
    Interpreter,
    Guardian,
}

/// <summary>
/// Somebody of a person's own: who stands by them, interprets, or is a guardian. Sealed beside how the person may be reached,
/// so that whoever may reach them reads it; who it is stands nowhere else, and what they may do is in the permissions alone.
/// </summary>
/// <param name="Name">As the person wrote it.</param>
/// <param name="Role">What for.</param>
public sealed record Supporter(string Name, SupporterRole Role)
{
    /// <summary>The kind of its sealed record; the row is the supporter's own id.</summary>
    public const string Kind = "supporter";

    /// <summary>The most characters of one answer.</summary>
    public const int Longest = 120;

    /// <summary>In the person's own words: the language they interpret, or whose aunt they are.</summary>
    public string? Words { get; init; }

    /// <summary>How they may be reached, and when.</summary>
    public string? Reach { get; init; }

    /// <summary>With blanks taken away, or the sentence that says what can't be kept.</summary>
    public Outcome<Supporter> Tidy()
    {
        var tidy = this with { Name = Name.Trim(), Words = Blank(Words), Reach = Blank(Reach) };
        if (tidy.Name.Length == 0) return new Refusal($"What do you call them? Any name will do, also one that only you and we know.") { Field = "Name" };
        if (Refusal.TooLong(Longest, (nameof(Name), tidy.Name), (nameof(Words), tidy.Words), (nameof(Reach), tidy.Reach)) is { } tooLong) return tooLong;
        return tidy;
    }

    /// <summary>By what they are a guardian; a translation key.</summary>
    public static string TitleOf(GuardianBasis basis) => basis switch
    {
        GuardianBasis.Parent => Sentence.Of("as a parent"),
        GuardianBasis.CourtOrder => Sentence.Of("by order of a court"),
        _ => Sentence.Of("as a substitute decision maker"),
    };

    private static string? Blank(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;
}

/// <summary>One thing that a person may open to somebody of their own, in the words in which they are asked.</summary>
/// <param name="Key">Stable; it stands in forms and in the record of the consent.</param>
/// <param name="Category">Of what.</param>
/// <param name="Purpose">Whether they read it by a key of their own, or it is only spoken of with them.</param>
/// <param name="Title">A translation key.</param>
/// <param name="Why">What it means; a translation key.</param>
/// <param name="ToReader">The title, said to whoever may reach the person; a translation key.</param>
public sealed record Supporting(string Key, Category Category, Purpose Purpose, string Title, string Why, string ToReader)
{
    /// <summary>The least, and part of every such yes: when and how they meet. It opens no folder to anybody.</summary>
    public static Supporting Meets { get; } = new("meets", Category.Channel, Purpose.Disclosure, Sentence.Of("When and how you meet"),
        Sentence.Of("We may tell them when a session is, where, and that it is called off."), Sentence.Of("When and how you meet"));

    /// <summary>All else that may be opened, in the order in which it is asked.</summary>
    public static IReadOnlyList<Supporting> All { get; } =
    [
        new("speak-notes", Category.Notes, Purpose.Disclosure, Sentence.Of("How it goes in your sessions"),
            Sentence.Of("Your therapist may speak with them about it. They read nothing."), Sentence.Of("How it goes in your sessions with them")),
        new("speak-crisis", Category.Crisis, Purpose.Disclosure, Sentence.Of("What helps you on a hard day"),
            Sentence.Of("Your therapist may speak with them about it. They read nothing."), Sentence.Of("What helps them on a hard day")),
        new("read-notes", Category.Notes, Purpose.Support, Sentence.Of("The notes of your sessions, from now on"),
            Sentence.Of("They read them here. Nothing that was written before opens to them."), Sentence.Of("The notes of their sessions, since they were let in")),
        new("read-crisis", Category.Crisis, Purpose.Support, Sentence.Of("Your crisis plan, to read along"),
            Sentence.Of("They read here what you wrote for a hard day, and can’t change it."), Sentence.Of("Their crisis plan")),
    ];

    /// <summary>Is what is written before left closed? Notes are; a plan is of use only as a whole.</summary>
    public bool FromNowOn => Purpose == Purpose.Support && Category == Category.Notes;

    /// <summary>Of which thing a permission is, if it is one of these.</summary>
    public static Supporting? Of(Permission permission) => permission.Decision != Decision.Permit ? null
        : All.Prepend(Meets).FirstOrDefault(s => s.Category == permission.Category && s.Purpose == permission.Purpose);
}

/// <summary>What a person asks of somebody of their own.</summary>
/// <param name="Who">Whom, and what for.</param>
/// <param name="Basis">By what they are a guardian; null of everybody else.</param>
/// <param name="Yes">What is opened beside the least.</param>
/// <param name="Code">Whether they come here themselves. What they read, they read only so.</param>
/// <param name="TellMe">Whether the person is told when they open something.</param>
/// <param name="Until">It always ends.</param>
public sealed record SupportAsked(Supporter Who, GuardianBasis? Basis, IReadOnlyList<Supporting> Yes, bool Code, bool TellMe, Instant Until)
{
    public bool TakesKey => Code || Yes.Any(s => s.Purpose.OpensByKey());

    /// <summary>Why it can't be; null where it can.</summary>
    public Refusal? Check() =>
        Who.Role == SupporterRole.Guardian && Basis is null ? new($"Please say by what they are a guardian: that is part of the rule.") { Field = "Basis" }
        : Who.Role != SupporterRole.Guardian && Basis is not null ? new($"Only a guardian is one by something. Leave that blank, or choose that they are a guardian.") { Field = "Basis" } : null;
}

/// <summary>Somebody of a person's own, as it stands now.</summary>
/// <param name="Who">The actor that the permissions name.</param>
/// <param name="About">What is known of them; null to who may not read it.</param>
/// <param name="Yes">What holds, and no no closes.</param>
public sealed record StandsBy(PersonId Who, Supporter? About, IReadOnlyList<Permission> Yes)
{
    /// <summary>When the last of it ends.</summary>
    public Instant Until => Yes.Max(p => p.Until ?? Instant.MinValue);

    public GuardianBasis? Basis => Yes.Select(p => p.Guardian).FirstOrDefault(g => g is not null);

    /// <summary>What may be spoken of with them, or what they read.</summary>
    public IEnumerable<Supporting> Things(Purpose purpose) => Yes.Where(p => p.Purpose == purpose).Select(p => Supporting.Of(p)!);

    /// <summary>Those for whom a yes holds now.</summary>
    /// <param name="said">All that one person said.</param>
    /// <param name="known">What is known of supporters, by their id.</param>
    /// <param name="at">Now.</param>
    public static IReadOnlyList<StandsBy> Of(IReadOnlyList<Permission> said, IReadOnlyDictionary<PersonId, Supporter> known, Instant at)
    {
        var standing = said.Where(p => p.IsActive(at)).ToList();
        return [.. standing.Where(p => Supporting.Of(p) is not null && standing.Closes(p) is null).GroupBy(p => new PersonId(p.Actor.Value))
            .Select(g => new StandsBy(g.Key, known.GetValueOrDefault(g.Key), [.. g.OrderBy(p => p.Purpose).ThenBy(p => p.Category)]))
            .OrderBy(s => s.Until)];
    }
}
