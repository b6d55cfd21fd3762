using Jobvite.Silo;
using Jobvite.Silo.Audit;
using Jobvite.Silo.Import;
using Jobvite.Silo.Startup;
using Jobvite.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration.Memory;

try
{
    if (args is [MigrateCommand.Name, .. var rest])
    {
        await MigrateCommand.Run(rest, Console.Out);
        return 0;
    }

    if (args is [ImportCommand.Name, .. var importArguments])
    {
        return await ImportCommand.Run(importArguments, Console.Out);
    }

    if (args is [VerifyAuditCommand.Name, .. var verifyArguments])
    {
        return await VerifyAuditCommand.Run(verifyArguments, Console.Out);
    }

    var builder = WebApplication.CreateBuilder(args);

    // Every other source comes before this one.
    builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            // Where a front end on the same machine looks when nothing else is said.
            ["Orleans:SiloPort"] = "11111",
            ["Orleans:GatewayPort"] = "30000",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Orleans"] = "Warning",
            // Orleans decides every placement by a Polly pipeline, which tells of each attempt. What fails in the end, Orleans itself tells.
            ["Logging:LogLevel:Polly"] = "None",
            // Orleans tells of every grain service's start and range.
            ["Logging:LogLevel:Jobvite.Grains.Silos.PeerSilo"] = "Warning",
        },
    });
    // What stops the start is said below in one paragraph; the host would log its stack trace as well.
    var started = false;
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (started ? LogLevel.Information : LogLevel.Critical));
    // Its first look measures from the machine's start, not the silo's, and warns of hours without a look.
    builder.Logging.AddFilter("Orleans.Runtime.Watchdog", level => level >= (started ? LogLevel.Warning : LogLevel.Error));
    builder.AddJobviteSilo();
    // /health/live answers while the silo still waits to join its cluster.
    builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
    builder.AddServiceTelemetry("jobvite-silo");
    builder.AddServiceLogs();

    var app = builder.Build();
    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(SiloHosting.ReadyTag) });
    app.MapPrometheusScrapingEndpoint("/metrics");
    app.Lifetime.ApplicationStarted.Register(() => started = true);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupFailure.Describe(exception) is { } text)
{
    var what = args switch
    {
        [MigrateCommand.Name, ..] => "The database was not migrated.",
        [ImportCommand.Name, ..] => "The import stops.",
        [VerifyAuditCommand.Name, ..] => "The audit trail was not checked.",
        _ => "The silo cannot start.",
    };
    await Console.Error.WriteLineAsync($"{what} {text}");
    return StartupFailure.ExitCode;
}
