using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Transport.Certificates;

/// <summary>
/// The identity for the next handshake. The files are read again, at most twice a minute and only when somebody connects, so that a renewed certificate is
/// used without a restart; connections that exist keep theirs. Files that cannot be used leave the former identity in place.
/// </summary>
/// <remarks>Their content is compared and not their times: a secret that is mounted into a container is a link that never changes.</remarks>
internal sealed partial class IdentityKeeper(
    TlsSettings settings, ClusterRole role, IdentityFiles files, ClusterIdentity identity, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Time enough for a person to renew a certificate.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromDays(1);

    private readonly Lock _reading = new();
    private IdentityFiles _files = files;
    private ClusterIdentity _identity = identity;
    private long _read = time.GetTimestamp();
    private DateTimeOffset _warned;

    public TlsSettings Settings => settings;

    public ClusterIdentity Current()
    {
        lock (_reading)
        {
            if (time.GetElapsedTime(_read) >= Interval)
            {
                _read = time.GetTimestamp();
                ReadAgain();
            }

            WarnOfExpiry(time.GetUtcNow());
            return _identity;
        }
    }

    private void WarnOfExpiry(DateTimeOffset now)
    {
        if (_identity.Expires - now < Notice && now - _warned >= BetweenWarnings)
        {
            _warned = now;
            LogExpires(settings.CertificatePath, _identity.Expires);
        }
    }

    private void ReadAgain()
    {
        try
        {
            var files = IdentityFiles.Read(settings);
            if (!files.Same(_files))
            {
                // Half of a change, such as a certificate without its key, is refused here and whole the next time.
                _identity = ClusterIdentity.From(files, settings, role, time.GetUtcNow());
                _files = files;
                LogRenewed(_identity.Expires);
            }
        }
        catch (OptionsValidationException exception)
        {
            LogKept(string.Join(' ', exception.Failures));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "New connections between the processes use the renewed certificate, which is good until {Expires:u}")]
    private partial void LogRenewed(DateTimeOffset expires);

    [LoggerMessage(2, LogLevel.Error, "The changed TLS files cannot be used, and the former ones are kept: {Failure}")]
    private partial void LogKept(string failure);

    [LoggerMessage(3, LogLevel.Warning, "The certificate {Path} is good until {Expires:u}; after that no new connection between the processes is made. Renew it in place, no restart is needed")]
    private partial void LogExpires(string path, DateTimeOffset expires);
}
