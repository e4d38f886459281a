using System.Globalization;
using System.Net;
using Alongside.Kernel;
using MimeKit;

namespace Alongside.Features.Post;

public enum MailEncryption
{
    /// <summary>TLS from the first byte.</summary>
    FromTheStart,

    /// <summary>STARTTLS, and without it nothing is said.</summary>
    Required,

    /// <summary>Only within this machine, or where the setting says so in words.</summary>
    None,
}

/// <summary>The server that takes our mail, and in whose name it goes out. It holds a password, so it never says itself.</summary>
public sealed class MailServer(string host, int port, MailEncryption encryption, NetworkCredential? login, MailboxAddress from)
{
    private const string Unencrypted = "?unencrypted=yes";

    public string Host { get; } = host;

    public int Port { get; } = port;

    public MailEncryption Encryption { get; } = encryption;

    public NetworkCredential? Login { get; } = login;

    /// <summary>Whoever sees somebody's inbox reads this.</summary>
    public MailboxAddress From { get; } = from;

    /// <summary>The sender's, in the letters that greetings and message ids know (RFC 5890).</summary>
    public string Domain { get; } = new IdnMapping().GetAscii(from.Domain);

    /// <summary>Where it is, and nothing else.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>From the two settings. What can't be read is never repeated: a password may stand in it.</summary>
    public static Outcome<MailServer> Read(string url, string? from)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var said) || said.Scheme is not ("smtp" or "smtps") || said.DnsSafeHost.Length == 0
            || said.AbsolutePath is not ("" or "/") || said.Query is not ("" or Unencrypted) || said.Fragment.Length > 0)
            return new Refusal($"What --smtp says is no mail server. It looks like smtp://user:password@mail.example.org:587 or smtps://…; signs such as @ or / in a password are written as %40 or %2F.");
        var within = IsThisMachine(said.DnsSafeHost);
        var encryption = said.Scheme == "smtps" ? MailEncryption.FromTheStart : within || said.Query == Unencrypted ? MailEncryption.None : MailEncryption.Required;
        if (encryption == MailEncryption.FromTheStart && said.Query == Unencrypted)
            return new Refusal($"--smtp says smtps and unencrypted at once. Leave out one of them.");
        var login = LoginOf(said.UserInfo);
        if (login is not null && encryption == MailEncryption.None && !within)
            return new Refusal($"--smtp would send a password over a line that isn't encrypted. Leave out {Unencrypted}, or the name and the password.");
        if (from is null || !MailboxAddress.TryParse(from, out var sender) || sender.Domain.Length == 0 || !CanBeWritten(sender.Domain))
            return new Refusal($"Mail needs a sender: name it with --mail-from. It looks like post@example.org; whoever sees somebody's inbox reads it.");
        return new MailServer(said.DnsSafeHost, said.Port > 0 ? said.Port : Usual(said.Scheme, within), encryption, login, sender);
    }

    private static bool CanBeWritten(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static NetworkCredential? LoginOf(string said) => said.Split(':', 2) switch
    {
        [{ Length: > 0 } user, var password] => new(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)),
        _ => null,
    };

    // RFC 6409 and RFC 8314 for sending, RFC 5321 for a server beside us.
    private static int Usual(string scheme, bool within) => scheme == "smtps" ? 465 : within ? 25 : 587;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Whether this practice sends mail at all, and through whom.</summary>
public sealed record Mailing(MailServer? Server);
