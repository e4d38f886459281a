using Alongside.Site;

namespace Alongside.Tests.Journeys;

/// <summary>How the first page travels, and which pages may be compressed at all.</summary>
[Trait("Kind", "Unhurried")]
public sealed class FirstPageTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    // What a server sends before it waits for the first answer: ten packets of 1,460 bytes (RFC 6928), rounded down.
    private const int FirstFlight = 14 * 1024;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_first_page_arrives_in_one_flight_with_its_style(string language)
    {
        var (page, style) = (await Sent("/", "br", language), await Sent(SiteFiles.Style, "br", language));
        Assert.Equal(("br", "br"), (page.Packed, style.Packed));
        Assert.True(page.Bytes + style.Bytes < FirstFlight, $"The page takes {page.Bytes} bytes and its style {style.Bytes}.");
    }

    [Fact]
    public async Task A_browser_that_knows_only_gzip_gets_that()
    {
        var (page, style) = (await Sent("/", "gzip"), await Sent(SiteFiles.Style, "gzip"));
        Assert.Equal(("gzip", "gzip"), (page.Packed, style.Packed));
        Assert.Equal(("", ""), ((await Sent("/", "identity")).Packed, (await Sent(SiteFiles.Style, "identity")).Packed));
    }

    [Theory]
    [InlineData("/?from=elsewhere")]
    [InlineData("/nowhere")]
    [InlineData("/ask")]
    public async Task A_page_that_may_show_something_of_its_address_or_holds_a_key_is_not_compressed(string path) =>
        Assert.Equal("", (await Sent(path, "br")).Packed);

    [Fact]
    public async Task Nothing_is_compressed_for_who_is_signed_in()
    {
        using var zaynab = await demo.SignedIn("zaynab");
        zaynab.Headers["Accept-Encoding"] = "br, gzip";
        foreach (var path in new[] { "/", "/limits", "/my-record", "/my-consents" })
        {
            using var answer = await zaynab.Get(path);
            Assert.Equal((200, ""), ((int)answer.StatusCode, string.Join(' ', answer.Content.Headers.ContentEncoding)));
        }
    }

    private async Task<(string Packed, int Bytes)> Sent(string path, string encoding, string language = "en")
    {
        using var visitor = demo.Visitor();
        visitor.Headers["Accept-Encoding"] = encoding;
        visitor.Headers["Accept-Language"] = language;
        using var answer = await visitor.Get(path);
        return (string.Join(' ', answer.Content.Headers.ContentEncoding), (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }
}
