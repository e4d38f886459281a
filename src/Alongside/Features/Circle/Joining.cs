using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>
/// So many people are asked to join the circle. Who they are stands in the question, sealed to those who decide it: an
/// agreement is plain, and they have agreed to nothing yet.
/// </summary>
/// <param name="People">Each becomes a member as they accept.</param>
public sealed record Joining(int People) : Agreement
{
    /// <summary>The name of this kind of agreement; the guard of the database that says what a version comes from knows it, too.</summary>
    public const string KindName = "joining";

    /// <summary>More at once nobody gets to know.</summary>
    public const int Most = 6;

    /// <summary>Whoever hasn't come by then is asked anew: a door that stays open is forgotten.</summary>
    public static readonly Duration OpenFor = Duration.FromDays(90);

    public static Joining Offered { get; } = new(1);

    public override Refusal? Check() => People is < 1 or > Most ? new($"Between one and {Most} people can be asked at once, so that everybody gets to know them.") { Field = "People" } : null;

    public override IEnumerable<FormattableString> InWords()
    {
        yield return People == 1 ? $"One person is asked to join the circle. The question says who." : (FormattableString)$"{People} people are asked to join the circle. The question says who.";
        yield return $"They become a member as they accept, by a link that one of us gives them within {(int)OpenFor.TotalDays} days. From then on they decide with us, and read what the circle said before.";
    }
}
