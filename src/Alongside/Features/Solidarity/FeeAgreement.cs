using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>
/// The fee that somebody chose for themselves. Kept under the payer's code and by the day only, so that the row doesn't
/// say whose it is. A later one replaces it; all stay.
/// </summary>
/// <param name="payer">See <see cref="Payer"/>.</param>
/// <param name="number">From 1.</param>
/// <param name="tier">The tier's key.</param>
/// <param name="minor">What it asked for a session of the usual length when it was chosen.</param>
/// <param name="chosenOn">The day.</param>
/// <param name="askAgainOn">When we ask whether it still fits. Nothing changes by itself on that day.</param>
public sealed class FeeAgreement(byte[] payer, int number, string tier, long minor, LocalDate chosenOn, LocalDate askAgainOn) : PowerRow
{
    public static readonly IReadOnlyList<int> Months = [3, 6, 12];

    public byte[] Payer { get; private init; } = payer;

    public int Number { get; private init; } = number;

    public string Tier { get; private init; } = tier;

    public long Minor { get; private init; } = minor;

    public LocalDate ChosenOn { get; private init; } = chosenOn;

    public LocalDate AskAgainOn { get; private init; } = askAgainOn;

    public bool AsksAgain(LocalDate today) => AskAgainOn <= today;

    protected override Binding Canonical() => new Binding("fee agreement").Add(Payer).Add(Number).Add(Tier).Add(Minor)
        .Add(NodaTime.Text.LocalDatePattern.Iso.Format(ChosenOn)).Add(NodaTime.Text.LocalDatePattern.Iso.Format(AskAgainOn));
}
