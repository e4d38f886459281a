using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>One session on a receipt.</summary>
/// <param name="On">The day, ISO 8601; empty for what was paid ahead.</param>
/// <param name="Minutes">Its length; 0 for what was paid ahead.</param>
/// <param name="Therapist">Whom it was with: the registered name, title, number and college.</param>
/// <param name="Minor">What was paid for it.</param>
public sealed record ReceiptLine(string On, int Minutes, string Therapist, long Minor)
{
    /// <summary>It was called off later than agreed, so no session took place: whoever pays a part of sessions has to know.</summary>
    public bool CalledOff { get; init; }
}

/// <summary>
/// A receipt, made when somebody asks for it and sealed for them. It says what was paid and for what; how much somebody
/// else pays for the same, and who paid the rest, is nobody's business and stands nowhere on it.
/// </summary>
public sealed record Receipt
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "receipt";

    public required string Number { get; init; }

    public required string Practice { get; init; }

    /// <summary>The name that the person wants on it.</summary>
    public required string PaidBy { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string PaidOn { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string MadeOn { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<ReceiptLine> Lines { get; init; }

    /// <summary>The payment's entry, by which a receipt that was made already is found again.</summary>
    public required Guid Payment { get; init; }

    public Money Paid => new(Lines.Sum(l => l.Minor), Currency);

    /// <summary>By the payer's code, so that it counts nobody else's receipts.</summary>
    public static string NumberOf(string payerCode, int ordinal) => $"{payerCode}-{ordinal}";
}

/// <summary>What stands on receipts about somebody who works here. It is in their college's public register anyway.</summary>
public sealed class ReceiptDetails(PersonId person)
{
    public const int Longest = 120;

    public PersonId Person { get; private init; } = person;

    public string RegisteredName { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Number { get; private set; } = "";

    public string College { get; private set; } = "";

    // Nobody else may say under which name somebody practises.
    public Refusal? Write(PersonId by, string? name, string? title, string? number, string? college)
    {
        if (by != Person) return new($"Only the person themselves can change what is said about them.");
        string[] all = [name?.Trim() ?? "", title?.Trim() ?? "", number?.Trim() ?? "", college?.Trim() ?? ""];
        if (Refusal.TooLong(Longest, ("Name", all[0]), (nameof(Title), all[1]), (nameof(Number), all[2]), (nameof(College), all[3])) is { } tooLong) return tooLong;
        (RegisteredName, Title, Number, College) = (all[0], all[1], all[2], all[3]);
        return null;
    }

    /// <summary>"Amara Osei, RP, no. 4711, College of …", as far as it is there.</summary>
    public static string InOneLine(string name, ReceiptDetails? details) => details is null
        ? name
        : string.Join(", ", new[] { details.RegisteredName.Length > 0 ? details.RegisteredName : name, details.Title, details.Number, details.College }.Where(s => s.Length > 0));
}

/// <summary>Under which name bookkeeping finds a payer's money, if the payer lets it.</summary>
/// <param name="Name">As it stands on their transfers.</param>
public sealed record PayerName(string Name)
{
    /// <summary>The kind of its sealed record.</summary>
    public const string Kind = "payer";

    /// <summary>Its folder is apart from receipts: whoever may know the name may not read those.</summary>
    public static readonly Guid Part = new("8f6d6a5e-4f0b-4a1c-9d0f-6b1a2c3d4e5f");

    public const int Longest = 200;
}
