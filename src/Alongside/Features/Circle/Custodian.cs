using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>
/// Who answers for the records under the law. These are duties: none of them opens anything.
/// Personal Health Information Protection Act, 2004 (Ontario), sections 3 (custodian), 15 (contact person) and 42 (successor).
/// </summary>
/// <param name="OfRecords">The health information custodian: a person or the practice itself.</param>
/// <param name="Contact">Whom one asks about one's record or complains to, and how to reach them.</param>
/// <param name="Successor">Who takes over the records should the practice end.</param>
public sealed record Custodian(string OfRecords, string Contact, string Successor) : Agreement
{
    public static Custodian Offered { get; } = new("", "", "");

    public override Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(OfRecords)) return new($"Please say who is the custodian of records. The law wants a name.") { Field = "OfRecords" };
        if (string.IsNullOrWhiteSpace(Contact)) return new($"Please say whom people ask about their records, and how they are reached.") { Field = "Contact" };
        if (string.IsNullOrWhiteSpace(Successor)) return new($"Please say who would take over the records, should the practice end.") { Field = "Successor" };
        return TooLong(OfRecords, 200) ?? TooLong(Contact, 500) ?? TooLong(Successor, 500);
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return OfRecords.Length == 0 ? (FormattableString)$"The custodian of records hasn't been named yet." : $"Custodian of records: {OfRecords}.";
        yield return Contact.Length == 0 ? (FormattableString)$"Whom to ask about one's record hasn't been said yet." : $"Whom you ask about your record: {Contact}.";
        yield return Successor.Length == 0 ? (FormattableString)$"A successor hasn't been named yet." : $"Should the practice end, the records go to: {Successor}.";
        yield return $"These are duties. They open nothing: what is sealed opens only with your yes, or by the ways that you can read of under mandates.";
    }
}
