using System.Text.Json;
using System.Text.RegularExpressions;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Hostile;

/// <summary>Hostile strings through the free fields of every form: they come back as they were.</summary>
[Trait("Kind", "Slow")]
public sealed partial class NaughtyTests
{
    // Each field takes the next strings: all are met by some field, and each field by some. All through all would take an hour.
    private const int Rounds = 8;

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
            var drawn = (await Crawl.Reached(walker)).SelectMany(s => s.Forms.Where(f => f.Free.Except(f.Secret).Any()).Select(f => (s.Path, f.Name, f.Kind, f.Free))).ToList();
            // Another person met this form already: the same code reads it.
            foreach (var (page, name, _, free) in drawn.Where(f => met.Add(f.Kind)))
            {
                fields += free.Count;
                for (var round = 0; round < Rounds; round++) await Try(walker, page, name, wrong);
            }
        }
        Offences.None(wrong);
        Assert.True(fields > 50 && next > strings.Count, $"Only {fields} free fields were seen, and {next} strings typed.");
    }

    private async Task Try(Walker walker, string page, string name, List<string> wrong)
    {
        await walker.ComeBack();
        if ((await walker.Get(page)).Forms.FirstOrDefault(f => f.Name == name) is not { } form) return;
        var typed = form.Free.Except(form.Secret).ToDictionary(field => field, _ => strings[next++ % strings.Count]);
        var seen = await walker.Post(form.Path, form.With(field => typed.GetValueOrDefault(field)));
        wrong.AddRange(seen.Wrong($"types strings before the {next}th into {name} at"));
        var after = seen.LeadsTo is null ? seen : await walker.Get(page);
        // Where it was kept the page shows it again or leads on to where it stands; where it was refused it is still in its field.
        var kept = after.Forms.FirstOrDefault(f => f.Name == name);
        foreach (var (field, text) in typed)
        {
            var now = kept?.Fields.FirstOrDefault(f => f.Key == field).Value;
            if (now is null || Same(now, text) || seen.LeadsTo is not null && now.Length == 0) continue;
            if (seen.LeadsTo is null) wrong.Add($"{walker.Who} {page} {field}: “{text}” came back as “{now}”");
        }
    }

    private static bool Same(string now, string typed) => Plain(now) == Plain(typed);

    // What a browser itself changes: how lines end, and what stands around them. U+0080 to U+009F, which nobody types, can't
    // be named in HTML: it reads such a reference as another character (HTML, "numeric character reference end state").
    private static string Plain(string text) => Unnameable().Replace(text.ReplaceLineEndings("\n"), "").Trim();

    [GeneratedRegex("[\u0080-\u009f€‚ƒ„†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ…]", RegexOptions.None, 1000)]
    private static partial Regex Unnameable();
}
