using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Alongside.Site;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Site;

/// <summary>
/// Every English sentence that the application can say: those that stand in a page as <c>T["…"]</c>, read from the source,
/// and those that a rule returns as a formattable string, read from the instructions, where the compiler has already
/// turned each expression into its numbered place.
/// </summary>
internal static partial class Sentences
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Dictionary<short, OpCode> opCodes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    public static HashSet<string> All() =>
        [.. Repository.Files("src", ".cs", ".razor").SelectMany(path => Written(Repository.Read(path))),
            .. Compiled(typeof(App).Assembly).Where(text => !Sql().IsMatch(text))];

    public static IEnumerable<string> Written(string source) =>
        Said().Matches(Code(source)).Select(match => Text(match.Groups["said"].Value))
            .Concat(Counted().Matches(Code(source)).Select(m => $"{Text(m.Groups["one"].Value)} | {Text(m.Groups["other"].Value)}"));

    public static IEnumerable<string> Compiled(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .OfType<MethodBase>()
        where method.GetMethodBody() is not null
        let instructions = Read(method).ToList()
        where instructions.Exists(i => i.Operand is MethodInfo { Name: nameof(FormattableStringFactory.Create), DeclaringType: { } made }
            && made == typeof(FormattableStringFactory))
        from at in Enumerable.Range(0, instructions.Count - 2)
        where instructions[at].Operand is string && TakesArguments(instructions[at + 1], instructions[at + 2])
        select (string)instructions[at].Operand!;

    // A formattable string is its format, then an array of objects: new, or the empty one.
    private static bool TakesArguments((OpCode Code, object? Operand) next, (OpCode Code, object? Operand) afterwards) =>
        (afterwards.Code == OpCodes.Newarr && Equals(afterwards.Operand, typeof(object)))
        || next.Operand is MethodInfo { Name: nameof(Array.Empty), DeclaringType: { } declaring } && declaring == typeof(Array);

    private static IEnumerable<(OpCode Code, object? Operand)> Read(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        var types = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? opCodes[(short)(0xFE00 | il[at + 1])] : opCodes[il[at]];
            at += code.Size;
            object? operand = null;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
            if (code.OperandType == OperandType.InlineString) operand = method.Module.ResolveString(BitConverter.ToInt32(il, at));
            if (code.OperandType == OperandType.InlineMethod) operand = method.Module.ResolveMethod(BitConverter.ToInt32(il, at), types, own);
            if (code == OpCodes.Newarr) operand = method.Module.ResolveType(BitConverter.ToInt32(il, at), types, own);
            yield return (code, operand);
            at += size;
        }
    }

    // An example in a comment is said to nobody.
    private static string Code(string source) => Comment().Replace(source, "");

    // One sentence may be broken into several literals over several lines.
    private static string Text(string literals) => string.Concat(Literal().Matches(literals)
        .Select(m => Regex.Unescape(m.Value[1..^1].Replace("{", "\\{", StringComparison.Ordinal))));

    private const string Quoted = """
        "([^"\\\n]|\\.)*"(\s*\+\s*"([^"\\\n]|\\.)*")*
        """;

    [GeneratedRegex("\\b(T\\s*\\[|T\\.(Linked|Strong)\\(|Sentence\\.Of\\()\\s*(?<said>" + Quoted + ")", Options, 5000)]
    private static partial Regex Said();

    [GeneratedRegex("\\bT\\.Count\\([^\"]*?,\\s*(?<one>" + Quoted + "),\\s*(?<other>" + Quoted + ")", Options, 5000)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\s*//.*$", Options | RegexOptions.Multiline, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(SELECT|VACUUM|INSERT|UPDATE|DELETE|PRAGMA|CREATE|SET|LOCK) ", Options, 5000)]
    private static partial Regex Sql();

    [GeneratedRegex("""
        "([^"\\\n]|\\.)*"
        """, Options, 5000)]
    private static partial Regex Literal();
}
