using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>What the practice is called, how it greets people, and what it says about itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Greeting">The first words on its front page, each sentence on a line of its own.</param>
/// <param name="About">Who it is, in a few sentences.</param>
public sealed record PracticeName(string Name, string Greeting, string About) : Agreement
{
    public static PracticeName Offered { get; } = new(
        "",
        Sentence.Of("Come as you are. Bring who you come from."),
        Sentence.Of("We are therapists who run this practice together, and with the people who come to us. Nobody owns it."));

    public override Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(Name)) return new($"The practice needs a name before anybody can sign.") { Field = "Name" };
        return TooLong(Name, 80) ?? TooLong(Greeting, 200) ?? TooLong(About, 1000);
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return string.IsNullOrWhiteSpace(Name) ? (FormattableString)$"The practice has no name yet." : $"The practice is called {Name}.";
        if (Greeting.Length > 0) yield return AsWritten(Greeting);
        if (About.Length > 0) yield return AsWritten(About);
    }
}
