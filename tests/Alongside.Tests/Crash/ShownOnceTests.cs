using System.Net;
using System.Text.RegularExpressions;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Crash;

/// <summary>What is shown once lies in memory alone until then, and is gone when the server is started anew before.</summary>
[Trait("Kind", "Unhurried")]
public sealed partial class ShownOnceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_began_to_ask_and_could_not_read_their_code_any_more_gets_another_one_before_the_first_word(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        using var visitor = new PlainBrowser(practice.Address);
        var first = await Begin(visitor);
        Forget(practice, visitor);
        Assert.Empty(Shown(await visitor.Page("/ask/1")));
        using (var made = await visitor.Fill("/ask/1", "another-code")) Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var second = Shown(await visitor.Page("/ask/1"));
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, await Return(practice, first));
        Assert.Equal(HttpStatusCode.Redirect, await Return(practice, second));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_something_is_written_nobody_makes_another_way_to_it_without_proof(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        using var visitor = new PlainBrowser(practice.Address);
        var first = await Begin(visitor);
        Forget(practice, visitor);
        var another = await visitor.Form("/ask/1", "another-code");
        using (var written = await visitor.Fill("/ask/1", "step", ("Form.Brings", "It has been a long year."), ("Form.Do", "save"))) Assert.Equal(HttpStatusCode.Redirect, written.StatusCode);
        Assert.DoesNotContain("another-code", await PlainBrowser.Raw(await visitor.Get("/ask/1")), StringComparison.Ordinal);
        // Also from a page that was drawn before.
        using (await visitor.Post("/ask/1", another)) { }
        Assert.Empty(Shown(await visitor.Page("/ask/1")));
        Assert.Equal(HttpStatusCode.Redirect, await Return(practice, first));
    }

    private static async Task<string> Begin(PlainBrowser visitor)
    {
        using var begun = await visitor.Fill("/ask", "begin");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var shown = Shown(await visitor.Page("/ask/1"));
        Assert.NotEmpty(shown);
        return shown;
    }

    private static void Forget(ServedPractice practice, PlainBrowser visitor)
    {
        foreach (var cookie in visitor.Cookies.Values) practice.Services.GetRequiredService<OneTimeCodes>().Forget(cookie, CredentialKind.ReturnCode);
    }

    private static async Task<HttpStatusCode> Return(ServedPractice practice, string code)
    {
        using var other = new PlainBrowser(practice.Address);
        using var answer = await other.Fill("/return", "return", ("Form.Code", code));
        return answer.StatusCode;
    }

    private static string Shown(string page) => Digits().Match(page).Value;

    [GeneratedRegex("([0-9]{4}[^0-9<]){4}[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}
