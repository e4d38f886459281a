using System.Net.Sockets;
using Alongside.Kernel;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Alongside.Features.Post.Doors;

/// <summary>What the server said to one mail.</summary>
public enum Carried
{
    Taken,

    /// <summary>Not now, or not in a way that says anything about this mail.</summary>
    NotNow,

    /// <summary>To this mail never (RFC 5321: a reply of 500 to 599).</summary>
    Never,

    /// <summary>The line is gone. Whether it was taken, nobody knows: it is sent again, and is the same message.</summary>
    LineGone,
}

/// <summary>One line to the mail server, over which mail goes out one after the other.</summary>
public sealed class Carrier : IAsyncDisposable
{
    // One sending takes less than a claim lasts, so that nobody else begins it meanwhile.
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(3), longestReply = TimeSpan.FromMinutes(1);

    // Neither our machine's name nor its address is anybody's business. Revoked certificates are looked for as browsers
    // do, not by asking their issuer each time. No protocol is logged: it would hold what is sent.
    private readonly SmtpClient client = new() { Timeout = (int)longestReply.TotalMilliseconds, CheckCertificateRevocation = false };

    private Carrier()
    {
    }

    /// <summary>Reaches the server and signs in there. Says in a sentence why not.</summary>
    /// <param name="server">Which.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="patience">After how long nobody answers; a minute.</param>
    public static async Task<Outcome<Carrier>> Reach(MailServer server, CancellationToken stop, TimeSpan? patience = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patience ?? longestReply);
        var carrier = new Carrier { client = { LocalDomain = server.Domain } };
        try
        {
            await carrier.client.ConnectAsync(server.Host, server.Port, server.Encryption switch
            {
                MailEncryption.FromTheStart => SecureSocketOptions.SslOnConnect,
                MailEncryption.Required => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, enough.Token);
            if (server.Login is { } login) await carrier.client.AuthenticateAsync(login, enough.Token);
            return carrier;
        }
        catch (Exception trouble) when (!stop.IsCancellationRequested && Why(trouble, server) is { } refusal)
        {
            await carrier.DisposeAsync();
            return refusal;
        }
    }

    /// <summary>Does the line still stand? Some servers hang up with their no.</summary>
    public bool Stands => client.IsConnected;

    /// <summary>Not stopped by the end of the server: it would not know whether the mail was taken.</summary>
    public async Task<Carried> Send(MimeMessage message)
    {
        using var enough = new CancellationTokenSource(longest);
        try
        {
            await client.SendAsync(message, enough.Token);
            return Carried.Taken;
        }
        catch (SmtpCommandException no)
        {
            var isAboutThisMail = no.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
            return (int)no.StatusCode is >= 500 and < 600 && isAboutThisMail ? Carried.Never : Carried.NotNow;
        }
        catch (Exception trouble) when (trouble is ProtocolException or ServiceNotConnectedException or IOException or SocketException or OperationCanceledException or TimeoutException)
        {
            return Carried.LineGone;
        }
        catch (Exception)
        {
            // What else it stumbles over, such as letters that the server doesn't know, lies in this one mail.
            return Carried.NotNow;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (client.IsConnected) await client.DisconnectAsync(quit: true, enough.Token);
        }
        catch (Exception trouble) when (trouble is ProtocolException or CommandException or IOException or SocketException or OperationCanceledException)
        {
            // All that was taken was taken; a farewell that fails changes nothing.
        }
        client.Dispose();
    }

    private static Refusal? Why(Exception trouble, MailServer server) => trouble switch
    {
        AuthenticationException or ServiceNotAuthenticatedException => new($"The mail server {server.Host} refused the name or password in --smtp."),
        SslHandshakeException => new($"The mail server {server.Host} showed a certificate that isn’t good for its name, or speaks no TLS that we trust."),
        NotSupportedException when server.Encryption == MailEncryption.Required => new($"The mail server {server.Host} offers no encryption, so nothing is sent. Name another, or say in --smtp that the line may be unencrypted."),
        NotSupportedException => new($"The mail server {server.Host} has no way of signing in that we know."),
        ProtocolException or CommandException or IOException or SocketException or TimeoutException or OperationCanceledException => new($"The mail server {server.Host} doesn’t answer at port {server.Port}."),
        _ => null,
    };
}
