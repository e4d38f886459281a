using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// What opens the keys of one backup, or the house file: twelve words of the SLIP-0039 list, 120 random bits. They are
/// shown once, people write them down, and nothing of them is stored.
/// </summary>
public sealed class TwelveWords
{
    /// <summary>How many words.</summary>
    public const int Count = 12;

    private readonly int[] places;

    private TwelveWords(int[] places) => this.places = places;

    /// <summary>As they are written down, in this order.</summary>
    public IEnumerable<string> Words => places.Select(Slip39Words.At);

    public static TwelveWords New(RandomSource random) => new([.. Enumerable.Range(0, Count).Select(_ => random.Below(1 << Slip39Words.Bits))]);

    /// <summary>Reads what was copied from paper: the first four letters of each word are enough; numbers and signs between them don't matter.</summary>
    public static Outcome<TwelveWords> Read(string? typed)
    {
        var words = new string([.. (typed ?? "").Select(c => char.IsAsciiLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Count) return new Refusal($"There are {Count} words on the paper; {words.Length} arrived. Please compare them.");
        var places = words.Select(Slip39Words.Find).ToList();
        if (places.FindIndex(p => p is null) is >= 0 and var wrong)
            return new Refusal($"Word {wrong + 1} is none of those that we ever put on paper. Please compare it with yours.");
        return new TwelveWords([.. places.Select(p => p!.Value)]);
    }

    /// <summary>The 32-byte key for one thing that they open: Argon2id of the words with that thing's own salt, then HKDF-SHA256.</summary>
    /// <param name="salt">16 bytes, which lie beside what is sealed.</param>
    /// <param name="use">What kind of thing it is, so that the same words would give another key for another kind.</param>
    public byte[] Key(ReadOnlyMemory<byte> salt, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256,
        Argon.Derive(Encoding.ASCII.GetBytes(string.Join(' ', Words)), salt), 32, info: Encoding.ASCII.GetBytes(use));

    public bool Equal(TwelveWords other) => places.AsSpan().SequenceEqual(other.places);

    /// <summary>Dots, whatever they say.</summary>
    public override string ToString() => "••••••••";
}
