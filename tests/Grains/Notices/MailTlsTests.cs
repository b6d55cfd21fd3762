using Jobvite.Grains.Notices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Notices;

public sealed class MailTlsTests : IDisposable
{
    private const string Password = "correct horse battery staple";
    private const string NotTrusted =
        "The mail server's certificate is not trusted here. Install its authority's certificate where the silos run, or name a file with it in SSL_CERT_FILE.";

    private static readonly string[] Anna = ["anna@example.com"];

    private readonly MailAuthority _authority = new();

    private static NoticeMessage Some => new(Guid.NewGuid(), "Problem", "Text.");

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SmtpTls.StartTls, "PLAIN")]
    [InlineData(SmtpTls.StartTls, "LOGIN")]
    [InlineData(SmtpTls.Tls, "PLAIN")]
    [InlineData(SmtpTls.Tls, "LOGIN")]
    public async Task A_mail_goes_through_TLS_after_signing_in(object how, string signIn)
    {
        var tls = (SmtpTls)how;
        await using var server = Server(tls);
        server.SignIn = signIn;

        Assert.Equal(NoticeOutcome.Sent(null), await Send(server, tls));

        var mail = Assert.Single(server.Mails);
        Assert.Equal((true, signIn, "Problem"), (mail.IsEncrypted, mail.SignedIn, mail.Subject));
        Assert.Equal(tls is SmtpTls.StartTls ? ["EHLO", "STARTTLS"] : [], server.Clear.Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData(SmtpTls.StartTls)]
    [InlineData(SmtpTls.Tls)]
    public async Task A_certificate_of_an_unknown_authority_is_refused_before_the_password(object how)
    {
        var tls = (SmtpTls)how;
        await using var server = Server(tls);
        Assert.Equal(NoticeOutcome.Failed(NotTrusted), await Send(server, tls, new MailSender(Settings(server, tls), TimeProvider.System)));
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(server.Clear, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_service_trusts_no_authority_but_the_machines()
    {
        await using var server = Server(SmtpTls.Tls);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Jobvite:Notices:SmtpHost"] = "localhost",
                ["Jobvite:Notices:SmtpPort"] = $"{server.Port}",
                ["Jobvite:Notices:SmtpTls"] = "Tls",
                ["Jobvite:Notices:From"] = "noreply@example.com",
            }).Build())
            .AddSingleton(TimeProvider.System)
            .AddNotices()
            .BuildServiceProvider();

        Assert.Equal(NoticeOutcome.Failed(NotTrusted), await Send(server, SmtpTls.Tls, services.GetRequiredService<MailSender>()));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        await using var server = Server(SmtpTls.StartTls);
        server.Certificate = _authority.Issue(name: null);
        Assert.Equal(
            NoticeOutcome.Failed("The mail server's certificate is for another name. Set Jobvite__Notices__SmtpHost to the name that it is for."),
            await Send(server, SmtpTls.StartTls));
    }

    [Fact]
    public async Task A_certificate_that_expired_is_refused()
    {
        await using var server = Server(SmtpTls.Tls);
        server.Certificate = _authority.Issue(days: -1);
        Assert.Equal(NoticeOutcome.Failed("The mail server's certificate has expired or is not valid yet. Renew it at the mail server."), await Send(server, SmtpTls.Tls));
    }

    [Fact]
    public async Task The_password_is_not_shown_to_a_server_that_asks_for_it_without_TLS()
    {
        await using var server = new MailServer { Account = new("notices", Password) };

        Assert.Equal(NoticeOutcome.Failed("The mail server does not offer the TLS that the settings ask for."), await Send(server, SmtpTls.StartTls));
        Assert.All(server.Clear, line => Assert.True(line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT", line));
    }

    [Fact]
    public async Task What_is_slipped_in_before_TLS_is_not_believed()
    {
        await using var server = Server(SmtpTls.StartTls);
        server.SignIn = "PLAIN";
        server.Slipped = "250-mail.example.com\r\n250 AUTH LOGIN";
        await Send(server, SmtpTls.StartTls);

        Assert.All(server.Mails, mail => Assert.Equal((true, "PLAIN"), (mail.IsEncrypted, mail.SignedIn)));
        Assert.DoesNotContain(server.Clear, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_is_named()
    {
        await using var server = new MailServer();
        Assert.Equal(
            NoticeOutcome.Failed("No TLS could be agreed on with the mail server. Port 465 mostly needs Jobvite__Notices__SmtpTls=Tls, port 587 StartTls."),
            await Send(server, SmtpTls.Tls));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Wrong_credentials_are_named_without_the_password(string signIn)
    {
        await using var server = new MailServer { BeginsWithTls = true, Certificate = _authority.Issue(), Account = new("notices", "another") };
        server.SignIn = signIn;

        Assert.Equal(
            NoticeOutcome.Failed("The mail server refused the user name or the password. Check Jobvite__Notices__SmtpUser and JOBVITE_SMTP_PASSWORD."),
            await Send(server, SmtpTls.Tls));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_where_nobody_can_sign_in_is_named()
    {
        await using var server = Server(SmtpTls.StartTls);
        server.SignIn = "";
        Assert.Equal(
            NoticeOutcome.Failed("The mail server offers no way to sign in with a user name and a password. Use another port, or set no Jobvite__Notices__SmtpUser."),
            await Send(server, SmtpTls.StartTls));
    }

    [Theory]
    [InlineData(SmtpTls.StartTls)]
    [InlineData(SmtpTls.Tls)]
    public async Task A_server_that_hangs_is_given_up_wherever_it_does(object how)
    {
        var tls = (SmtpTls)how;
        foreach (var moment in Enum.GetValues<MailMoment>())
        {
            await using var server = Server(tls);
            server.HangsAt = moment;
            var time = new FakeTimeProvider();

            var sending = Send(server, tls, time: time);
            await Wait.Until(() => server.Hanging == 1);
            time.Advance(TimeSpan.FromSeconds(20));
            var outcome = await sending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

            Assert.Equal((moment, moment is MailMoment.Goodbye ? NoticeOutcome.Sent(null) : NoticeOutcome.Failed("The mail server did not answer in time.")), (moment, outcome));
            Assert.Equal(moment is MailMoment.Taken or MailMoment.Goodbye ? 1 : 0, server.Mails.Count);
        }
    }

    private MailServer Server(SmtpTls tls) => new()
    {
        OffersStartTls = tls is SmtpTls.StartTls,
        BeginsWithTls = tls is SmtpTls.Tls,
        Certificate = _authority.Issue(),
        Account = new("notices", Password),
    };

    private Task<NoticeOutcome> Send(MailServer server, SmtpTls tls, MailSender? sender = null, TimeProvider? time = null) =>
        (sender ?? new MailSender(Settings(server, tls), time ?? TimeProvider.System) { Trust = _authority.Trusts }).Send(Some, Anna, TestContext.Current.CancellationToken);

    private static IOptions<NoticeOptions> Settings(MailServer server, SmtpTls tls) => Options.Create(new NoticeOptions
    {
        SmtpHost = "localhost",
        SmtpPort = server.Port,
        SmtpTls = tls,
        SmtpUser = "notices",
        SmtpPassword = Password,
        From = "Jobvite sync <noreply@example.com>",
    });
}
