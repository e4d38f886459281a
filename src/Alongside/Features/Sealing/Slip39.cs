using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// Splitting a key among people so that k of n together have it and fewer know nothing of it: Shamir's sharing as
/// words on paper, SLIP-0039. Other tools for that standard can put our shares together, and we theirs.
/// </summary>
public static class Slip39
{
    /// <summary>The most shares of one splitting.</summary>
    public const int MostShares = 16;

    private static readonly Refusal Apart =
        new($"These shares are not from the same splitting. Please look for papers that begin with the same two words.") { Field = "Words" };

    private const int Rounds = 4;
    private const int IterationsPerRound = 2500;

    /// <summary>Shares in one group, of which any <paramref name="threshold"/> give the secret back.</summary>
    /// <param name="secret">At least 16 bytes, an even number; 32 for a key, which makes 33 words a share.</param>
    /// <param name="threshold">2 to <paramref name="count"/>; or 1 of 1.</param>
    /// <param name="count">Up to 16.</param>
    /// <param name="random">For the identifier and the polynomial.</param>
    /// <param name="passphrase">Printable ASCII. A wrong one gives another secret, not an error: that is the standard.</param>
    /// <exception cref="ArgumentException">What is asked for isn't possible in the standard.</exception>
    public static IReadOnlyList<Slip39Share> Split(
        ReadOnlySpan<byte> secret, int threshold, int count, RandomSource random, string passphrase = "")
    {
        if (secret.Length < 16 || secret.Length % 2 != 0) throw new ArgumentException("At least 16 bytes, an even number.", nameof(secret));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostShares);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, threshold);
        // One share that is enough, held by several, would be the secret itself in several drawers.
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, count == 1 ? 1 : 2);

        var identifier = random.Below(1 << 15);
        var encrypted = Crypt(secret.ToArray(), Enumerable.Range(0, Rounds), passphrase, 0, []);
        return [.. Slip39Polynomial.Split(encrypted, threshold, count, random).Select(point => new Slip39Share
        {
            Identifier = identifier,
            Extendable = true,
            IterationExponent = 0,
            GroupIndex = 0,
            GroupThreshold = 1,
            GroupCount = 1,
            MemberIndex = point.X,
            MemberThreshold = threshold,
            Value = point.Value,
        })];
    }

    /// <summary>The secret, or a sentence that says which share is wrong or what is missing. Groups may be used.</summary>
    /// <param name="shares">Each as its words, in any order; more than are needed are checked against the others.</param>
    /// <param name="passphrase">Printable ASCII, as it was when splitting; usually empty.</param>
    public static Outcome<byte[]> Combine(IReadOnlyList<string> shares, string passphrase = "")
    {
        var read = new List<Slip39Share>();
        foreach (var text in shares)
        {
            var share = Slip39Share.Read(text);
            if (share.Refusal is { } refusal) return refusal;
            read.Add(share.Value);
        }
        return Combine(read, passphrase);
    }

    /// <inheritdoc cref="Combine(IReadOnlyList{string}, string)"/>
    public static Outcome<byte[]> Combine(IReadOnlyList<Slip39Share> shares, string passphrase = "")
    {
        if (shares.Count == 0) return new Refusal($"Please enter the first share.") { Field = "Words" };
        var one = shares[0];
        if (shares.Select(Splitting).Distinct().Count() > 1) return Apart;
        var groups = new List<Slip39Point>();
        var missing = new List<int>();
        foreach (var group in shares.GroupBy(share => share.GroupIndex))
        {
            var threshold = group.First().MemberThreshold;
            // Whoever enters a paper twice has entered it once.
            var members = group.DistinctBy(share => share.Words(), StringComparer.Ordinal).ToList();
            if (members.Any(share => share.MemberThreshold != threshold)
                || members.DistinctBy(share => share.MemberIndex).Count() < members.Count) return DontFit();
            missing.Add(Math.Max(0, threshold - members.Count));
            if (members.Count < threshold) continue;
            if (Slip39Polynomial.Join([.. members.Select(m => new Slip39Point(m.MemberIndex, m.Value))], threshold) is not { } value) return DontFit();
            groups.Add(new(group.Key, value));
        }
        if (groups.Count < one.GroupThreshold) return Missing(one, missing);
        if (Slip39Polynomial.Join(groups, one.GroupThreshold) is not { } encrypted) return DontFit();
        return Crypt(encrypted, Enumerable.Range(0, Rounds).Reverse(), passphrase, one.IterationExponent, Prefix(one));
    }

    /// <summary>A share of the same splitting once more, reckoned from enough others: for whoever lost theirs.</summary>
    /// <param name="enough">As many as give the secret, of one group.</param>
    /// <param name="index">Its <see cref="Slip39Share.MemberIndex"/>.</param>
    public static Slip39Share Again(IReadOnlyList<Slip39Share> enough, int index)
    {
        var one = enough[0];
        return new()
        {
            Identifier = one.Identifier,
            Extendable = one.Extendable,
            IterationExponent = one.IterationExponent,
            GroupIndex = one.GroupIndex,
            GroupThreshold = one.GroupThreshold,
            GroupCount = one.GroupCount,
            MemberIndex = index,
            MemberThreshold = one.MemberThreshold,
            Value = Slip39Polynomial.At([.. enough.Take(one.MemberThreshold).Select(s => new Slip39Point(s.MemberIndex, s.Value))], index),
        };
    }

    /// <summary>Null where the two are from one splitting.</summary>
    public static Refusal? Differ(Slip39Share one, Slip39Share other) => Splitting(one) == Splitting(other) ? null : Apart;

    private static (int, bool, int, int, int, int) Splitting(Slip39Share share) => (share.Identifier, share.Extendable,
        share.IterationExponent, share.GroupThreshold, share.GroupCount, share.Value.Length);

    private static Refusal DontFit() =>
        new($"These shares don't fit together. Please compare each with its paper, and look whether one is from another splitting.");

    private static Refusal Missing(Slip39Share one, List<int> missing) => one.GroupCount > 1
        ? new($"Not enough shares yet: {one.GroupThreshold} complete groups are needed.")
        : missing[0] == 1
            ? new($"One more share is needed.")
            : new Refusal($"{missing[0]} more shares are needed.");

    // A Feistel network: the same steps with the rounds in reverse order undo it.
    private static byte[] Crypt(byte[] text, IEnumerable<int> rounds, string passphrase, int exponent, byte[] prefix)
    {
        if (passphrase.Any(c => c is < ' ' or > '~')) throw new ArgumentException("The standard allows printable ASCII.", nameof(passphrase));
        var (left, right) = (text[..(text.Length / 2)], text[(text.Length / 2)..]);
        foreach (var round in rounds)
        {
            byte[] password = [(byte)round, .. Encoding.ASCII.GetBytes(passphrase)];
            byte[] salt = [.. prefix, .. right];
            var mask = Rfc2898DeriveBytes.Pbkdf2(
                password, salt, IterationsPerRound << exponent, HashAlgorithmName.SHA256, right.Length);
            (left, right) = (right, [.. left.Zip(mask, (l, m) => (byte)(l ^ m))]);
        }
        return [.. right, .. left];
    }

    private static byte[] Prefix(Slip39Share share)
    {
        if (share.Extendable) return [];
        var prefix = "shamir\0\0"u8.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(prefix.AsSpan(6), (ushort)share.Identifier);
        return prefix;
    }
}
