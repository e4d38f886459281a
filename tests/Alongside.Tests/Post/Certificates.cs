using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>Certificates that nobody vouches for but who made them.</summary>
internal static class Certificates
{
    public static X509Certificate2 SelfSigned(params IPAddress[] good)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=post.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var address in good) names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        var now = SystemClock.Instance.GetCurrentInstant();
        return request.CreateSelfSigned((now - Duration.FromDays(1)).ToDateTimeOffset(), (now + Duration.FromDays(2)).ToDateTimeOffset());
    }
}
