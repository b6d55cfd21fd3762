using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobvite.Client.Tests;

/// <summary>A real server on a free loopback port, and a client with its real handler.</summary>
internal sealed class LoopbackJobvite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceProvider _services;

    private LoopbackJobvite(WebApplication app, ServiceProvider services, IJobviteClient client)
        => (_app, _services, Client) = (app, services, client);

    public IJobviteClient Client { get; }

    public static async Task<LoopbackJobvite> StartAsync(RequestDelegate answer, Action<JobviteClientOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(app.Urls.Single() + "/api/v2");
        var services = new ServiceCollection().AddLogging().AddJobviteClient(options =>
        {
            (options.MaxRetries, options.RetryDelay) = (0, TimeSpan.Zero);
            configure?.Invoke(options);
        }).BuildServiceProvider();
        var connection = ClientUnderTest.Plain with { V2BaseUrl = address, OnboardingBaseUrl = address };
        return new LoopbackJobvite(app, services, services.GetRequiredService<IJobviteClientFactory>().Create(connection, RequestGate.Open));
    }

    /// <summary>A list of jobs from <paramref name="total"/>, as <c>start</c> and <c>count</c> ask for it.</summary>
    public static Task Jobs(HttpContext context, int total)
    {
        var (start, count) = (Number(context, "start"), Number(context, "count"));
        var jobs = Enumerable.Range(0, total).Skip(start).Take(count).Select(i => $$"""{"eId":"j{{i}}"}""");
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{\"requisitions\":[" + string.Join(',', jobs) + "],\"total\":" + total + "}");
    }

    public Task StopListeningAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static int Number(HttpContext context, string name) => int.Parse(context.Request.Query[name]!, CultureInfo.InvariantCulture);
}
