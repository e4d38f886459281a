using Alongside.Tests.Floors;
using static Alongside.Tests.Floors.StyleRules;

namespace Alongside.Tests;

public class StyleTests
{
    [Fact]
    public void Files_are_short() => Kept(Length, ["src", "tests", "benchmarks"], ".cs", ".razor", ".css", ".js");

    [Fact]
    public void Functions_are_short() => Kept(Blocks, ["src"], ".cs");

    [Fact]
    public void Nothing_is_promised_in_a_comment() =>
        Kept(Promises, ["src", "tests", "benchmarks", "docs"], ".cs", ".razor", ".css", ".js", ".md");

    [Fact]
    public void Nothing_is_inline_in_a_page() => Kept(Inline, ["src"], ".razor", ".cs");

    [Fact]
    public void Pages_need_no_script_of_Blazors() => Kept(Enhancements, ["src"], ".razor", ".cs");

    [Fact]
    public void We_speak_as_one_speaks_at_a_table() => Kept(Words, ["src"], ".razor", ".cs", "/languages/fr.json");

    [Fact]
    public void We_do_not_raise_our_voice() => Kept(Exclamations, ["src"], ".razor", ".cs", ".json");

    [Fact]
    public void No_file_knows_one_machine() =>
        Kept(Machines, ["."], ".cs", ".razor", ".css", ".js", ".md", ".json", ".props", ".csproj", "run", "test", "bench");

    [Fact]
    public void Right_to_left_comes_free() => Kept(Physical, ["src"], ".css");

    [Fact]
    public void Layers_decide_which_style_wins() => Kept(Important, ["src"], ".css");

    [Fact]
    public void A_namespace_is_a_folder() => Offences.None(Repository.Files("src", ".cs")
        .SelectMany(path => Namespace(path, Repository.Read(path)).Select(why => $"{path} {why}")));

    [Theory]
    [InlineData(nameof(Promises), "// TO" + "DO later")]
    [InlineData(nameof(Inline), """<p style="color: red">""")]
    [InlineData(nameof(Inline), """<p style="@colour">""")]
    [InlineData(nameof(Inline), """<button onclick="leave()">""")]
    [InlineData(nameof(Inline), "<script>leave()</script>")]
    [InlineData(nameof(Enhancements), """<EditForm Model="this" Enhance OnSubmit="Say">""")]
    [InlineData(nameof(Enhancements), "@attribute [StreamRendering]")]
    [InlineData(nameof(Words), """<p>@T["Thank you, patient"]</p>""")]
    [InlineData(nameof(Words), """new($"This date is invalid.")""")]
    [InlineData(nameof(Exclamations), """<p>@T["Saved!"]</p>""")]
    [InlineData(nameof(Exclamations), """<p>@T["Welcome! It is good that you came."]</p>""")]
    [InlineData(nameof(Exclamations), """{ "Welcome": "Bienvenue !" }""")]
    [InlineData(nameof(Machines), "see /ho" + "me/ada/x")]
    [InlineData(nameof(Physical), ".card { margin-left: 1rem }")]
    [InlineData(nameof(Physical), ".card {\n  left: 0;\n}")]
    [InlineData(nameof(Physical), ".card { text-align: right }")]
    [InlineData(nameof(Important), ".card { color: red !important; }")]
    [InlineData(nameof(Important), "@media print { .card { color: red } } .card { color: red !important }")]
    public void A_rule_sees_what_breaks_it(string rule, string text) => Assert.Single(Rule(rule)(text));

    [Theory]
    [InlineData(nameof(Promises), "a to-do list is fine")]
    [InlineData(nameof(Inline), """<form method="post" @onsubmit="Say"><script src="/js/leave.js" defer></script>""")]
    [InlineData(nameof(Words), """<EditForm OnSubmit="Withdraw"><button type="submit">@T["Withdraw now"]</button> // "be patient", they said""")]
    [InlineData(nameof(Exclamations), """Sign(person!.Name, "a != b", "<!doctype html>")""")]
    [InlineData(nameof(Machines), "https://example.org/home/page or ${TMPDIR:-/tmp}/x")]
    [InlineData(nameof(Physical), ".card { margin-inline-start: 1rem; --left: 0; text-align: start } /* left: 0 */ @page :left { }")]
    [InlineData(nameof(Important), "@media print { .card { color: red !important } } [hidden] { display: none !important; }")]
    public void A_rule_leaves_alone_what_is_fine(string rule, string text) => Assert.Empty(Rule(rule)(text));

    [Fact]
    public void A_long_file_and_a_long_function_are_seen_and_a_long_type_is_not()
    {
        Assert.Single(Length(new string('\n', 399) + "x"));
        Assert.Empty(Length(new string('\n', 398) + "x\n"));
        Assert.Single(Blocks(Function(70)));
        Assert.Empty(Blocks(Function(69)));
        Assert.Single(Namespace("src/Alongside/Kernel/Money.cs", "namespace Alongside.Storage;"));
        Assert.Empty(Namespace("src/Alongside/Kernel/Money.cs", "namespace Alongside.Kernel;"));
        Assert.Empty(Namespace("src/Alongside/Storage/Model/Circle.cs", "namespace Alongside.Storage;\n\npublic partial class Database;"));
    }

    private static string Function(int lines) =>
        $"public class A<T>\n    where T : B\n{{\n    void F()\n    {{\n{string.Concat(Enumerable.Repeat("        G();\n", lines))}    }}\n}}\n";

    private static Func<string, IEnumerable<string>> Rule(string name) =>
        typeof(StyleRules).GetMethod(name)!.CreateDelegate<Func<string, IEnumerable<string>>>();

    private static void Kept(Func<string, IEnumerable<string>> rule, string[] folders, params string[] endings)
    {
        var files = folders.SelectMany(folder => Repository.Files(folder, endings));
        Offences.None(files.SelectMany(path => rule(Repository.Read(path)).Select(why => $"{path} {why}")));
    }
}
