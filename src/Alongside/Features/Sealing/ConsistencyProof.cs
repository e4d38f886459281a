using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alongside.Features.Sealing;

/// <summary>That a log only grew, as RFC 6962 §4.4 writes it.</summary>
/// <param name="Consistency">Hashes of 32 bytes, in the order of the proof.</param>
public sealed record ConsistencyProof([property: JsonPropertyName("consistency"), JsonRequired] IReadOnlyList<byte[]> Consistency)
{
    public static ConsistencyProof Of(IReadOnlyList<byte[]> hashes) => new(hashes);

    /// <summary>Reads it; null where it isn't one.</summary>
    public static ConsistencyProof? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ConsistencyProof>(json) is { Consistency: not null } proof ? proof : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
