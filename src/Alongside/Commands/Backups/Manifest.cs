using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Commands.Backups;

/// <summary>What a folder of a backup says of itself, in the clear.</summary>
/// <param name="Format">1.</param>
/// <param name="Holds">"data" or "keys".</param>
/// <param name="Backup">Random; the same in both folders.</param>
/// <param name="Practice">Whose.</param>
/// <param name="IsDemo">Of a fictional practice.</param>
/// <param name="MadeAt">The moment that it holds.</param>
/// <param name="Until">From then on it is not restored any more.</param>
/// <param name="Steps">The database's steps: by these it knows which version made it.</param>
/// <param name="LogSize">Entries of the access log.</param>
/// <param name="LogRoot">Its root, in hexadecimal.</param>
/// <param name="Rows">How many rows of which table.</param>
/// <param name="Salt">Of the passphrase, in hexadecimal; of the keys alone.</param>
internal sealed record Manifest(
    int Format, string Holds, Guid Backup, Guid Practice, bool IsDemo, Instant MadeAt, Instant Until,
    IReadOnlyList<string> Steps, long LogSize, string LogRoot, IReadOnlyDictionary<string, long> Rows, string? Salt)
{
    public const string FileName = "manifest.json", Data = "data", Keys = "keys";

    public const int Known = 1;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new InstantText() },
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    /// <summary>Null where these bytes are no manifest.</summary>
    public static Manifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(bytes, Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } read ? read.Value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
