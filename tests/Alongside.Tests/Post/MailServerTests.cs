using Alongside.Commands;
using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Kernel;

namespace Alongside.Tests.Post;

public class MailServerTests
{
    [Theory]
    [InlineData("smtp://mail.example.org", 587, MailEncryption.Required)]
    [InlineData("smtp://mail.example.org:2525", 2525, MailEncryption.Required)]
    [InlineData("smtps://mail.example.org", 465, MailEncryption.FromTheStart)]
    [InlineData("smtp://localhost", 25, MailEncryption.None)]
    [InlineData("smtp://127.0.0.1:1025", 1025, MailEncryption.None)]
    [InlineData("smtp://[::1]", 25, MailEncryption.None)]
    [InlineData("smtp://mail.example.org:25?unencrypted=yes", 25, MailEncryption.None)]
    public void Encryption_is_asked_for_but_within_this_machine_or_where_the_setting_says_otherwise_in_words(string url, int port, MailEncryption encryption)
    {
        var server = Read(url).Value.Mail!;
        Assert.Equal((port, encryption), (server.Port, server.Encryption));
        Assert.Equal("post@example.org", server.From.Address);
    }

    [Fact]
    public void A_password_is_read_and_never_said()
    {
        var settings = Read("smtp://robin%40example.org:p%40ss%2Fword@mail.example.org").Value;
        Assert.Equal(("robin@example.org", "p@ss/word"), (settings.Mail!.Login!.UserName, settings.Mail.Login.Password));
        foreach (var said in new[] { settings.ToString(), settings.Mail.ToString(), $"{new Mailing(settings.Mail)}", $"{settings.Mail.Login}" })
            Assert.DoesNotContain("ss", said.Replace("Address", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var wrong in new[] { "smtp://robin:secret", "http://robin:secret@mail.example.org", "smtp://robin:secret@mail.example.org?unencrypted=yes", "smtps://robin:secret@h?unencrypted=yes", "smtp://robin:secret@h/path" })
            Assert.DoesNotContain("secret", Read(wrong).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Read("smtp://robin:secret@mail.example.org", from: "nobody").Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_server_there_is_no_mail_and_a_sender_alone_is_a_mistake()
    {
        Assert.Null(Settings.Read(Said(), Nothing, "data").Value.Mail);
        Assert.Contains("--mail-from", Read("smtp://mail.example.org", from: null).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("--smtp", Settings.Read(Said(("mail-from", "post@example.org")), Nothing, "data").Refusal!.ToString(), StringComparison.Ordinal);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ALONGSIDE_SMTP"] = "smtp://localhost", ["ALONGSIDE_MAIL_FROM"] = "Post <post@example.org>" };
        Assert.Equal("Post", Settings.Read(Said(), variables, "data").Value.Mail!.From.Name);
    }

    [Fact]
    public void A_domain_of_many_letters_is_written_in_those_that_mail_servers_know() =>
        Assert.Equal("xn--thrapie-cya.example", Read("smtp://localhost", from: "post@thérapie.example").Value.Mail!.Domain);

    [Fact]
    public async Task Where_encryption_is_asked_for_and_the_server_has_none_nothing_is_said_to_it()
    {
        await using var there = new PostServer();
        there.Offers.Add("AUTH PLAIN");
        var server = new MailServer("127.0.0.1", there.Port, MailEncryption.Required, new("robin", "secret"), there.Mail.From);
        Assert.Contains("offers no encryption", (await Carrier.Reach(server, default)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.All(there.Heard, said => Assert.DoesNotContain("AUTH", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_is_greeted_by_the_senders_domain_and_signed_in_to_and_what_hinders_is_said()
    {
        await using var there = new PostServer();
        there.Offers.Add("AUTH PLAIN");
        var server = new MailServer("127.0.0.1", there.Port, MailEncryption.None, new("robin", "secret"), there.Mail.From);
        await using (var reached = (await Carrier.Reach(server, default)).Value) Assert.Equal("EHLO collective.example", there.Heard[0]);
        there.Says = command => command == "AUTH" ? "535 no" : null;
        Assert.Contains("refused the name or password", (await Carrier.Reach(server, default)).Refusal!.ToString(), StringComparison.Ordinal);
        await there.Leave();
        Assert.Contains("doesn’t answer", (await Carrier.Reach(server, default)).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_whether_the_server_answers_and_sends_nothing()
    {
        await using var there = new PostServer();
        var folder = Directory.CreateTempSubdirectory("alongside-mail").FullName;
        var settings = Settings.Read(Said(), Nothing, folder).Value;
        Assert.Contains("No mail server is named", await Checked(settings), StringComparison.Ordinal);
        Assert.Contains("answers. Nothing was sent.", await Checked(settings with { Mail = there.Mail }), StringComparison.Ordinal);
        Assert.DoesNotContain(there.Heard, said => said.StartsWith(PostServer.Sender, StringComparison.Ordinal));
        await there.Leave();
        Assert.Contains("Mail waits in the outbox until it does.", await Checked(settings with { Mail = there.Mail }), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Checked(Settings settings) =>
        string.Join('\n', await Checks.All(settings, default).Select(finding => finding.Sentence).ToListAsync());

    private static readonly Dictionary<string, string> Nothing = [];

    private static Outcome<Settings> Read(string url, string? from = "post@example.org") => Settings.Read(Said(("smtp", url), ("mail-from", from)), Nothing, "data");

    private static Dictionary<string, string?> Said(params (string Name, string? Value)[] said) => said.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
}
