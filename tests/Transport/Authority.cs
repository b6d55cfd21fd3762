using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Jobvite.Transport.Tests;

/// <summary>A CA of a test's own, with a directory for what it issues.</summary>
internal sealed class Authority : IDisposable
{
    private const string Server = "1.3.6.1.5.5.7.3.1";
    private const string Client = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-tls-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public Authority()
    {
        var request = new CertificateRequest("CN=test CA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(5));
        File.WriteAllText(CaPath, _certificate.ExportCertificatePem());
    }

    public string CaPath => PathOf("ca.pem");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    /// <summary>The settings of a process with a certificate of its own.</summary>
    public Dictionary<string, string?> Issue(
        string name, bool server = true, bool client = true, int fromDay = -1, int toDay = 30, string? file = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var purposes = new OidCollection();
        foreach (var oid in new[] { server ? Server : null, client ? Client : null }.OfType<string>())
        {
            purposes.Add(new Oid(oid));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        using var certificate = request.Create(_certificate, Now.AddDays(fromDay), Now.AddDays(toDay), RandomNumberGenerator.GetBytes(16));
        file ??= Guid.NewGuid().ToString("N");
        File.WriteAllText(PathOf(file + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf(file + ".key"), key.ExportPkcs8PrivateKeyPem());
        return new()
        {
            ["Orleans:Tls:CertificatePath"] = PathOf(file + ".pem"),
            ["Orleans:Tls:KeyPath"] = PathOf(file + ".key"),
            ["Orleans:Tls:CaPath"] = CaPath,
        };
    }

    public static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _directory.Delete(recursive: true);
    }
}
