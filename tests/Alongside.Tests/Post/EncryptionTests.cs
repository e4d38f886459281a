using System.Net;
using System.Net.Sockets;
using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Tests.Commands;
using NodaTime;

namespace Alongside.Tests.Post;

[Trait("Kind", "Unhurried")]
public class EncryptionTests
{
    [Theory]
    [InlineData(MailEncryption.Required)]
    [InlineData(MailEncryption.FromTheStart)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_in_a_sentence_and_mail_stays_in_the_outbox(MailEncryption encryption)
    {
        using var certificate = Certificates.SelfSigned(IPAddress.Loopback);
        await using var story = await MailStory.Begin("sqlite", MailStory.Wishes);
        await story.HasBooked();
        (story.Server.Certificate, story.Server.Encryption) = (certificate, encryption);
        story.Server.Offers.AddRange([PostServer.StartTls, "AUTH PLAIN"]);
        for (var hours = 0; hours < 12; hours++) await story.Passes(Duration.FromHours(2));

        Assert.Contains("127.0.0.1 showed a certificate that isn’t good for its name", story.Log.Lines[0], StringComparison.Ordinal);
        Assert.All(story.Log.Lines, line => Assert.Equal(story.Log.Lines[0], line));
        Assert.Equal([0, 0], (await story.Waiting()).Select(m => m.Tries));
        Assert.Equal((0, 0), ((await story.Dead()).Count, await story.Openings()));
        var login = new MailServer("127.0.0.1", story.Server.Port, encryption, new("robin", "secret"), story.Server.Mail.From);
        Assert.NotNull((await Carrier.Reach(login, default)).Refusal);
        Assert.All(story.Server.Heard, said => Assert.Contains(said, new[] { "EHLO collective.example", PostServer.StartTls }));

        story.Server.Encryption = MailEncryption.None;
        await story.Sends();
        Assert.Single(story.Server.Received);
    }

    [Fact, Trait("Kind", "Process")]
    public async Task A_certificate_that_this_machine_trusts_is_good_for_its_own_name_alone()
    {
        var own = Array.Find(await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork, TestContext.Current.CancellationToken), a => !IPAddress.IsLoopback(a));
        Assert.SkipWhen(own is null, "This machine has no address but within itself.");
        using var certificate = Certificates.SelfSigned(own!);
        await using var there = new PostServer(IPAddress.Any) { Certificate = certificate, Encryption = MailEncryption.FromTheStart };
        there.Offers.AddRange([PostServer.StartTls, "AUTH PLAIN"]);
        var folder = Directory.CreateTempSubdirectory("alongside-mail").FullName;
        var trusted = Path.Combine(folder, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        Assert.Contains("The mail server localhost answers.", await Checked($"smtps://robin:secret@localhost:{there.Port}"), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1 showed a certificate that isn’t good for its name", await Checked($"smtps://127.0.0.1:{there.Port}"), StringComparison.Ordinal);
        there.Encryption = MailEncryption.Required;
        Assert.Contains($"The mail server {own} answers.", await Checked($"smtp://robin:secret@{own}:{there.Port}"), StringComparison.Ordinal);
        Assert.Equal(["EHLO collective.example", PostServer.StartTls, "EHLO collective.example"], there.Heard.SkipWhile(said => said != "QUIT").Skip(1).Take(3));
        Directory.Delete(folder, recursive: true);

        async Task<string> Checked(string smtp) => (await Executable.RunIn(
            [("SSL_CERT_FILE", trusted), ("ALONGSIDE_SMTP", smtp), ("ALONGSIDE_MAIL_FROM", "post@collective.example")], "check", "--data", folder)).Out;
    }

    [Fact]
    public async Task Who_takes_the_call_and_says_nothing_is_not_waited_for()
    {
        await using var there = new PostServer { IsMute = true };
        var reached = Carrier.Reach(there.Mail, default, TimeSpan.FromMilliseconds(200)).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Contains("doesn’t answer", (await reached).Refusal!.ToString(), StringComparison.Ordinal);
    }
}
