using System.Globalization;
using Alongside.Demo;
using AngleSharp.Html.Dom;

namespace Alongside.Tests.Hostile;

/// <summary>Fills forms as people might who answer every question, choose by chance, and write canaries.</summary>
internal sealed class Typist(Canaries canaries, Random chance, string who)
{
    private static readonly HashSet<string> opening = new(StringComparer.Ordinal) { "sign-up", "join" };

    /// <summary>What a browser would send.</summary>
    public List<KeyValuePair<string, string>> Fill(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var named = form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 }).ToList();
        var handler = named.OfType<IHtmlInputElement>().FirstOrDefault(i => i.Name == "_handler")?.Value ?? "";
        var chosen = named.OfType<IHtmlInputElement>().Where(i => i.Type == "radio").GroupBy(i => i.Name).Select(Any).ToHashSet();
        var pressed = Any(named.OfType<IHtmlButtonElement>().Where(b => b.Type == "submit"));
        var own = canaries.Next() + " " + canaries.Next();
        foreach (var element in named)
        {
            if ((element as IHtmlInputElement)?.Type is "radio" && !chosen.Contains((IHtmlInputElement)element)) continue;
            if (element is IHtmlButtonElement && element != pressed) continue;
            if (Answer(element, handler, own) is { } answer) fields.Add(new(element.GetAttribute("name")!, answer));
        }
        return fields;
    }

    private string? Answer(IHtmlElement element, string handler, string own) => element switch
    {
        IHtmlSelectElement select => (Often() ? select.Value : Any(select.Options)?.Value) ?? "",
        IHtmlInputElement { Type: "hidden" } hidden => hidden.Value,
        IHtmlInputElement { Type: "radio" } radio => radio.Value,
        IHtmlInputElement { Type: "checkbox" } box => Often() ? box.Value : null,
        IHtmlInputElement { Type: "password" } => opening.Contains(handler) ? own : Proof(element, p => p.Passphrase) ?? canaries.For(element),
        IHtmlInputElement when !opening.Contains(handler) && Proof(element, p => p.SignIn) is { } name => name,
        IHtmlButtonElement button => button.Value,
        IHtmlInputElement { Type: "date", Value: "" or null } => SomeDay(),
        IHtmlInputElement { Type: not ("text" or "email" or "tel" or "search") } other => other.Value,
        IHtmlInputElement { Value: "" or null } number when number.GetAttribute("inputmode") is "numeric" or "decimal" => chance.Next(1, 9).ToString(CultureInfo.InvariantCulture),
        IHtmlInputElement or IHtmlTextAreaElement => canaries.For(element) is { } words && Often() ? words : Now(element),
        _ => null,
    };

    // Their own, where they prove who they are; a canary where they choose another.
    private string? Proof(IHtmlElement element, Func<DemoPerson, string> known)
    {
        var asked = element is IHtmlInputElement { Type: "password" } ? ".Passphrase" : ".Name";
        return element.GetAttribute("name")!.EndsWith(asked, StringComparison.Ordinal) && element.GetAttribute("autocomplete") is "username" or "current-password"
            && DemoPractice.People.SingleOrDefault(p => p.SignIn == who) is { } person ? known(person) : null;
    }

    private string SomeDay() => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(chance.Next(1, 20)).ToString("O", CultureInfo.InvariantCulture);

    private bool Often() => chance.Next(4) > 0;

    private T? Any<T>(IEnumerable<T> of) where T : class => of.ToList() is { Count: > 0 } all ? all[chance.Next(all.Count)] : null;

    private static string Now(IHtmlElement element) => element switch
    {
        IHtmlTextAreaElement text => text.Value,
        IHtmlInputElement input => input.Value ?? "",
        _ => "",
    };
}
