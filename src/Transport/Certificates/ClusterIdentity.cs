using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Jobvite.Transport.Certificates;

/// <summary>What this process shows to the others, and whom it believes.</summary>
/// <remarks>
/// Nothing here is disposed of: connections go on with what they began with after a new identity has taken its place, and there are few.
/// </remarks>
internal sealed class ClusterIdentity
{
    private const string Head = "-----BEGIN CERTIFICATE-----";

    /// <summary>id-kp-serverAuth of RFC 5280.</summary>
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>id-kp-clientAuth of RFC 5280.</summary>
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _authorities;

    private ClusterIdentity(SslStreamCertificateContext own, X509Certificate2Collection authorities) => (Own, _authorities) = (own, authorities);

    /// <summary>This process's certificate with its key and those between it and the CA.</summary>
    public SslStreamCertificateContext Own { get; }

    /// <summary>Until when the own certificate is good.</summary>
    public DateTimeOffset Expires => Own.TargetCertificate.NotAfter;

    /// <summary>Reads the files' content and checks that the others will believe it.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">They will not; the message names the variable and holds nothing of the key.</exception>
    public static ClusterIdentity From(IdentityFiles files, TlsSettings settings, ClusterRole role, DateTimeOffset now)
    {
        var authorities = Certificates(files.Ca, TlsSettings.CaVariable, settings.CaPath);
        var chain = Certificates(files.Certificate, TlsSettings.CertificateVariable, settings.CertificatePath);
        var own = WithKey(files, settings);
        chain.RemoveAt(0);
        var identity = new ClusterIdentity(SslStreamCertificateContext.Create(own, chain, offline: true), authorities);
        // A silo is asked and asks; a front end only asks.
        identity.Check(own, chain, settings, ClientAuthentication, now);
        if (role == ClusterRole.Silo)
        {
            identity.Check(own, chain, settings, ServerAuthentication, now);
        }

        var name = settings.NameOf(role);
        return Bears(own, name) ? identity : throw TlsSettings.Refused(
            $"{TlsSettings.CertificateVariable} is '{settings.CertificatePath}', a certificate without the DNS name '{name}', by which the other processes know a {(role == ClusterRole.Silo ? "silo" : "front end")}. Make one with that name among its subject alternative names.");
    }

    /// <summary>Whether a certificate bears a name, as a subject alternative name and without a wildcard.</summary>
    public static bool Bears(X509Certificate2 certificate, string name) => certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false);

    /// <summary>How the other side's certificate is judged: by our CA alone, as one for its side of the connection.</summary>
    /// <param name="peerIsServer">Whether the other side is the one that was called.</param>
    public X509ChainPolicy Policy(bool peerIsServer) => Policy(peerIsServer ? ServerAuthentication : ClientAuthentication);

    private X509ChainPolicy Policy(Oid purpose)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // A private CA of a few processes publishes no list; a certificate is withdrawn by a new CA.
            RevocationMode = X509RevocationMode.NoCheck,
            // No certificate is fetched from an address that a stranger's certificate names.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(purpose);
        return policy;
    }

    private void Check(X509Certificate2 own, X509Certificate2Collection chain, TlsSettings settings, Oid purpose, DateTimeOffset now)
    {
        var policy = Policy(purpose);
        policy.VerificationTime = now.UtcDateTime;
        policy.ExtraStore.AddRange(chain);
        using var built = new X509Chain { ChainPolicy = policy };
        if (!built.Build(own))
        {
            throw TlsSettings.Refused($"{TlsSettings.CertificateVariable} is '{settings.CertificatePath}', a certificate that the other processes would refuse: {Distrust.Reason(built)}.");
        }
    }

    private static X509Certificate2Collection Certificates(string pem, string variable, string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // Said below.
        }

        // What cannot be read in between is passed over in silence, such as the second of two files that were joined without a line break.
        return certificates.Count > 0 && certificates.Count == Regex.Count(pem, Head) ? certificates
            : throw TlsSettings.Refused($"{variable} is '{path}', which holds no certificate in PEM, or one that cannot be read. Every one begins with a line '{Head}'.");
    }

    private static X509Certificate2 WithKey(IdentityFiles files, TlsSettings settings)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(files.Certificate, files.Key);
            // Windows' TLS takes no key that lives in memory only.
            return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) : certificate;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw TlsSettings.Refused($"{TlsSettings.KeyVariable} is '{settings.KeyPath}', which is not the unencrypted private key in PEM that belongs to the certificate '{settings.CertificatePath}'.");
        }
    }
}
