using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>That one entry stood in the access log by the time of a checkpoint, so that anybody can check it who has nothing else.</summary>
/// <param name="Entry">Which, from 0.</param>
/// <param name="Leaf">Its bytes, in hexadecimal: see <see cref="LogLeaf"/>.</param>
/// <param name="Proof">The roots beside its way up the tree, in hexadecimal (RFC 6962 §2.1.1).</param>
/// <param name="Checkpoint">The checkpoint's line.</param>
public sealed record EntryProof(long Entry, string Leaf, IReadOnlyList<string> Proof, string Checkpoint)
{
    private static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly Refusal unread = new($"This isn’t written as the proof of an entry is. “alongside log proof ENTRY” prints one.");

    /// <summary>Reads what <see cref="Write"/> wrote. What it says may still be wrong.</summary>
    public static Outcome<EntryProof> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<EntryProof>(json, written) is { } proof ? proof : unread;
        }
        catch (JsonException)
        {
            return unread;
        }
    }

    /// <summary>JSON, in UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, written);

    /// <summary>What the entry says and the checkpoint in which it stands, or why this shows nothing.</summary>
    public Outcome<(LogLeaf Leaf, Checkpoint In)> Check()
    {
        var checkpoint = Sealing.Checkpoint.Read(Checkpoint);
        if (checkpoint.Refusal is { } none) return none;
        if (!checkpoint.Value.IsSigned) return new Refusal($"Its checkpoint was not signed by the key that it names.");
        if (Hex(Leaf) is not { } leaf || LogLeaf.Read(leaf) is not { } said) return new Refusal($"Its entry can’t be read.");
        var proof = Proof.Select(Hex).OfType<byte[]>().ToList();
        return proof.Count == Proof.Count && MerkleProofs.VerifyInclusion(MerkleTree.LeafHash(leaf), Entry, checkpoint.Value.Size, proof, checkpoint.Value.Root)
            ? (said, checkpoint.Value) : new Refusal($"This entry did not stand at place {Entry} of the log that its checkpoint was signed for.");
    }

    private static byte[]? Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done && text.Length % 2 == 0 ? bytes : null;
    }
}
