using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>How anybody reaches the practice: whoever lost their code, comes for the first time, or wants to pay. Each may be blank.</summary>
/// <param name="Phone">A number, and when somebody answers it.</param>
/// <param name="Email">An address; what is written there is not sealed.</param>
/// <param name="Place">Where the rooms are, and how one gets in.</param>
/// <param name="Account">Where money is transferred to.</param>
public sealed record Reach(string Phone, string Email, string Place, string Account) : Agreement
{
    public static Reach Offered { get; } = new("", "", "", "");

    /// <summary>Two alone must not be able to send money to themselves.</summary>
    internal static Refusal? OnlyTheWay(Reach before, Reach after) => before.Account == after.Account ? null
        : new($"Where money is transferred to never changes in an emergency: what was sent doesn’t come back. All of us decide that first.");

    public override Refusal? Check() => TooLong(Phone, 200) ?? TooLong(Email, 200) ?? TooLong(Place, 600) ?? TooLong(Account, 300);

    public override IEnumerable<FormattableString> InWords()
    {
        if (Phone.Length + Email.Length + Place.Length == 0) yield return $"We haven't written yet how people reach us.";
        if (Phone.Length > 0) yield return $"By phone: {Phone}";
        if (Email.Length > 0) yield return $"By e-mail: {Email}";
        if (Place.Length > 0) yield return $"Our rooms: {Place}";
        if (Account.Length > 0) yield return $"Transfers go to: {Account}";
    }
}
