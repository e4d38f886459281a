using System.Text.Json;
using System.Text.RegularExpressions;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Hostile;

/// <summary>
/// Hostile strings through the free fields of every form: they come back as they were. ALONGSIDE_TEST_STRINGS=all takes all of
/// them through all of those, as many at a time as a field has room for, in about ten minutes on each database.
/// </summary>
[Trait("Kind", "Slow")]
public sealed partial class NaughtyTests
{
    // Of the usual run: each field takes the next strings, so that all are met by some field, and each field by some.
    private const int Rounds = 6;

    // What has less room refuses most of it; and then what else stands in its form isn't kept either.
    private const int Narrow = 100;

    private static readonly bool all = Environment.GetEnvironmentVariable("ALONGSIDE_TEST_STRINGS") == "all";

    private static readonly List<string> strings = JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "naughty-strings.json")))!;

    private int next;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task They_come_back_as_they_were(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        var (wrong, met, fields) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var who in Walker.Kinds)
        {
            using var walker = await Walker.Come(practice, who);
            var drawn = (await Crawl.Reached(walker)).SelectMany(s => s.Forms.Where(f => Free(f).Count > 0).Select(f => (s.Path, Form: f))).ToList();
            // Another person met this form already: the same code reads it.
            foreach (var (page, form) in drawn.Where(f => met.Add(f.Form.Kind)))
            {
                fields += Free(form).Count;
                foreach (var typed in all ? All(form) : Some(form)) await Try(walker, page, form.Name, typed, wrong);
            }
        }
        Offences.None(wrong);
        Assert.True(fields > 50 && (all || next > strings.Count), $"Only {fields} free fields were seen, and {next} strings typed.");
    }

    private static List<string> Free(Form form) => [.. form.Free.Except(form.Secret)];

    private IEnumerable<Dictionary<string, string>> Some(Form form) =>
        Enumerable.Range(0, Rounds).Select(_ => Free(form).ToDictionary(field => field, _ => strings[next++ % strings.Count]));

    private static IEnumerable<Dictionary<string, string>> All(Form form)
    {
        var (wide, narrow) = (Free(form).Where(f => RoomIn(form, f) >= Narrow).ToList(), Free(form).Where(f => RoomIn(form, f) < Narrow));
        foreach (var together in narrow.Select(f => new List<string> { f }).Prepend(wide))
        {
            var packs = together.ToDictionary(field => field, field => Packed(Math.Max(Narrow, RoomIn(form, field))));
            for (var i = 0; i < packs.Values.Select(p => p.Count).DefaultIfEmpty().Max(); i++) yield return packs.ToDictionary(p => p.Key, p => p.Value[i % p.Value.Count]);
        }
    }

    private static int RoomIn(Form form, string field) => form.Room.GetValueOrDefault(field);

    /// <summary>All strings, in their order, as many together as fit.</summary>
    private static List<string> Packed(int room)
    {
        var packs = new List<string>();
        foreach (var text in strings)
        {
            if (packs.Count > 0 && packs[^1].Length + 1 + text.Length <= room) packs[^1] += " " + text;
            else packs.Add(text);
        }
        return packs;
    }

    private static async Task Try(Walker walker, string page, string name, Dictionary<string, string> typed, List<string> wrong)
    {
        await walker.ComeBack();
        if ((await walker.Get(page)).Forms.FirstOrDefault(f => f.Name == name) is not { } form) return;
        var seen = await walker.Post(form.Path, form.With(field => typed.GetValueOrDefault(field)));
        wrong.AddRange(seen.Wrong($"types {string.Join(", ", typed.Keys)} into {name} at"));
        var after = seen.LeadsTo is null ? seen : await walker.Get(page);
        // Where it was kept the page shows it again or leads on to where it stands; where it was refused it is still in its field.
        var kept = after.Forms.FirstOrDefault(f => f.Name == name);
        foreach (var (field, text) in typed)
        {
            var now = kept?.Fields.FirstOrDefault(f => f.Key == field).Value;
            // What is added to a list leaves its field as it was.
            var isElsewhere = seen.LeadsTo is not null && (now is "" || now == form.Fields.FirstOrDefault(f => f.Key == field).Value);
            if (now is null || Same(now, text) || isElsewhere) continue;
            wrong.Add($"{walker.Who} {page} {field}: “{text}” came back as “{now}”");
        }
    }

    private static bool Same(string now, string typed) => Plain(now) == Plain(typed);

    // What a browser itself changes: how lines end, and what stands around them. U+0080 to U+009F, which nobody types, can't
    // be named in HTML: it reads such a reference as another character (HTML, "numeric character reference end state"). One of
    // them counts as an end of a line here, so that they go first.
    private static string Plain(string text) => Unnameable().Replace(text, "").ReplaceLineEndings("\n").Trim();

    [GeneratedRegex("[\u0080-\u009f€‚ƒ„†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ…]", RegexOptions.None, 1000)]
    private static partial Regex Unnameable();
}
