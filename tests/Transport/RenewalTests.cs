using System.Security.Cryptography.X509Certificates;
using Jobvite.Transport.Certificates;
using Jobvite.Transport.Tests.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Transport.Tests;

public sealed class RenewalTests : IDisposable
{
    private readonly Authority _authority = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Lines _log = new();

    [Fact]
    public void A_renewed_certificate_is_used_without_a_restart()
    {
        var keeper = Keeper(toDay: 30);
        var before = keeper.Current().Expires;
        _authority.Issue("jobvite-silo", toDay: 90, file: "silo");

        Assert.Equal(before, keeper.Current().Expires);
        _time.Advance(IdentityKeeper.Interval);

        Assert.True(keeper.Current().Expires > before);
        Assert.Contains("renewed certificate", Assert.Single(_log.At(LogLevel.Information)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_used_leave_the_former_identity_in_place()
    {
        var keeper = Keeper(toDay: 30);
        var before = keeper.Current();
        File.Copy(_authority.Issue("jobvite-silo")["Orleans:Tls:KeyPath"]!, _authority.PathOf("silo.key"), overwrite: true);
        _time.Advance(IdentityKeeper.Interval);

        Assert.Same(before, keeper.Current());
        Assert.Contains("Orleans__Tls__KeyPath", Assert.Single(_log.At(LogLevel.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_change_is_taken_when_it_is_whole()
    {
        var keeper = Keeper(toDay: 30);
        var renewed = _authority.Issue("jobvite-silo", toDay: 90);
        File.Copy(renewed["Orleans:Tls:CertificatePath"]!, _authority.PathOf("silo.pem"), overwrite: true);
        _time.Advance(IdentityKeeper.Interval);
        var halfway = keeper.Current().Expires;
        File.Copy(renewed["Orleans:Tls:KeyPath"]!, _authority.PathOf("silo.key"), overwrite: true);
        _time.Advance(IdentityKeeper.Interval);

        Assert.True(keeper.Current().Expires > halfway);
    }

    [Fact]
    public void A_second_authority_can_take_the_place_of_the_first()
    {
        using var next = new Authority();
        var keeper = Keeper(toDay: 30);
        File.AppendAllText(_authority.CaPath, "\n" + File.ReadAllText(next.CaPath));
        _time.Advance(IdentityKeeper.Interval);

        Assert.Equal(2, keeper.Current().Policy(peerIsServer: true).CustomTrustStore.Count);
    }

    [Fact]
    public void An_end_that_is_near_is_said_once_a_day()
    {
        var keeper = Keeper(toDay: 10);
        keeper.Current();
        keeper.Current();
        Assert.Contains("Renew it in place", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromDays(1));
        keeper.Current();

        Assert.Equal(2, _log.At(LogLevel.Warning).Length);
    }

    [Fact]
    public void No_certificate_is_looked_up_elsewhere() => Assert.Equal(
        (X509ChainTrustMode.CustomRootTrust, true),
        (Keeper(toDay: 30).Current().Policy(peerIsServer: false).TrustMode, Keeper(toDay: 30).Current().Policy(peerIsServer: false).DisableCertificateDownloads));

    public void Dispose() => _authority.Dispose();

    private IdentityKeeper Keeper(int toDay)
    {
        var settings = TlsSettings.From(Authority.Configuration(_authority.Issue("jobvite-silo", toDay: toDay, file: "silo")))!;
        var files = IdentityFiles.Read(settings);
        return new(settings, ClusterRole.Silo, files, ClusterIdentity.From(files, settings, ClusterRole.Silo, _time.GetUtcNow()), _time, _log);
    }
}
