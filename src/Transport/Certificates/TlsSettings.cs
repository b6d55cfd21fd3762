using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jobvite.Transport.Certificates;

/// <summary>Section <c>Orleans:Tls</c>: the files of one process, and the names that certificates bear.</summary>
/// <param name="CertificatePath">PEM: this process's certificate, followed by those between it and the CA if there are any.</param>
/// <param name="KeyPath">PEM: its private key, not encrypted.</param>
/// <param name="CaPath">PEM: the CA's certificate, or several while one takes the other's place.</param>
/// <param name="SiloName">The DNS name in every silo's certificate.</param>
/// <param name="FrontName">The DNS name in every front end's certificate.</param>
internal sealed record TlsSettings(string CertificatePath, string KeyPath, string CaPath, string SiloName, string FrontName)
{
    public const string CertificateVariable = "Orleans__Tls__CertificatePath";

    public const string KeyVariable = "Orleans__Tls__KeyPath";

    public const string CaVariable = "Orleans__Tls__CaPath";

    private const string Section = "Orleans:Tls";

    /// <summary>The settings; null when none of the paths is set, which means no TLS.</summary>
    /// <exception cref="OptionsValidationException">Only some are set, or a name cannot be one; the message names the variable.</exception>
    public static TlsSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (certificate, key, ca) = (section["CertificatePath"], section["KeyPath"], section["CaPath"]);
        string[] missing =
        [
            .. new[] { (certificate, CertificateVariable), (key, KeyVariable), (ca, CaVariable) }
                .Where(path => string.IsNullOrWhiteSpace(path.Item1)).Select(path => path.Item2),
        ];
        if (missing.Length == 3)
        {
            return null;
        }

        if (missing.Length > 0)
        {
            throw Refused($"{string.Join(" and ", missing)} must be set too: TLS between the processes needs {CertificateVariable}, {KeyVariable} and {CaVariable}. Unset all of them for connections without TLS.");
        }

        return new(certificate!, key!, ca!, Name(section, "SiloName", "jobvite-silo"), Name(section, "FrontName", "jobvite-front"));
    }

    /// <summary>The name that the certificate of a process must bear.</summary>
    public string NameOf(ClusterRole role) => role == ClusterRole.Silo ? SiloName : FrontName;

    public static OptionsValidationException Refused(string failure) => new(Section, typeof(TlsSettings), [failure]);

    private static string Name(IConfigurationSection section, string name, string usual)
    {
        var text = section[name];
        return string.IsNullOrWhiteSpace(text) ? usual
            : Uri.CheckHostName(text) == UriHostNameType.Dns ? text
            : throw Refused($"Orleans__Tls__{name} must be a DNS name as it stands in the certificates, such as {usual}.");
    }
}
