using System.Net;
using System.Net.Sockets;
using System.Text;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Senders that hold on instead of sending, on real sockets.</summary>
public sealed class SlowSenderTests(FrontHost front) : IClassFixture<FrontHost>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("Content-Length: 1000\r\n", "x")]
    [InlineData("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n")]
    public async Task A_body_that_drips_is_cut_with_a_408_and_reaches_no_inbox(string length, string drop)
    {
        var tenant = front.NewTenant();

        var answer = await Drip(Head(tenant, length), drop);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        await tenant.Inbox.DidNotReceiveWithAnyArgs().Receive(default, default!, default, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Headers_that_drip_are_cut()
    {
        var tenant = front.NewTenant();

        var answer = await Drip($"POST /webhooks/jobvite/{tenant.CompanyId}/candidate HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x");

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task While_many_drip_another_is_answered()
    {
        var tenant = front.NewTenant();
        tenant.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));
        var dripping = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var client = await Connect();
                dripping.Add(client);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head(tenant, "Content-Length: 1000\r\n") + "{"), Answers.Cancelled);
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/jobvite/{tenant.CompanyId}/candidate");
            request.Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new("application/json") } };
            var answer = await front.Anonymous.SendAsync(request, Answers.Cancelled);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            dripping.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_company_with_too_much_under_way_gets_a_429_and_another_is_served()
    {
        var (busy, other) = (front.NewTenant(), front.NewTenant());
        var hold = new TaskCompletionSource<WebhookReceipt>();
        busy.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(_ => hold.Task);
        other.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));

        // Seven bodies of a mebibyte are a company's share; the eighth is one too many.
        var sent = Enumerable.Range(0, 8).Select(_ => Send(busy, 1024 * 1024)).ToList();
        var refused = await await Task.WhenAny(sent);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await Send(other, 1024 * 1024)).StatusCode);
        hold.SetResult(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));
        Assert.Equal(7, (await Task.WhenAll(sent)).Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    private Task<HttpResponseMessage> Send(PlayedTenant tenant, int bytes)
    {
        var content = new ByteArrayContent(new byte[bytes]) { Headers = { ContentType = new("application/json") } };
        return front.Anonymous.PostAsync($"/webhooks/jobvite/{tenant.CompanyId}/candidate", content, Answers.Cancelled);
    }

    private static string Head(PlayedTenant tenant, string length) =>
        $"POST /webhooks/jobvite/{tenant.CompanyId}/candidate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n";

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(front.Address.Host, front.Address.Port, Answers.Cancelled);
        return client;
    }

    /// <summary>Sends <paramref name="drop"/> again and again until the server has had enough; returns what it said.</summary>
    private async Task<string> Drip(string head, string drop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Answers.Cancelled);
        deadline.CancelAfter(Deadline);
        using var client = await Connect();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), deadline.Token);
        var answer = ReadToEnd(stream, deadline.Token);
        while (!answer.IsCompleted)
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), deadline.Token);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), deadline.Token));
            }
            catch (IOException)
            {
                // The server has closed the connection; what it said before is read.
                break;
            }

            deadline.Token.ThrowIfCancellationRequested();
        }

        return await answer;
    }

    private static async Task<string> ReadToEnd(NetworkStream stream, CancellationToken cancellationToken)
    {
        var said = new MemoryStream();
        try
        {
            await stream.CopyToAsync(said, cancellationToken);
        }
        catch (IOException)
        {
            // Cut without ceremony.
        }

        return Encoding.ASCII.GetString(said.ToArray());
    }
}
