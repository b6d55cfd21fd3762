using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Silo.Startup;
using Jobvite.Standalone.Access;
using Jobvite.Standalone.Demo;
using Jobvite.Standalone.Logs;
using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.Standalone;

/// <summary>The program from its arguments to its exit code.</summary>
internal sealed class StandaloneProcess(CommandLine line, TextWriter output, ProgressLine progress)
{
    private const string LocalTenant = "local";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs until Ctrl-C.</summary>
    /// <exception cref="StartupException">It cannot start; see <see cref="StartupFailure"/> for the others.</exception>
    public async Task Run()
    {
        using var data = DataDirectory.Open(Environment.GetEnvironmentVariable(DataDirectory.Variable));
        await using var logger = LogFiles.Open(data);
        try
        {
            var secrets = new LocalSecrets(data);
            await using var sandbox = line.Sandbox ? await SandboxServer.StartAsync(SandboxOptions(secrets)) : null;
            await using var app = StandaloneHost.Build(data, secrets, sandbox, logger);
            if (await Start(app, logger))
            {
                await Greet(app, sandbox, data, logger);
                await app.WaitForShutdownAsync();
            }

            await output.WriteLineAsync("Stopped.");
        }
        catch (Exception exception)
        {
            logger.Fatal(exception, "The program ends because of an error");
            throw;
        }
    }

    /// <summary>False when Ctrl-C came first.</summary>
    private static async Task<bool> Start(WebApplication app, Serilog.ILogger logger)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (Exception exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            logger.Information(exception, "Stopped while starting");
            return false;
        }
    }

    private async Task Greet(WebApplication app, SandboxServer? sandbox, DataDirectory data, Serilog.ILogger logger)
    {
        try
        {
            await Greet(app, sandbox, data);
        }
        catch (Exception exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl-C in the middle of a sync: calls under way end in one way or another, and the next start goes on.
            logger.Information(exception, "Stopped while syncing");
            progress.End();
        }
    }

    private async Task Greet(WebApplication app, SandboxServer? sandbox, DataDirectory data)
    {
        var url = StandaloneHost.UrlOf(app);
        var token = LocalToken.Make(app.Configuration, sandbox is null ? LocalTenant : Demonstration.TenantId, TimeProvider.System);
        if (sandbox is null)
        {
            await output.WriteLineAsync(Welcome.Empty(url, SignInLink(app, url, token), token, data.LogsPath));
            if (await Demonstration.IsConnected(app.Services.GetRequiredService<IGrainFactory>()))
            {
                await output.WriteLineAsync(Welcome.Orphan);
            }

            return;
        }

        var demonstration = new Demonstration(sandbox, app.Services.GetRequiredService<IGrainFactory>());
        await Demonstrate(demonstration, url, app.Lifetime.ApplicationStopping);
        await output.WriteLineAsync(Welcome.Demonstration(url, SignInLink(app, url, token), sandbox.BaseAddress, token, sandbox.World.CandidateIds is [var first, ..] ? first : null, data.LogsPath));
    }

    /// <summary>The console's address: with a code that signs its user in once, where we can make tokens.</summary>
    private static Uri SignInLink(WebApplication app, Uri url, string? token) =>
        token is null ? url : new(url, app.Services.GetRequiredService<SignInLinks>().Issue(token));

    private async Task Demonstrate(Demonstration demonstration, Uri url, CancellationToken stopping)
    {
        var isNew = await demonstration.Connect(stopping);
        demonstration.SendWebhooksTo(url);
        var runs = await demonstration.StartFirstRuns(stopping);
        await output.WriteLineAsync(isNew ? "The demonstration company is connected." : "The demonstration company is already connected.");
        foreach (var run in await Follow(demonstration, runs, stopping))
        {
            await output.WriteLineAsync(RunLines.Summary(run));
        }

        await output.WriteLineAsync($"Stored: {RunLines.Stored(await demonstration.Count(stopping))}");
        demonstration.Sandbox.ChangeByItself(line.ChangesPerMinute);
    }

    private async Task<IReadOnlyList<SyncRun>> Follow(Demonstration demonstration, IReadOnlyList<SyncRun> runs, CancellationToken stopping)
    {
        while (runs.Count > 0)
        {
            runs = await Task.WhenAll(runs.Select(run => run.IsEnded ? Task.FromResult(run) : demonstration.Read(run, stopping)));
            progress.Show(RunLines.Line(runs));
            if (runs.All(run => run.IsEnded))
            {
                break;
            }

            await Task.Delay(Poll, TimeProvider.System, stopping);
        }

        progress.End();
        return runs;
    }

    private SandboxOptions SandboxOptions(LocalSecrets secrets) => new()
    {
        Jobs = line.Jobs,
        Candidates = line.Candidates,
        Processes = line.Processes,
        Seed = line.Seed,
        RsaPrivateKeyPem = secrets.SandboxPrivateKey(),
    };
}
