using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Features.Sealing;
using Alongside.Site;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Consents.Pages;

/// <summary>The receipt of a consent for programs to read. Each field is told of in docs/consent-receipt.md; times are ISO 8601 in UTC.</summary>
internal sealed record ConsentReceiptFile(
    string Schema, int Version, Guid ReceiptId, string Time, string Language, string CollectionMethod, string? GivenBy, string? Support, string GivenTo, string Practice,
    string? Custodian, string? Contact, IReadOnlyList<ConsentReceiptFile.Thing> Opened, IReadOnlyList<string> Asked, string HashOfWords, IReadOnlyList<string> Withdrawal,
    string AsOf, string? Checkpoint)
{
    public const string SchemaName = "alongside-consent-receipt";

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static ConsentReceiptFile Of(ConsentReceipt receipt, Instant at, string? called, string practice, Words T)
    {
        var (consent, its) = (receipt.Consent, T.In(receipt.Consent.Language));
        return new(SchemaName, consent.Form, receipt.Id, Iso(receipt.At), consent.Language, "own account, after showing who one is", called, consent.Support, ConsentReceiptSaid.ToWhom(receipt, its),
            consent.Practice ?? practice, consent.Custodian, consent.Contact, [.. receipt.Things.Select(thing => Of(thing, its))], consent.Asked, consent.HashOfWords(),
            [.. ConsentReceiptSaid.TakingBack.Select(sentence => its[sentence])], Iso(at), receipt.Log);
    }

    /// <returns>UTF-8.</returns>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, options);

    private static Thing Of(Receipted thing, Words T)
    {
        var rule = thing.Permission;
        return new(rule.Id.Value, Name(rule.Category), T[Sharing.TitleOf(rule)], Name(rule.Purpose), !rule.Purpose.OpensByKey() ? ["disclose"] : rule.MayWrite ? ["read", "write"] : ["read"], rule.TellMe ? ["tell the person"] : null, rule.Guardian is { } basis ? Name(basis) : null,
            rule.RecordsFrom is { } from ? Iso(from) : null, Iso(rule.From), rule.Until is { } until ? Iso(until) : null, thing.Kept,
            Name(thing.Standing), rule.End is { } end && thing.Standing is not (Standing.Holds or Standing.Closed) ? Iso(end) : null, Convert.ToHexStringLower(rule.Hash()));
    }

    private static string Iso(Instant at) => InstantPattern.General.Format(at);

    private static string Name<T>(T value) => JsonNamingPolicy.CamelCase.ConvertName(value!.ToString()!);

    /// <summary>One permission.</summary>
    internal sealed record Thing(
        Guid Permission, string Category, string Title, string Purpose, IReadOnlyList<string> Actions, IReadOnlyList<string>? Obligations, string? GuardianBy, string? RecordsSince, string ValidFrom, string? ValidUntil,
        bool OpenBefore, string State, string? Ended, string HashInLog);
}
