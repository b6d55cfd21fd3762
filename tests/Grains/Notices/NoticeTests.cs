using Jobvite.Grains.Tests.Endpoints;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>From incidents to messages, with the database, the mail server's protocol and a clock of the test's own.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private NoticeBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await NoticeBench.Begin();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task One_incident_is_one_message_and_its_end_another()
    {
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromHours(3));
        var begun = Assert.Single(_bench.Mail.Mails);
        Assert.Equal("[Jobvite acme0001] Problem: What is called endpoint:job is broken.", begun.Subject);
        foreach (var part in (string[])["Company: acme0001", "Since: 2026-03-01 12:00 UTC", "Effect: Nothing arrives.", "What to do: Repair it.", "https://jobvite.example.com/notices"])
        {
            Assert.Contains(part, begun.Body, StringComparison.Ordinal);
        }

        _bench.Wrong();
        await _bench.Pass(TimeSpan.FromHours(30), TimeSpan.FromMinutes(10));
        Assert.Equal(2, _bench.Mail.Mails.Count);
        Assert.Equal("[Jobvite acme0001] Resolved: What is called endpoint:job is broken.", _bench.Subjects[1]);
        Assert.Contains("Until: 2026-03-01 15:10 UTC (3 hours)", _bench.Mail.Mails[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flicker_is_no_message()
    {
        for (var i = 0; i < 40; i++)
        {
            _bench.Wrong("endpoint:job");
            await _bench.Pass(TimeSpan.FromMinutes(4));
            _bench.Wrong();
            await _bench.Pass(TimeSpan.FromMinutes(i % 2 == 0 ? 1 : 20));
        }

        Assert.Empty(_bench.Mail.Mails);
    }

    [Fact]
    public async Task What_goes_and_comes_all_day_is_two_messages()
    {
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(6));
        for (var i = 0; i < 60; i++)
        {
            _bench.Wrong();
            await _bench.Pass(TimeSpan.FromMinutes(3));
            _bench.Wrong("endpoint:job");
            await _bench.Pass(TimeSpan.FromMinutes(8));
        }

        _bench.Wrong();
        await _bench.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(["Problem", "Resolved"], _bench.Subjects.Select(Word));
    }

    [Fact]
    public async Task What_lasts_is_told_again_once_a_day()
    {
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromDays(3) + TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));

        Assert.Equal(["Problem", "Still a problem", "Still a problem", "Still a problem"], _bench.Subjects.Select(Word));
        Assert.Equal(4, _bench.Mail.Mails.Select(mail => mail.Message.MessageId).Distinct().Count());
        Assert.All(_bench.Mail.Mails.Zip(_bench.Mail.Mails.Skip(1)), pair => Assert.Equal("anna@example.com", Assert.Single(pair.Second.Recipients)));
    }

    [Fact]
    public async Task A_storm_is_so_many_messages_an_hour_and_the_last_names_the_rest()
    {
        string[] all = [.. Enumerable.Range(0, 50).Select(i => $"webhook-endpoint:{i}")];
        _bench.Wrong(all);
        await _bench.Pass(TimeSpan.FromMinutes(50));

        Assert.Equal(10, _bench.Mail.Mails.Count);
        Assert.Equal("[Jobvite acme0001] 41 notices: 41 new", _bench.Subjects[9]);
        var told = string.Join('\n', _bench.Mail.Mails.Select(mail => mail.Body));
        Assert.All(all, subject => Assert.Contains($"What is called {subject} is broken.", told, StringComparison.Ordinal));

        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(10, _bench.Mail.Mails.Count);
        var standing = (await _bench.Store.ReadStandings(NoticeBench.Company, 10, TestContext.Current.CancellationToken)).Channels.Single();
        Assert.Equal((0, true), (standing.Failures, standing.NextAt > _bench.Time.GetUtcNow()));

        await _bench.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(20, _bench.Mail.Mails.Count);
        Assert.Equal("[Jobvite acme0001] 42 notices: 42 resolved", _bench.Subjects[19]);
        Assert.Single(_bench.Subjects, "[Jobvite acme0001] Problem: What is called endpoint:job is broken.");
        await _bench.Pass(TimeSpan.FromHours(10), TimeSpan.FromMinutes(10));
        Assert.Equal(20, _bench.Mail.Mails.Count);
    }

    [Fact]
    public async Task More_than_fifty_are_counted()
    {
        _bench.Mail.IsDown = true;
        _bench.Wrong([.. Enumerable.Range(0, 60).Select(i => $"webhook-endpoint:{i}")]);
        await _bench.Pass(TimeSpan.FromMinutes(10));
        _bench.Mail.IsDown = false;
        await _bench.Pass(TimeSpan.FromMinutes(10));

        var mail = Assert.Single(_bench.Mail.Mails);
        Assert.Equal("[Jobvite acme0001] 60 notices: 60 new", mail.Subject);
        Assert.Contains("And 10 more", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_hours_without_a_mail_server_one_message_tells_all()
    {
        _bench.Mail.IsDown = true;
        _bench.Wrong("endpoint:job", "endpoint:candidate");
        await _bench.Pass(TimeSpan.FromMinutes(30));
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(30));
        for (var i = 0; i < 100; i++)
        {
            _bench.Wrong("endpoint:job", $"webhook-endpoint:{i}");
            await _bench.Pass(TimeSpan.FromSeconds(36), TimeSpan.FromSeconds(36));
        }

        Assert.InRange(_bench.Mail.Connections, 5, 9);
        Assert.Empty(_bench.Mail.Mails);
        var standing = (await _bench.Store.ReadStandings(NoticeBench.Company, 10, TestContext.Current.CancellationToken)).Channels.Single();
        Assert.Equal((_bench.Mail.Connections, "The mail server did not take it: Come back later"), (standing.Failures, standing.Error));

        _bench.Mail.IsDown = false;
        await _bench.Pass(TimeSpan.FromHours(1));
        var mail = Assert.Single(_bench.Mail.Mails, one => one.Subject.Contains("notices", StringComparison.Ordinal));
        Assert.Contains("What is called endpoint:job is broken.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("What is called endpoint:candidate is broken. (since 2026-03-01 12:00 UTC until 2026-03-01 12:30 UTC)", mail.Body, StringComparison.Ordinal);
        Assert.InRange(_bench.Mail.Mails.Count, 1, 2);
    }

    [Fact]
    public async Task Whoever_dies_between_sending_and_noting_is_followed_by_the_same_message_once()
    {
        _bench.Deaths = 1;
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(6));
        Assert.Single(_bench.Mail.Mails);
        _bench.Restart();
        await _bench.Pass(TimeSpan.FromHours(2));

        Assert.Equal(2, _bench.Mail.Mails.Count);
        Assert.Single(_bench.Mail.Mails.Select(mail => mail.Message.MessageId).Distinct());
    }

    [Fact]
    public async Task A_restart_loses_nothing_and_repeats_nothing()
    {
        _bench.Wrong("endpoint:job", "endpoint:candidate");
        await _bench.Pass(TimeSpan.FromMinutes(4));
        _bench.Restart();
        await _bench.Pass(TimeSpan.FromMinutes(2));
        _bench.Restart();
        await _bench.Pass(TimeSpan.FromMinutes(2));
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(2));
        _bench.Restart();
        await _bench.Pass(TimeSpan.FromHours(1));

        Assert.Equal(["Problem", "Problem", "Resolved"], _bench.Subjects.Select(Word));
    }

    [Fact]
    public async Task Several_silos_that_look_at_the_same_time_send_one_message()
    {
        _bench.Wrong("endpoint:job");
        await _bench.Judge();
        _bench.Time.Advance(TimeSpan.FromMinutes(6));
        await _bench.Judge();
        await _bench.Look(silos: 6);
        await _bench.Look(silos: 6);

        Assert.Single(_bench.Mail.Mails);
    }

    [Fact]
    public async Task A_mail_server_that_breaks_off_behind_the_message_gets_it_again_with_the_same_id()
    {
        _bench.Mail.Drops = true;
        _bench.Wrong("endpoint:job");
        await _bench.Pass(TimeSpan.FromMinutes(6));
        _bench.Mail.Drops = false;
        await _bench.Pass(TimeSpan.FromMinutes(30));

        Assert.InRange(_bench.Mail.Mails.Count, 2, 3);
        Assert.Single(_bench.Mail.Mails.Select(mail => mail.Message.MessageId).Distinct());
    }

    [Fact]
    public async Task A_channel_that_fails_does_not_keep_the_other_from_being_told()
    {
        await using var receiver = await Receiver.Start();
        await using var bench = await NoticeBench.Begin(receiver.Url);
        bench.Mail.IsDown = true;
        bench.Wrong("endpoint:job");
        await bench.Pass(TimeSpan.FromHours(1));
        Assert.Single(receiver.All);
        bench.Mail.IsDown = false;
        await bench.Pass(TimeSpan.FromHours(1));

        Assert.Single(receiver.All);
        Assert.Single(bench.Mail.Mails);
        Assert.Contains("\"text\":\"[Jobvite acme0001] Problem: What is called endpoint:job is broken.\\nCompany: acme0001\\n", receiver.All[0].Body, StringComparison.Ordinal);
    }

    private static string Word(string subject) => subject[(subject.IndexOf(']', StringComparison.Ordinal) + 2)..subject.IndexOf(':', StringComparison.Ordinal)];
}
