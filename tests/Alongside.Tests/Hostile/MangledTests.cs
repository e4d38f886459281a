using System.Net.Http.Headers;
using System.Text;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Hostile;

/// <summary>Every form that anybody sees, sent as no browser would: huge, missing, foreign, doubled, reordered, without its token.</summary>
[Trait("Kind", "Slow")]
public sealed class MangledTests
{
    private const string Token = "__RequestVerificationToken";

    private static readonly (string Name, Func<Form, HttpContent> Made)[] ways =
    [
        ("with nothing in it", form => Sent([])),
        ("without what was typed", form => Sent(form.Fields.Where(f => f.Key is Token or "_handler"))),
        ("without its token", form => Sent(form.Fields.Where(f => f.Key != Token))),
        ("with another token", form => Sent(form.With(name => name == Token ? "CfDJ8" + new string('a', 150) : null))),
        ("for a handler that isn't there", form => Sent(form.With(name => name == "_handler" ? "administer" : null))),
        ("with every field twice", form => Sent(form.Fields.Concat(form.Fields.Where(f => f.Key is not (Token or "_handler"))))),
        ("with every field and the handler twice", form => Sent(form.Fields.Concat(form.Fields))),
        ("in reverse order", form => Sent(form.Fields.Reverse())),
        ("with fields of others", form => Sent(form.Fields.Concat(Foreign))),
        ("with indexes and dots in its names", form => Sent(form.Fields.Concat(form.Free.SelectMany(Bent)))),
        ("with 5,000 fields", form => Sent(form.Fields.Concat(Enumerable.Range(0, 5_000).Select(i => new KeyValuePair<string, string>($"Form.F{i}", "x"))))),
        ("with 100,000 letters in each field", form => Sent(form.With(name => form.Free.Contains(name) ? new string('å', 100_000) : null))),
        ("with no numbers where numbers stand", form => Sent(form.With(name => name is Token or "_handler" ? null : "∞"))),
        ("with ten megabytes", form => new ByteArrayContent(new byte[10 << 20]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } }),
        ("as JSON", form => new StringContent("{\"Form\":{\"Text\":[1,2]}}", Encoding.UTF8, "application/json")),
        ("as parts with a file", form => Parts(form)),
        ("as parts without an end", form => new StringContent("--x\r\nContent-Disposition: form-data; name=\"Form.Text\"\r\n\r\nhalf", Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } }),
        ("in bytes that are no text", form => new ByteArrayContent([.. "Form.Text="u8, 0xff, 0xfe, 0xc0, 0x80, (byte)'%', (byte)'z']) { Headers = { ContentType = new("application/x-www-form-urlencoded") } }),
    ];

    private static readonly string[] cookies = ["", "a", "%00", "\u0001", new('x', 3_900), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"];

    private static readonly string[] foreign = ["Form.Id", "Form.Person", "Person", "Id", "Form.IsAdmin", "Visit.Kind", "Form", "Form.", ".", "", "__proto__", "Form[constructor]"];

    private static readonly string[] codes =
        ["", " ", "0", "00000000000000000000", "12345678901234567890123", "🦋🦋🦋", "O0Il-O0Il-O0Il-O0Il-O0Il-O0Il", new('9', 5_000), "\0\0\0", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠"];

    [Fact]
    public async Task No_form_is_answered_with_a_bare_error_however_it_is_sent()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        var (wrong, met) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var kind in Walker.Kinds)
        {
            using var walker = await Walker.Come(practice, kind);
            var pages = (await Crawl.Reached(walker)).Where(s => s.Forms.Any()).Select(s => s.Path).ToList();
            // What another person met already is read by the same code.
            foreach (var (page, name, _) in (await Drawn(walker, pages)).Where(f => met.Add(f.Kind)))
            {
                foreach (var (way, made) in ways)
                {
                    await walker.ComeBack();
                    // Drawn anew: what came before may have changed the page, and the form may be gone with it.
                    if ((await walker.Get(page)).Forms.FirstOrDefault(f => f.Name == name) is not { } form) break;
                    using var content = made(form);
                    var seen = await walker.Send(form.Path, content);
                    wrong.AddRange(seen.Wrong($"sends {name} {way} to"));
                }
            }
        }
        Offences.None(wrong);
        // Some forms come with the hour: of a session that is over one says whether it took place.
        Assert.True(met.Count > 30, $"Only {met.Count} forms were seen.");
    }

    [Fact]
    public async Task A_mangled_cookie_is_as_good_as_none()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var walker = await Walker.Come(practice, "nkechi");
        var wrong = new List<string>();
        var (session, form) = (walker.Cookies["session"], walker.Cookies["form"]);
        foreach (var value in cookies.Append(session[..^1]).Append(session + "A").Append(session.ToUpperInvariant()))
        {
            walker.With("session", value);
            var seen = await walker.Get("/today");
            wrong.AddRange(seen.Wrong("with a mangled session"));
            Assert.DoesNotContain("Nkechi", seen.Text, StringComparison.Ordinal);
        }
        walker.With("session", session);
        foreach (var value in cookies.Append(form[..^3]))
        {
            walker.With("form", value);
            wrong.AddRange((await walker.Get("/today")).Wrong("with a mangled form cookie"));
            wrong.AddRange((await walker.Get("/my-names")).Wrong("with a mangled form cookie"));
        }
        Offences.None(wrong);
    }

    [Theory]
    [InlineData("/return", "return", "Form.Code")]
    [InlineData("/recovery", "recovery", "Form.Code")]
    [InlineData("/sign-in", "sign-in", "Form.Passphrase")]
    public async Task A_mangled_code_is_refused_in_a_sentence(string page, string name, string field)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var walker = await Walker.Come(practice, Walker.Visitor);
        foreach (var code in codes)
        {
            var form = (await walker.Get(page)).Forms.Single(f => f.Name == name);
            var seen = await walker.Post(form.Path, form.With(n => n == field ? code : null));
            Offences.None(seen.Wrong("tries a code at"));
            // A zero byte is not even read; all else is answered on the page itself.
            Assert.Equal(code.Contains('\0', StringComparison.Ordinal) ? 400 : 200, seen.Status);
            Assert.Contains(seen.Status == 200 ? "role=\"alert\"" : "We could not read that", seen.Text, StringComparison.Ordinal);
        }
    }

    private static async Task<List<(string Page, string Name, string Kind)>> Drawn(Walker walker, IEnumerable<string> pages)
    {
        var drawn = new List<(string, string, string)>();
        foreach (var page in pages) drawn.AddRange((await walker.Get(page)).Forms.Select(form => (page, form.Name, form.Kind)));
        // Whoever signs out first has nothing left to send.
        return [.. drawn.OrderBy(f => f.Item1.StartsWith("/my-account", StringComparison.Ordinal))];
    }

    private static IEnumerable<KeyValuePair<string, string>> Foreign =>
        foreign.Select(n => new KeyValuePair<string, string>(n, "f2b0a1c4-5d7e-4f90-8a3b-1c2d3e4f5a6b"));

    private static IEnumerable<KeyValuePair<string, string>> Bent(string name) =>
        new[] { $"{name}[0]", $"{name}[-1]", $"{name}[99999]", $"{name}.Length", $"{name}[", $"{name}.{name}" }.Select(n => new KeyValuePair<string, string>(n, "1"));

    private static FormUrlEncodedContent Sent(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    private static MultipartFormDataContent Parts(Form form)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields) parts.Add(new StringContent(value), $"\"{name}\"");
        parts.Add(new ByteArrayContent(new byte[4_000]), "\"Form.File\"", "\"../../etc/passwd\"");
        return parts;
    }
}
