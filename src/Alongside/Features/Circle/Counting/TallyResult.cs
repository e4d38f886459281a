namespace Alongside.Features.Circle.Counting;

/// <summary>One step of a count, as a page can draw it. Options are their places in the list of options.</summary>
/// <param name="Totals">For each option what it stands at when the step ends, exactly.</param>
/// <param name="NonTransferable">What no option has any more: used up, or lost where a value was cut after five decimals.</param>
/// <param name="Elected">Who is elected at the end of this step, in order.</param>
/// <param name="Excluded">Whose votes this step passed on because they were excluded.</param>
/// <param name="Surplus">Whose surplus it passed on.</param>
public sealed record TallyRound(IReadOnlyList<decimal> Totals, decimal NonTransferable, IReadOnlyList<int> Elected, IReadOnlyList<int> Excluded, int? Surplus = null);

/// <summary>What a count found.</summary>
/// <param name="Method">By which method.</param>
/// <param name="Seats">For how many.</param>
/// <param name="Options">Who stood.</param>
/// <param name="Papers">How many ballots could be read.</param>
/// <param name="Quota">How many votes are needed, where the method knows such a number.</param>
/// <param name="Winners">In the order in which they were elected.</param>
/// <param name="Rounds">Each step.</param>
public sealed record TallyResult(
    CountingMethod Method, int Seats, IReadOnlyList<string> Options, long Papers, long? Quota, IReadOnlyList<int> Winners, IReadOnlyList<TallyRound> Rounds);
