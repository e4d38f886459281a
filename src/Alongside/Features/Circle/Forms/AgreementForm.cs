using System.Globalization;
using Alongside.Kernel;
using Microsoft.AspNetCore.Components;

namespace Alongside.Features.Circle.Forms;

/// <summary>
/// How one kind of agreement is written: its fields, and how they are read back. A feature derives one for each of its
/// kinds and names it in its <see cref="AgreementKind"/>. What can't be read becomes a value that the rule refuses.
/// </summary>
public abstract class AgreementForm : ComponentBase
{
    /// <summary>What stands in the fields: the agreement as it is, or as somebody has just typed it.</summary>
    [Parameter, EditorRequired] public Agreement Value { get; set; } = null!;

    /// <summary>A whole new agreement from what was sent.</summary>
    public abstract Agreement Read(IFormCollection form);

    protected static string Text(IFormCollection form, string name) => LineEnds.Plain(form[name].ToString().Trim());

    protected static int Number(IFormCollection form, string name) =>
        int.TryParse(form[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>An amount as people type it, in minor units of a currency with two decimals.</summary>
    protected static long Amount(IFormCollection form, string name) =>
        decimal.TryParse(form[name].ToString().Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) < 1_000_000 ? (long)(amount * 100) : -1;

    protected static string Shown(long minor) => (minor / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The numbers of the rows that were sent, by the names "First.0", "First.1" and so on.</summary>
    protected static IEnumerable<int> Rows(IFormCollection form, string first) => form.Keys
        .Where(k => k.StartsWith(first + ".", StringComparison.Ordinal))
        .Select(k => int.TryParse(k.AsSpan(first.Length + 1), CultureInfo.InvariantCulture, out var row) ? row : -1)
        .Where(row => row >= 0).Order();

}
