using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Alongside.Features.Post;
using MimeKit;

namespace Alongside.Tests.Post;

/// <summary>
/// A mail server of this machine that speaks as much of RFC 5321 and RFC 3207 as takes to receive, and refuses when a
/// test says so. A line ends with both signs, and with nothing else.
/// </summary>
internal sealed class PostServer : IAsyncDisposable
{
    public const string Greeting = "EHLO", Sender = "MAIL", Recipient = "RCPT", Content = ".", StartTls = "STARTTLS";

    private readonly List<MimeMessage> received = [];
    private readonly List<string> heard = [];
    private readonly CancellationTokenSource gone = new();
    private readonly IPAddress at;
    private TcpListener listener = null!;
    private Task listening = Task.CompletedTask;

    /// <param name="at">Where it listens; by default within this machine.</param>
    public PostServer(IPAddress? at = null)
    {
        this.at = at ?? IPAddress.Loopback;
        Come();
    }

    public int Port { get; private set; }

    public MailServer Mail => new("127.0.0.1", Port, Encryption, null, new("", "post@collective.example"));

    /// <summary>How mail to it is sent. With a certificate, it speaks TLS from the start, or when it is asked to.</summary>
    public MailEncryption Encryption { get; set; } = MailEncryption.None;

    public X509Certificate2? Certificate { get; set; }

    /// <summary>What happens once it has taken a mail and its last reply is on the line.</summary>
    public Func<Task>? Took { get; set; }

    /// <summary>It takes calls and never says a word.</summary>
    public bool IsMute { get; set; }

    /// <summary>What it says to a command in place of "250", or null: <c>command =&gt; command == PostServer.Recipient ? "550 no such box" : null</c>.</summary>
    public Func<string, string?> Says { get; set; } = _ => null;

    /// <summary>The extensions that it offers.</summary>
    public List<string> Offers { get; } = ["SIZE 1000000", "8BITMIME"];

    /// <summary>What it took, in its order.</summary>
    public IReadOnlyList<MimeMessage> Received
    {
        get { lock (received) return [.. received]; }
    }

    /// <summary>Every line that was said to it, but for what stood in mail.</summary>
    public IReadOnlyList<string> Heard
    {
        get { lock (heard) return [.. heard]; }
    }

    /// <summary>It goes away; whoever calls hears nothing.</summary>
    public async Task Leave()
    {
        listener.Stop();
        await listening;
    }

    /// <summary>It comes back, at the same port.</summary>
    public void Come()
    {
        listener = new(at, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listening = Listen(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await Leave();
        gone.Dispose();
    }

    private async Task Listen(TcpListener on)
    {
        try
        {
            while (true) _ = Speak(await on.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It has left.
        }
    }

    private async Task Speak(TcpClient line)
    {
        try
        {
            using var open = line;
            Stream stream = line.GetStream();
            if (IsMute) await Task.Delay(Timeout.Infinite, gone.Token);
            if (Encryption == MailEncryption.FromTheStart && Certificate is not null) stream = await Sealed(stream);
            await Say(stream, "220 post.example at your service");
            while (await Heed(stream)) stream = await Sealed(stream);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            // Whoever called hung up.
        }
    }

    /// <returns>Whether it was asked to speak TLS from now on.</returns>
    private async Task<bool> Heed(Stream stream)
    {
        var reader = new StreamReader(stream, Encoding.UTF8, bufferSize: 1024, leaveOpen: true);
        while (await ReadLine(reader) is { } said)
        {
            lock (heard) heard.Add(said);
            var command = said.Split(' ', ':')[0].ToUpperInvariant();
            if (command == "DATA")
            {
                await Say(stream, "354 go on");
                await Take(stream, await ReadMail(reader));
                continue;
            }
            var answer = Says(command);
            await Say(stream, answer ?? command switch
            {
                Greeting => string.Join("\r\n", Offers.Select(offer => $"250-{offer}").Prepend("250-post.example").Append("250 HELP")),
                StartTls => "220 go ahead",
                "AUTH" => "235 come in",
                "QUIT" => "221 bye",
                _ => "250 fine",
            });
            if (command is StartTls or "QUIT" || answer?.StartsWith("421", StringComparison.Ordinal) == true) return command == StartTls;
        }
        return false;
    }

    private async Task Take(Stream stream, MimeMessage mail)
    {
        var answer = Says(Content);
        if (answer is null) lock (received) received.Add(mail);
        await Say(stream, answer ?? "250 taken");
        if (answer is null && Took is { } took) await took();
    }

    private async Task<Stream> Sealed(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(Certificate!);
        return tls;
    }

    private static async Task Say(Stream stream, string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));

    // A lone sign at the end of a line is no end of a line: where one server reads it so and the next doesn't, one mail becomes two.
    private static async Task<string?> ReadLine(StreamReader reader)
    {
        var (line, next) = (new StringBuilder(), new char[1]);
        while (await reader.ReadAsync(next) > 0)
        {
            if (next[0] == '\n' && line.Length > 0 && line[^1] == '\r') return line.ToString(0, line.Length - 1);
            line.Append(next);
        }
        return null;
    }

    private async Task<MimeMessage> ReadMail(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await ReadLine(reader) is { } line && line != ".")
        {
            lock (heard) if (line.AsSpan().ContainsAny('\r', '\n')) heard.Add("a lone sign of a line's end");
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
