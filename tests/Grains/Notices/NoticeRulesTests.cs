using System.ComponentModel.DataAnnotations;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Notices;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Notices;

public sealed class NoticeRulesTests
{
    private const NoticeKinds Some = NoticeKinds.Connection;

    private static readonly NoticeOptions Options = new() { SmtpHost = "mail.example.com", From = "noreply@example.com" };

    [Fact]
    public void Five_addresses_and_a_url_of_the_internet_are_taken() => Assert.Empty(Check(new NoticesChange
    {
        Version = 0,
        Emails = ["a@example.com", "b.c+d@mail.example.com", "O'Neil@example.com", "x_y-z@example.co.uk", "1@xn--mller-kva.example", "A@EXAMPLE.com"],
        Webhook = "https://hooks.slack.com/services/T00/B00/xyz",
        Kinds = Some,
    }));

    [Theory]
    [InlineData("a@example.com\r\nBcc: eve@example.com")]
    [InlineData("a@example.com\n")]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("Anna <a@example.com>")]
    [InlineData("<a@example.com>")]
    [InlineData("a@example.com (Anna)")]
    [InlineData("<@relay.example.com:a@example.com>")]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("@example.com")]
    [InlineData("anna@localhost")]
    [InlineData("root@[127.0.0.1]")]
    [InlineData("anna@example..com")]
    [InlineData("anna@exa mple.com")]
    [InlineData("änna@example.com")]
    [InlineData("a@@example.com")]
    [InlineData("group: a@example.com;")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string email) =>
        Assert.StartsWith("must be addresses such as anna@example.com, one in each line. '", Check(new NoticesChange { Version = 0, Emails = [email], Kinds = Some })["emails"], StringComparison.Ordinal);

    [Fact]
    public void An_address_of_3000_characters_is_refused_and_not_repeated()
    {
        var error = Check(new NoticesChange { Version = 0, Emails = [$"{new string('a', 3000)}@example.com"], Kinds = Some })["emails"];
        Assert.InRange(error.Length, 50, 150);
    }

    [Fact]
    public void Six_addresses_are_refused() => Assert.Equal(
        "must be at most 5. Use a distribution list for more people.",
        Check(new NoticesChange { Version = 0, Emails = [.. Enumerable.Range(0, 6).Select(i => $"a{i}@example.com")], Kinds = Some })["emails"]);

    [Theory]
    [InlineData("http://hooks.example.com/x", "must begin with https://")]
    [InlineData("https://10.0.0.1/x", "public internet")]
    [InlineData("https://localhost/x", "public internet")]
    [InlineData("https://169.254.169.254/latest", "public internet")]
    [InlineData("https://user:pw@example.com/x", "must not carry a user name or password")]
    [InlineData("hooks", "must be a URL")]
    public void A_url_that_may_not_be_used_is_refused_as_those_of_endpoints_are(string url, string reason) =>
        Assert.Contains(reason, Check(new NoticesChange { Version = 0, Webhook = url, Kinds = Some })["webhook"], StringComparison.Ordinal);

    [Fact]
    public void A_url_of_3000_characters_is_refused() => Assert.Equal(
        "must have at most 2000 characters.", Check(new NoticesChange { Version = 0, Webhook = $"https://example.com/{new string('a', 3000)}", Kinds = Some })["webhook"]);

    [Fact]
    public void Whoever_is_told_of_nothing_has_no_address()
    {
        Assert.Contains("kinds", Check(new NoticesChange { Version = 0, Emails = ["a@example.com"], Kinds = NoticeKinds.None }).Keys);
        Assert.Contains("kinds", Check(new NoticesChange { Version = 0, Kinds = (NoticeKinds)64 }).Keys);
        Assert.Empty(Check(new NoticesChange { Version = 0, Webhook = "", Kinds = NoticeKinds.None }));
    }

    [Fact]
    public void What_is_not_set_up_or_not_allowed_cannot_be_used()
    {
        var none = new NoticeOptions { AllowWebhooks = false };
        var errors = NoticeRules.Check(new NoticesChange { Version = 0, Emails = ["a@example.com"], Webhook = "https://example.com/", Kinds = Some }, none, new EndpointOptions());
        Assert.Equal(("cannot be used: whoever runs this service has not set up a mail server.", "are not allowed here."), (errors["emails"], errors["webhook"]));
    }

    [Fact]
    public void An_address_that_is_given_twice_counts_once() =>
        Assert.Equal(["a@example.com", "b@example.com"], NoticeRules.Distinct(["a@example.com", "b@example.com", "A@Example.com"]));

    [Theory]
    [InlineData("SmtpHost", "mail.example.com:587", "Set Jobvite__Notices__SmtpHost to the name of a mail server")]
    [InlineData("From", null, "Set Jobvite__Notices__From to the sender")]
    [InlineData("From", "nobody", "Set Jobvite__Notices__From to the sender")]
    [InlineData("SmtpPort", 0, "Set Jobvite__Notices__SmtpPort to a whole number from 1 to 65535")]
    [InlineData("PerHour", 0, "Set Jobvite__Notices__PerHour to a whole number from 1 to 1000")]
    [InlineData("SmtpUser", "jobvite", "Set both Jobvite__Notices__SmtpUser and JOBVITE_SMTP_PASSWORD")]
    public void A_setting_that_cannot_be_used_is_named(string setting, object? value, string says)
    {
        var options = new NoticeOptions { SmtpHost = "mail.example.com", From = "noreply@example.com" };
        typeof(NoticeOptions).GetProperty(setting)!.SetValue(options, value);
        Assert.Contains(says, Wrong(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_needs_TLS_and_everything_else_is_well()
    {
        var options = new NoticeOptions { SmtpHost = "mail.example.com", From = "Jobvite <noreply@example.com>", SmtpUser = "jobvite", SmtpPassword = "secret" };
        Assert.Equal("", Wrong(options));
        options.SmtpTls = SmtpTls.None;
        Assert.Contains("is not sent without TLS", Wrong(options), StringComparison.Ordinal);
        options.After = TimeSpan.FromDays(2);
        Assert.Contains("Set Jobvite__Notices__After to a time", Wrong(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_one_line_as_its_title_whatever_the_incident_says()
    {
        var cause = $"Line one\r\nBcc: x\u2028\u202Eevil {new string('é', 500)}";
        var notice = new DueNotice(
            NoticeSaying.Begun,
            new HealthIncident { Id = Guid.NewGuid(), Subject = "run:jobs", StartedAt = DateTimeOffset.UnixEpoch, Cause = cause, Effect = "", WhatToDo = "Wait." },
            null);
        var message = NoticeMessage.Of("acme\r\nX: y", [notice], null);

        Assert.DoesNotContain(message.Title, c => char.IsControl(c) || c is '\u2028' or '\u202E');
        Assert.Equal(150, message.Title.Length);
        Assert.StartsWith("[Jobvite acme X: y] Problem: Line one Bcc: x evil ééé", message.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("Effect", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", message.Text, StringComparison.Ordinal);
        Assert.Equal(message.Id, NoticeMessage.Of("acme", [notice], "https://x").Id);
    }

    [Fact]
    public void A_message_does_not_repeat_what_Jobvite_said_in_its_own_words()
    {
        var incident = new HealthIncident
        {
            Id = Guid.NewGuid(),
            Subject = "run:candidates",
            StartedAt = DateTimeOffset.UnixEpoch,
            Cause = "The last candidates sync ended failed: Jobvite refused the request (status 400). Jobvite says: \"No candidate \"Ada\". ada@example.com\".",
            Effect = "",
            WhatToDo = "Wait.",
        };
        foreach (var message in (NoticeMessage[])
                 [
                     NoticeMessage.Of("acme", [new DueNotice(NoticeSaying.Begun, incident, null)], null),
                     NoticeMessage.Of("acme", [new DueNotice(NoticeSaying.Begun, incident, null), new DueNotice(NoticeSaying.Reminder, incident, DateTimeOffset.UnixEpoch)], null),
                 ])
        {
            Assert.DoesNotContain("da@example.com", message.Title + message.Text, StringComparison.Ordinal);
            Assert.Contains("Jobvite refused the request (status 400).", message.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Failed_attempts_come_more_and_more_seldom(int failures, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), NoticePlan.WaitAfter(failures));

    private static System.Collections.Immutable.ImmutableDictionary<string, string> Check(NoticesChange change) => NoticeRules.Check(change, Options, new EndpointOptions());

    private static string Wrong(NoticeOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return string.Join('\n', results.Select(result => result.ErrorMessage));
    }
}
