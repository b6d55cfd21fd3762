using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Health;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Trimming;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Runs;

/// <summary>What the three kind grains need alike.</summary>
internal sealed record KindServices(
    ConnectionOpener Opener,
    IJobviteClientFactory Clients,
    ContactRecorder Contacts,
    IRunStore Runs,
    IRecordStore Records,
    IEventStore Events,
    IOptions<WebhookOptions> Retries,
    IOptions<RetentionOptions> Retention,
    GrainsInstruments Instruments,
    TimeProvider Time,
    ILogger<KindGrain> Logger,
    ILogger<RunExecutor> RunLogger,
    ILogger<RefreshLoop> RefreshLogger);
