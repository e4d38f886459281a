using System.Globalization;
using Alongside.Kernel;
using Alongside.Site;
using Microsoft.AspNetCore.Components;

namespace Alongside.Features.Circle.Forms;

/// <summary>
/// How one kind of agreement is written: its fields, and how they are read back. A feature derives one for each of its
/// kinds and names it in its <see cref="AgreementKind"/>. What can't be read becomes a value that the rule refuses, and comes
/// back as it was typed.
/// </summary>
public abstract class AgreementForm : ComponentBase
{
    /// <summary>What stands in the fields: the agreement as it is, or as somebody has just typed it.</summary>
    [Parameter, EditorRequired] public Agreement Value { get; set; } = null!;

    /// <summary>What was sent and couldn't be read, once it was tried.</summary>
    public AsTyped Typed { get; } = new();

    /// <summary>A whole new agreement from what was sent.</summary>
    public abstract Agreement Read(IFormCollection form);

    protected static string Text(IFormCollection form, string name) => LineEnds.Plain(form[name].ToString().Trim());

    /// <summary>A whole number; -1 where it can't be read.</summary>
    /// <param name="form">What was sent.</param>
    /// <param name="name">Of the field.</param>
    /// <param name="back">Under which name it comes back, where lines go to another place; as it was sent if null.</param>
    protected int Number(IFormCollection form, string name, string? back = null) =>
        int.TryParse(form[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : (int)Unread(form, name, back);

    /// <summary>An amount as people type it, in minor units of a currency with two decimals; -1 where it can't be read.</summary>
    protected long Amount(IFormCollection form, string name) =>
        decimal.TryParse(form[name].ToString().Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) < 1_000_000 ? (long)(amount * 100) : Unread(form, name);

    /// <summary>A percentage as people type it, in basis points; -1 where it can't be read or is more than all.</summary>
    protected int Points(IFormCollection form, string name, string? back = null) =>
        decimal.TryParse(form[name].ToString().Replace(',', '.').Replace("%", "", StringComparison.Ordinal).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent <= 100 ? (int)Math.Round(percent * 100) : (int)Unread(form, name, back);

    protected static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Keeps what can't be read, to give it back.</summary>
    /// <returns>-1, which every rule refuses.</returns>
    protected long Unread(IFormCollection form, string name, string? back = null)
    {
        Typed.Keep(back ?? name, Text(form, name));
        return -1;
    }

    protected static string Shown(long minor) => (minor / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The numbers of the rows that were sent, by the names "First.0", "First.1" and so on.</summary>
    protected static IEnumerable<int> Rows(IFormCollection form, string first) => form.Keys
        .Where(k => k.StartsWith(first + ".", StringComparison.Ordinal))
        .Select(k => int.TryParse(k.AsSpan(first.Length + 1), CultureInfo.InvariantCulture, out var row) ? row : -1)
        .Where(row => row >= 0).Order();
}
