using Jobvite.Grains.Tests.Notices;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>
/// Two silos that tell companies of incidents, each through a mail server of its own: one speaks TLS after the greeting, the other from the first byte. Their
/// certificates are of an authority that an operator made known to the silos.
/// </summary>
public sealed class NoticeCluster : LocalCluster
{
    internal const string Password = "correct-horse-battery-staple";

    private readonly MailAuthority _authority = new();
    private readonly TemporaryDirectory _directory = new();
    private int _next;

    public NoticeCluster()
        : base(silos: 2, fronts: 1)
    {
        File.WriteAllText(_directory.File("authority.pem"), _authority.Pem);
        Mail =
        [
            new() { OffersStartTls = true, Certificate = _authority.Issue(), Account = new("notices", Password) },
            new() { BeginsWithTls = true, Certificate = _authority.Issue(), Account = new("notices", Password) },
        ];
    }

    /// <summary>The mail server of each silo.</summary>
    internal MailServer[] Mail { get; }

    /// <summary>A company that no other test of the cluster uses.</summary>
    internal Company Next() => Readers[_next++];

    protected override IReadOnlyDictionary<string, string> SettingsOf(int silo) => new Dictionary<string, string>
    {
        ["SSL_CERT_FILE"] = _directory.File("authority.pem"),
        ["Jobvite__Notices__SmtpHost"] = "localhost",
        ["Jobvite__Notices__SmtpPort"] = $"{Mail[silo].Port}",
        ["Jobvite__Notices__SmtpTls"] = Mail[silo].BeginsWithTls ? "Tls" : "StartTls",
        ["Jobvite__Notices__SmtpUser"] = "notices",
        ["JOBVITE_SMTP_PASSWORD"] = Password,
        ["Jobvite__Notices__From"] = "Jobvite sync <noreply@example.com>",
        ["Jobvite__Notices__After"] = "00:00:00",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var server in Mail)
        {
            await server.DisposeAsync();
        }

        _authority.Dispose();
        _directory.Dispose();
    }
}
