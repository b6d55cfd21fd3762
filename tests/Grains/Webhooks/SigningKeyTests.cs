using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using NSubstitute;

namespace Jobvite.Grains.Tests.Webhooks;

public class SigningKeyTests : WebhookIntakeFixture
{
    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_company_cannot_be_asked()
    {
        Company.GetConnection().Returns(Task.FromException<CompanyConnection?>(new TimeoutException()));
        Assert.Equal(WebhookOutcome.Unavailable, (await Receive(StageChange)).Outcome);

        Connect(Key);
        Assert.Equal(WebhookOutcome.Accepted, (await Receive(StageChange)).Outcome);
    }

    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_stored_key_does_not_open()
    {
        var connection = Connection(Key);
        Company.GetConnection().Returns(connection with
        {
            ProtectedSecrets = connection.ProtectedSecrets.SetItem(
                SecretField.WebhookSigningKey, Secrets.Protect("other", SecretField.WebhookSigningKey, Key)),
        });

        Assert.Equal(WebhookOutcome.Unavailable, (await Receive(StageChange)).Outcome);
        Assert.Empty(Store.Events);
    }

    [Fact]
    public async Task A_burst_asks_for_the_key_once()
    {
        for (var i = 0; i < 50; i++)
        {
            await Receive(StageChange);
        }

        await Company.Received(1).GetConnection();
    }

    [Fact]
    public async Task An_attack_asks_for_the_key_once_a_second()
    {
        for (var i = 0; i < 50; i++)
        {
            await Receive(StageChange, "forged");
        }

        await Company.Received(1).GetConnection();
    }

    [Fact]
    public async Task A_new_key_works_after_a_second_and_the_old_one_not_after_five()
    {
        await Receive(StageChange);
        Connect("a new key");

        Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(WebhookOutcome.Accepted, (await Receive(StageChange, WebhookSignature.Compute(StageChange, "a new key"))).Outcome);
        Time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange, WebhookSignature.Compute(StageChange, Key))).Outcome);
    }

    [Fact]
    public async Task A_disconnected_company_takes_nothing_after_five_seconds()
    {
        await Receive(StageChange);
        Company.GetConnection().Returns((CompanyConnection?)null);

        Time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Equal(WebhookOutcome.UnknownCompany, (await Receive(StageChange)).Outcome);
    }
}
