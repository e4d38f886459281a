using Alongside.Kernel;
using NSec.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// Argon2id (RFC 9106): 64 MiB, three passes, one lane; 64 bytes from a secret and a 16-byte salt. Fixed in code, so
/// that nobody who can write to the database can make guessing cheaper. Takes a tenth of a second and its memory:
/// go through <see cref="ArgonQueue"/>.
/// </summary>
public static class Argon
{
    /// <summary>Bytes of salt.</summary>
    public const int SaltSize = 16;

    /// <summary>Bytes that come out.</summary>
    public const int OutputSize = 64;

    private static readonly Argon2id Algorithm =
        new(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 64 * 1024, NumberOfPasses = 3 });

    /// <exception cref="ArgumentException">The salt isn't 16 bytes long.</exception>
    public static byte[] Derive(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> salt)
    {
        if (salt.Length != SaltSize) throw new ArgumentException($"A salt is {SaltSize} bytes.", nameof(salt));
        return Algorithm.DeriveBytes(secret.Span, salt.Span, OutputSize);
    }
}

/// <summary>
/// The one door to <see cref="Argon"/>: so many at once and so many waiting, in the order they came; others are told to
/// try again. This bounds memory (64 MiB for each at once), however many people sign in together.
/// </summary>
/// <param name="atOnce">How many derivations run at the same time: two, or one on the smallest machines.</param>
/// <param name="waiting">How many may wait for their turn.</param>
/// <param name="derive">What to run, given secret and salt; <see cref="Argon.Derive"/> unless a test looks at the order.</param>
public sealed class ArgonQueue(
    int atOnce = 2, int waiting = 40, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, byte[]>? derive = null)
{
    private readonly SemaphoreSlim turns = new(atOnce, atOnce);
    private int inside;

    /// <summary>64 bytes, or a refusal at once when too many are waiting. Whoever leaves while waiting gives up the place.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting. What has begun is carried to its end.</exception>
    public async Task<Outcome<byte[]>> Derive(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> salt, CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref inside) > atOnce + waiting)
            {
                return new Refusal($"Many people are signing in right now. Please try again in a moment.");
            }
            await turns.WaitAsync(cancel);
            try
            {
                // The token stays outside: an abandoned derivation would still hold its memory after its turn was given on.
                return await Task.Run(() => (derive ?? Argon.Derive)(secret, salt), CancellationToken.None);
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }
}
