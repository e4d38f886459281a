using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>
/// Somebody who works in the practice and decides with it, until they leave. It opens nothing: mandates and permissions do.
/// </summary>
/// <param name="person">Who.</param>
/// <param name="since">Since when.</param>
/// <param name="decision">The number of the decision by which they joined.</param>
public sealed class Member(PersonId person, Instant since, int decision) : PowerRow
{
    public PersonId Person { get; private init; } = person;

    public Instant Since { get; private init; } = since;

    public int Decision { get; private init; } = decision;

    /// <summary>When they left; null while they are one of us.</summary>
    public Instant? LeftAt { get; private set; }

    internal void Leave(Instant at) => LeftAt ??= at;

    protected override Binding Canonical()
    {
        var member = new Binding("member").Add(Person.Value).Add(Since.ToUnixTimeTicks()).Add(Decision);
        return LeftAt is { } left ? member.Add(left.ToUnixTimeTicks()) : member;
    }
}

/// <summary>
/// What somebody who works here says of themselves: the name they work under to the circle and to those who come, who
/// choose them or shut them out by it, and the rest to everybody once they publish it. It is plain because it is meant to
/// be read; nothing about anybody else belongs here.
/// </summary>
public sealed class Profile(PersonId person, string name)
{
    public const int LongestName = 80, LongestWords = 600;

    public PersonId Person { get; private init; } = person;

    /// <summary>The name they work under, known to the circle, and to whoever makes an account or begins to ask for care.</summary>
    public string Name { get; private set; } = name;

    public string Pronouns { get; private set; } = "";

    /// <summary>In their own words.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Which languages they speak with people, as they would say it.</summary>
    public string Languages { get; private set; } = "";

    /// <summary>Since when the public may read it; null while it may not.</summary>
    public Instant? PublishedAt { get; private set; }

    /// <summary>Whoever left is not to be found here any more; the name stays, for who met them.</summary>
    internal void TakeDown() => PublishedAt = null;

    public static Refusal? CheckName(string name) => name.Trim().Length switch
    {
        0 => new($"Please give the name you work under. It may be any name.") { Field = "Name" },
        > LongestName => new($"Please use a name of at most {LongestName} characters.") { Field = "Name" },
        _ => null,
    };

    // Nobody else may put words into somebody's mouth, so only the person edits it.
    public Refusal? Write(PersonId by, string name, string pronouns, string words, string languages, bool published, Instant at)
    {
        if (by != Person) return new($"Only the person themselves can change what is said about them.");
        if (CheckName(name) is { } refusal) return refusal;
        if (words.Length > LongestWords) return new($"Please say it in at most {LongestWords} characters; it has {words.Length} now.") { Field = "Words" };
        if (pronouns.Length > LongestName || languages.Length > 200) return new($"Pronouns and languages are meant to be short.") { Field = pronouns.Length > LongestName ? "Pronouns" : "Languages" };
        (Name, Pronouns, Words, Languages) = (name.Trim(), pronouns.Trim(), words.Trim(), languages.Trim());
        PublishedAt = published ? PublishedAt ?? at : null;
        return null;
    }
}
