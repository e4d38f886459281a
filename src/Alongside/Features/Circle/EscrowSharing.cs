using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>
/// The escrow key in shares (SLIP-0039), each sealed to its keeper until it is on paper. The key in one piece exists
/// only in memory, while it is split and while enough keepers come together.
/// </summary>
public static class EscrowSharing
{
    private const int WrapLength = 1 + 65 + 12 + Wrapping.SecretLength + 16;
    private const string Kind = "escrow share";

    /// <summary>One sealed share for each keeper.</summary>
    public static IReadOnlyList<EscrowShare> Split(
        KeyPair escrow, int needed, IReadOnlyList<PublicKey> keepers, Guid practice, Instant at, RandomSource random)
    {
        var shares = Slip39.Split(escrow.Scalar.Span, needed, keepers.Count, random);
        return [.. keepers.Select((keeper, i) => new EscrowShare(
            new(keeper.Actor.Value), i + 1, keeper.Number, Seal(shares[i].Words(), keeper, i + 1, practice, random), at))];
    }

    /// <summary>The words for the paper, for their keeper alone; null where they are erased or these keys don't reach them.</summary>
    public static string? Open(EscrowShare share, Keyring by, Guid practice)
    {
        if (share.Sealed.Length <= WrapLength || by.Person != share.Keeper || by.Find(share.Keeper.Actor, share.KeeperKey) is not { } key) return null;
        var secret = Wrapping.Open(share.Sealed.AsSpan(0, WrapLength), key, WrapAt(share.Keeper.Actor, share.KeeperKey, share.Number, practice));
        if (secret is null) return null;
        var words = Envelope.Open(secret, share.Sealed.AsSpan(WrapLength), RecordAt(share.Keeper.Actor, share.Number, practice));
        return words is null ? null : Encoding.ASCII.GetString(words);
    }

    /// <summary>A share that its keeper can't open any more, since they came back with another key: reckoned from those that were handed in.</summary>
    public static void SealAnew(EscrowShare share, IReadOnlyList<Slip39Share> handedIn, PublicKey keeper, Guid practice, RandomSource random)
    {
        var again = Slip39.Again(handedIn, share.Number - 1);
        share.SealAnew(keeper.Number, Seal(again.Words(), keeper, share.Number, practice, random));
        again.Forget();
    }

    /// <summary>The escrow key, when enough shares come together.</summary>
    public static Outcome<KeyPair> Combine(IReadOnlyList<string> shares) => Whole(Slip39.Combine(shares));

    /// <inheritdoc cref="Combine(IReadOnlyList{string})"/>
    public static Outcome<KeyPair> Combine(IReadOnlyList<Slip39Share> shares) => Whole(Slip39.Combine(shares));

    private static Outcome<KeyPair> Whole(Outcome<byte[]> scalar)
    {
        if (scalar.Refusal is { } refusal) return refusal;
        try
        {
            return KeyPair.From(scalar.Value);
        }
        catch (CryptographicException)
        {
            return Ceremony.Foreign; // what somebody else keeps in shares needn't be a key at all
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar.Value);
        }
    }

    private static byte[] Seal(string words, PublicKey keeper, int number, Guid practice, RandomSource random)
    {
        var secret = random.Bytes(Wrapping.SecretLength);
        var wrap = Wrapping.To(keeper.Point, KeyPair.New(random), secret, WrapAt(keeper.Actor, keeper.Number, number, practice), random);
        return [.. wrap, .. Envelope.Seal(secret, Encoding.ASCII.GetBytes(words), RecordAt(keeper.Actor, number, practice), random)];
    }

    private static WrapPlace WrapAt(ActorId keeper, int keeperKey, int number, Guid practice) => new(practice, Wrapped.Share, keeper.Value, number, keeper, keeperKey);

    private static RecordPlace RecordAt(ActorId keeper, int number, Guid practice) => new(practice, new(keeper.Value), 0, Kind, keeper.Value, number);
}
