using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>Issues certificates of mail servers. No machine knows it.</summary>
internal sealed class MailAuthority : IDisposable
{
    private const string Server = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly List<X509Certificate2> _issued = [];

    public MailAuthority()
    {
        var request = new CertificateRequest("CN=Authority of a test", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(5));
    }

    /// <summary>Its own certificate, as a file has it.</summary>
    public string Pem => _root.ExportCertificatePem();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="name">Of the server, beside 127.0.0.1; null: neither is in it.</param>
    /// <param name="days">From now until it expires.</param>
    public X509Certificate2 Issue(string? name = "localhost", int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name ?? "mail.example.com");
        if (name is not null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Server)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        using var certificate = request.Create(_root, Now.AddDays(-60), Now.AddDays(days), RandomNumberGenerator.GetBytes(16));
        var issued = certificate.CopyWithPrivateKey(key);
        _issued.Add(issued);
        return issued;
    }

    /// <summary>Judges as a machine does that knows this authority and no other.</summary>
    public bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var judge = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _root }, RevocationMode = X509RevocationMode.NoCheck },
        };
        return errors is SslPolicyErrors.RemoteCertificateChainErrors && judge.Build((X509Certificate2)certificate!);
    }

    public void Dispose()
    {
        _issued.ForEach(one => one.Dispose());
        _root.Dispose();
        _key.Dispose();
    }
}
