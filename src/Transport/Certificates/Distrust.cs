using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Jobvite.Transport.Certificates;

/// <summary>Why a certificate is not believed, in words for a log line.</summary>
internal static class Distrust
{
    /// <summary>What TLS found wrong; null when it is nothing.</summary>
    public static string? Reason(SslPolicyErrors errors, X509Chain? chain) =>
        errors == SslPolicyErrors.None ? null
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "it shows no certificate"
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null ? Reason(chain)
        : "its certificate bears another name";

    /// <summary>The weightiest of what was found wrong with a chain.</summary>
    public static string Reason(X509Chain chain)
    {
        var found = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return found.HasFlag(X509ChainStatusFlags.UntrustedRoot) || found.HasFlag(X509ChainStatusFlags.PartialChain) ? "it is not signed by the CA of this cluster"
            : found.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "it has expired or is not valid yet"
            : found.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? "its extended key usage is not the one that is needed (silos: serverAuth and clientAuth, front ends: clientAuth)"
            : found.ToString();
    }
}
