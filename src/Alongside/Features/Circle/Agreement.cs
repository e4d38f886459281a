using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>
/// A governed value of the practice. Each feature brings the types of its own; all are immutable records of plain
/// values (text, numbers, lists, records of these), kept as JSON in <see cref="AgreementVersion"/>.
/// </summary>
public abstract record Agreement
{
    // What people wrote stands as they wrote it, and a choice by its name: somebody may read this without us one day.
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Why this can't be agreed on, or null. Floors that no vote overrides are refused here, with their reason.</summary>
    public abstract Refusal? Check();

    /// <summary>Why this can’t hold beside an agreement of another kind that it has to fit, or null; see <see cref="AgreementKind.Beside"/>.</summary>
    public virtual Refusal? CheckBeside(Agreement other) => null;

    /// <summary>What was agreed, in sentences whose formats are translation keys.</summary>
    public abstract IEnumerable<FormattableString> InWords();

    /// <summary>The same, with people named as they are called now; most agreements name nobody.</summary>
    public virtual Agreement Naming(IReadOnlyDictionary<PersonId, string> names) => this;

    /// <summary>As JSON, the same for the same value on every machine.</summary>
    public string Write() => JsonSerializer.Serialize(this, GetType(), Options);

    /// <exception cref="JsonException">Not an agreement of this type.</exception>
    public static Agreement Read(Type type, string json) =>
        (Agreement)(JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException("An agreement is never null."));

    /// <summary>
    /// A sentence that the practice wrote itself, or one of ours that it kept: found among the translations if it is
    /// there, said as it was written if not.
    /// </summary>
    public static FormattableString AsWritten(string text) =>
        FormattableStringFactory.Create(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Several of them in one sentence.</summary>
    protected static FormattableString AsList(IReadOnlyList<string> titles) => titles.Count == 1
        ? AsWritten(titles[0])
        : FormattableStringFactory.Create("{0} and {1}", Joined([.. titles.SkipLast(1)]), AsWritten(titles[^1]));

    private static FormattableString Joined(IReadOnlyList<string> titles) => titles.Count == 1
        ? AsWritten(titles[0])
        : FormattableStringFactory.Create("{0}, {1}", Joined([.. titles.SkipLast(1)]), AsWritten(titles[^1]));

    /// <summary>Refuses a text longer than anybody reads.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="most">Characters.</param>
    /// <param name="field">Where, see <see cref="Refusal.Field"/>: most fields are called as what they hold.</param>
    protected static Refusal? TooLong(string text, int most, [CallerArgumentExpression(nameof(text))] string field = "") =>
        text.Length <= most ? null : new($"Please say it in at most {most} characters; it has {text.Length} now.") { Field = field };
}

/// <summary>One kind of agreement: its type, its title, and what founders are first offered.</summary>
/// <param name="Name">Stable; it stands in the database, for instance "fee-scale".</param>
/// <param name="Title">As a heading; a translation key.</param>
/// <param name="Type">A record derived from <see cref="Agreement"/>.</param>
/// <param name="Offered">A sensible default for a new practice.</param>
public sealed record AgreementKind(string Name, string Title, Type Type, Func<Agreement> Offered)
{
    /// <summary>The component by which it is edited, derived from <c>AgreementForm</c>; without one it is only shown in words.</summary>
    public Type? Form { get; init; }

    /// <summary>
    /// The component that shows what a version would have done over the last twelve months, with a parameter "After";
    /// null where that can't be said.
    /// </summary>
    public Type? Replay { get; init; }

    /// <summary>Said once, as the practice is founded: what follows from it is decided in other ways.</summary>
    public bool OnlyAtFounding { get; init; }

    /// <summary>Decided from the founding on: nobody signs it then.</summary>
    public bool NotAtFounding { get; init; }

    /// <summary>It holds as it is offered in a practice that is older than this kind, until that practice decides about it.</summary>
    public bool HoldsUndecided { get; init; }

    /// <summary>Each is an act of its own: the next begins blank, and the same once more is another.</summary>
    public bool EachAnew { get; init; }

    /// <summary>It names people who work here, so only they read it.</summary>
    public bool ForMembers { get; init; }

    /// <summary>May members propose another?</summary>
    public bool IsProposed => Form is not null && !OnlyAtFounding;

    /// <summary>Is it looked at again on a day of its own? A mandate has an end instead, and an act is over once it is done.</summary>
    public bool IsReviewed => IsProposed && !EachAnew && !Type.IsAssignableTo(typeof(GivenMandate));

    /// <summary>
    /// Why two members can't put this change of it in force at once, in an emergency, from what holds to what would; null as
    /// a whole where no change of it ever waits so little.
    /// </summary>
    public Func<Agreement, Agreement, Refusal?>? InEmergency { get; init; }

    /// <summary>The names of the kinds that it has to fit, because a floor goes over both; each of them names this one as well.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The money that the practice reckons in (ISO 4217), where an agreement of this kind says so.</summary>
    public Func<Agreement, string>? Currency { get; init; }

    public static AgreementKind Of<T>(string name, string title, Func<T> offered, Type? form = null) where T : Agreement =>
        new(name, title, typeof(T), offered) { Form = form };

    public Agreement Read(string json) => Agreement.Read(Type, json);

    /// <summary>Why a value of this kind can’t hold beside the others that it has to fit, or null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="others">What would hold of the kind with this name; null where nothing does.</param>
    public Refusal? Clash(Agreement value, Func<string, Agreement?> others) =>
        Beside.Select(others).OfType<Agreement>().Select(value.CheckBeside).FirstOrDefault(r => r is not null);
}
