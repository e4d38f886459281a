using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>How a permission stands at some time.</summary>
public enum Standing
{
    Holds,

    /// <summary>A no of the same person keeps it closed.</summary>
    Closed,

    /// <summary>Another yes took its place in the same moment.</summary>
    Replaced,
    TakenBack,
    HandedBack,
    RanOut,
}

/// <summary>One thing that was opened, and how it stands.</summary>
/// <param name="Permission">The rule itself.</param>
/// <param name="Kept">It was open already, and was left as it was.</param>
/// <param name="Standing">At the time that one asked for.</param>
public sealed record Receipted(Permission Permission, bool Kept, Standing Standing)
{
    /// <summary>How one of somebody's permissions stands: nothing of that is stored with the receipt, so it can't say what isn't so any more.</summary>
    /// <param name="permission">Which.</param>
    /// <param name="said">All that they said, and this among it.</param>
    /// <param name="at">When.</param>
    public static Standing StandingOf(Permission permission, IReadOnlyList<Permission> said, Instant at)
    {
        if (permission.IsActive(at)) return said.Where(p => p.IsActive(at)).ToList().Closes(permission) is null ? Standing.Holds : Standing.Closed;
        if (permission.Withdrawal is not { } back || permission.Until < back.At) return Standing.RanOut;
        if (back.HandedBack) return Standing.HandedBack;
        return said.Any(p => p.From == back.At && p.IsOfTheSame(permission)) ? Standing.Replaced : Standing.TakenBack;
    }
}

/// <summary>
/// What somebody takes along of one ceremony: the fields that ISO/IEC TS 27560:2023 and the Kantara Initiative's Consent
/// Receipt Specification 1.1 ask for, as far as they are true here (docs/consent-receipt.md).
/// </summary>
/// <param name="Id">The receipt's number, by which it is found again.</param>
/// <param name="At">When they agreed.</param>
/// <param name="Consent">The ceremony's own record.</param>
/// <param name="To">What whoever it was given to is called; null for the post box.</param>
/// <param name="Things">What was opened, in the order of the ceremony.</param>
/// <param name="Log">Where the access log stood when the receipt was drawn, as <see cref="Checkpoint.Write"/> says it; null while its head is in doubt.</param>
public sealed record ConsentReceipt(Guid Id, Instant At, Consent Consent, string? To, IReadOnlyList<Receipted> Things, string? Log)
{
    public bool Holds => Things.Any(t => t.Standing == Standing.Holds);
}
