using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Tests.Notices;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Two processes that look at one database.</summary>
public sealed class NoticeTests(NoticeCluster cluster, ITestOutputHelper output) : IClassFixture<NoticeCluster>
{
    [Fact]
    public async Task What_two_silos_see_is_told_once()
    {
        Company[] companies = [cluster.Next(), cluster.Next(), cluster.Next()];
        foreach (var company in companies)
        {
            await Break(company);
        }

        await Wait.Until(LocalCluster.Patience, () => Task.FromResult(companies.All(company => MailsOf(company).Count > 0)), cluster.Logs);
        await BothLook();

        Assert.All(companies, company => Assert.Equal($"[Jobvite {company.Id}] Problem: Nothing is synced: syncJobs, syncCandidates and syncOnboarding are all off.", Assert.Single(MailsOf(company)).Subject));
        NobodySaysThePassword();
    }

    [Theory]
    [InlineData(MailMoment.Data, 1)]
    [InlineData(MailMoment.Taken, 2)]
    public async Task A_silo_that_is_killed_while_it_tells_is_followed_by_the_other(object moment, int times)
    {
        var company = cluster.Next();
        Array.ForEach(cluster.Mail, server => server.HangsAt = (MailMoment)moment);
        var hanging = cluster.Mail.Select(server => server.Hanging).ToArray();
        await Break(company);

        var teller = -1;
        await Wait.Until(
            LocalCluster.Patience,
            () => Task.FromResult((teller = Array.FindIndex(cluster.Mail, server => server.Hanging > hanging[Array.IndexOf(cluster.Mail, server)])) >= 0),
            cluster.Logs);
        await cluster.Silos[teller].Process.Kill();
        Array.ForEach(cluster.Mail, server => server.HangsAt = null);
        output.WriteLine($"{(MailMoment)moment}: silo {teller} was killed; its mail server had {MailsOf(company).Count} mails.");
        Assert.Equal(times - 1, MailsOf(company).Count);
        Assert.Equal(0, cluster.Mail[1 - teller].Hanging - hanging[1 - teller]);

        // Two minutes pass in which the channel is the dead silo's.
        Assert.Equal(1, await company.Count("SELECT count(*) FROM notice_channels WHERE company_id = @id AND claimed_until > now() + interval '30 seconds'"));
        await Sql.Execute(cluster.ConnectionString, $"UPDATE notice_channels SET claimed_until = now() WHERE company_id = '{company.Id}'");
        await Wait.Until(LocalCluster.Patience, () => Task.FromResult(MailsOf(company).Count >= times), cluster.Logs);
        await cluster.AllUp();
        await BothLook();

        var mails = MailsOf(company);
        Assert.Equal(times, mails.Count);
        Assert.Single(mails.Select(mail => mail.Message.MessageId).Distinct());
        Assert.Single(cluster.Mail[1 - teller].Mails, mail => mail.Subject.Contains(company.Id, StringComparison.Ordinal));
        NobodySaysThePassword();
    }

    /// <summary>An incident that the service itself finds: nothing is to be synced any more. Anna wants to be told.</summary>
    private async Task Break(Company company)
    {
        await Sql.Execute(cluster.ConnectionString, $"""
            INSERT INTO notice_settings (company_id, version, emails, kinds, severe_only) VALUES ('{company.Id}', 1, 'anna@example.com', 1, false);
            INSERT INTO notice_channels (company_id, channel, since, failures, claim) VALUES ('{company.Id}', 1, now(), 0, 0);
            """);
        await company.Polite(HttpMethod.Post, "/api/integrations/jobvite/config", new { syncConfig = new { syncJobs = false, syncCandidates = false, syncOnboarding = false } });
    }

    /// <summary>Waits until each silo has looked twice for what is to be told: health is judged before notices are looked for, and both go on.</summary>
    private async Task BothLook()
    {
        var before = await Sql.Scalar<DateTime>(cluster.ConnectionString, "SELECT max(judged_at) FROM company_health");
        await Wait.Until(
            LocalCluster.Patience,
            async () => await Sql.Scalar<DateTime>(cluster.ConnectionString, "SELECT min(judged_at) FROM company_health") > before.AddSeconds(21),
            cluster.Logs);
    }

    private List<TakenMail> MailsOf(Company company) =>
        [.. cluster.Mail.SelectMany(server => server.Mails).Where(mail => mail.Subject.Contains(company.Id, StringComparison.Ordinal))];

    private void NobodySaysThePassword()
    {
        Assert.All(cluster.Mail, server => Assert.All(server.Mails, mail => Assert.True(mail is { IsEncrypted: true, SignedIn: not null })));
        Assert.All(cluster.Mail, server => Assert.DoesNotContain(server.Clear, line => line.StartsWith("AUTH", StringComparison.Ordinal)));
        Assert.All(cluster.Silos, silo => Assert.DoesNotContain(NoticeCluster.Password, silo.Output, StringComparison.Ordinal));
    }
}
