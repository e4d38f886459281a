using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// What opens the keys of one backup: twelve words of the SLIP-0039 list, 120 random bits. It is shown once, people write
/// it down, and nothing of it is stored.
/// </summary>
public sealed class BackupPassphrase
{
    /// <summary>How many words.</summary>
    public const int Count = 12;

    private readonly int[] places;

    private BackupPassphrase(int[] places) => this.places = places;

    /// <summary>As they are written down, in this order.</summary>
    public IEnumerable<string> Words => places.Select(Slip39Words.At);

    public static BackupPassphrase New(RandomSource random) => new([.. Enumerable.Range(0, Count).Select(_ => random.Below(1 << Slip39Words.Bits))]);

    /// <summary>Reads what was copied from paper: the first four letters of each word are enough; numbers and signs between them don't matter.</summary>
    public static Outcome<BackupPassphrase> Read(string? typed)
    {
        var words = new string([.. (typed ?? "").Select(c => char.IsAsciiLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Count) return new Refusal($"A backup's passphrase has {Count} words; {words.Length} arrived. Please compare it with your paper.");
        var places = words.Select(Slip39Words.Find).ToList();
        if (places.FindIndex(p => p is null) is >= 0 and var wrong)
            return new Refusal($"Word {wrong + 1} is none of those that a backup's passphrase is made of. Please compare it with your paper.");
        return new BackupPassphrase([.. places.Select(p => p!.Value)]);
    }

    /// <summary>The 32-byte key for one backup: Argon2id of the words with the backup's own salt, then HKDF-SHA256.</summary>
    public byte[] Key(ReadOnlyMemory<byte> salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256,
        Argon.Derive(Encoding.ASCII.GetBytes(string.Join(' ', Words)), salt), 32, info: "keys of a backup"u8.ToArray());

    /// <summary>Dots, whatever it says.</summary>
    public override string ToString() => "••••••••";
}
