using System.Net;
using System.Text.Json;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Notices;
using Jobvite.Grains.Tests.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Notices;

public sealed class SlackSenderTests : IAsyncLifetime
{
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.Start();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_message_is_text_whatever_is_in_it()
    {
        Assert.True((await Send(new NoticeMessage(Guid.NewGuid(), "A & B <!channel>", "Line \"one\".\r\nÄ 😀 <https://example.com|click>\r\n"))).IsSent);

        var received = Assert.Single(_receiver.All);
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        var text = Assert.Single(JsonElement.Parse(received.Body).EnumerateObject());
        Assert.Equal("text", text.Name);
        Assert.Equal("A &amp; B &lt;!channel&gt;\nLine \"one\".\nÄ 😀 &lt;https://example.com|click&gt;", text.Value.GetString());
    }

    [Fact]
    public async Task What_the_host_says_is_the_outcome()
    {
        _receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync($"no_service\r\n<b>{new string('x', 5000)}");
        };
        var error = (await Send(Some)).Error!;
        Assert.StartsWith("The answer was 404. no_service <b>xxx", error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 50, 130);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var other = await Receiver.Start();
        _receiver.Answer = (_, http) =>
        {
            http.Response.Redirect(other.Url);
            return Task.CompletedTask;
        };
        Assert.Equal("The answer was 302, a redirect: redirects are not followed.", (await Send(Some)).Error);
        Assert.Empty(other.All);
    }

    [Fact]
    public async Task Nothing_goes_to_a_private_network_whatever_the_name_looked_like()
    {
        var outcome = await Send(Some, allowed: null);
        Assert.Equal("127.0.0.1 leads to an address within a private network, to which nothing is sent.", outcome.Error);
        Assert.Equal("hooks.example.com leads to an address within a private network, to which nothing is sent.", (await Send(Some, "https://hooks.example.com/secret-path")).Error);
        Assert.Empty(_receiver.All);
    }

    [Fact]
    public async Task Nothing_is_sent_where_webhooks_are_not_allowed()
    {
        Assert.Equal("Notices by webhook are not allowed here.", (await Send(Some, configure: options => options.AllowWebhooks = false)).Error);
        Assert.Empty(_receiver.All);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_failure_that_does_not_name_the_url()
    {
        _receiver.Answer = async (_, http) => await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        Assert.Equal("No complete answer came within 1 seconds.", (await Send(Some)).Error);

        var url = _receiver.Url;
        await _receiver.DisposeAsync();
        Assert.Equal("The server refused the connection.", (await Send(Some, url)).Error);
    }

    private static NoticeMessage Some => new(Guid.NewGuid(), "Problem", "Text.");

    private async Task<NoticeOutcome> Send(NoticeMessage message, string? url = null, string? allowed = "127.0.0.1", Action<NoticeOptions>? configure = null)
    {
        var options = new NoticeOptions { Timeout = TimeSpan.FromSeconds(1) };
        configure?.Invoke(options);
        var connections = new CustomerConnections(
            Options.Create(new EndpointOptions { AllowedHosts = allowed }),
            (host, cancellationToken) => host == "hooks.example.com" ? Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]) : Dns.GetHostAddressesAsync(host, cancellationToken));
        using var sender = new SlackSender(connections, Options.Create(options), TimeProvider.System);
        return await sender.Send(message, new Uri(url ?? _receiver.Url), TestContext.Current.CancellationToken);
    }
}
