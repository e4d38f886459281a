namespace Alongside.Features.Solidarity;

/// <summary>How much the fund holds and promises, in minor units, whoever counted what is in it.</summary>
public static class FundRules
{
    /// <summary>
    /// What is held for a session: from what was promised to this person first, then from what is free. What the fund
    /// hasn't got it doesn't hold; nothing or less then.
    /// </summary>
    /// <param name="part">The fund's part of it. A shorter session takes less than was promised for one, a longer one more.</param>
    /// <param name="balance">All that is in the fund.</param>
    /// <param name="held">Held for others already.</param>
    /// <param name="promised">Promised, to this person as well.</param>
    /// <param name="kept">What was promised to this person for one session.</param>
    public static long ToHold(long part, long balance, long held, long promised, long kept) =>
        Math.Min(part, Math.Min(Math.Max(0, balance - held - promised + kept), balance - held));

    /// <summary>How many more sessions are promised: as many as are agreed, as far as the fund has them to give.</summary>
    /// <param name="part">The fund's part of one.</param>
    /// <param name="free">What is neither held nor promised.</param>
    /// <param name="left">How many are promised to this person already.</param>
    /// <param name="share">What was agreed.</param>
    public static int ToPromise(long part, long free, int left, FundShare share) => (int)Math.Min(share.PromisedSessions - left, free / part);
}
