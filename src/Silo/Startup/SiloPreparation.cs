using Jobvite.Silo.Clustering;
using Jobvite.Silo.KeyRing;
using Jobvite.Silo.Persistence;
using Jobvite.Storage;

namespace Jobvite.Silo.Startup;

/// <summary>
/// What has to be in order before the first grain lives: the schema, Orleans' statements, the key ring. It runs before any hosted service
/// starts, Orleans among them; an exception ends the start-up.
/// </summary>
internal sealed partial class SiloPreparation(
    IStorageMigrator migrator,
    OrleansStatements statements,
    ClusterAdmission admission,
    WrappingKeys keys,
    KeyRingOpening keyRing,
    IConfiguration configuration,
    ILogger<SiloPreparation> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await migrator.Migrate(cancellationToken);
        await statements.Check(cancellationToken);
        await admission.Check(cancellationToken);
        if (keys.IsDerived)
        {
            LogDerivedKey(WrappingKeys.Variable, WrappingKeys.FallbackVariable);
        }

        var rewrapped = keyRing.Open(acceptLoss: string.Equals(configuration[KeyRingOpening.AcceptLossVariable], "true", StringComparison.OrdinalIgnoreCase));
        if (rewrapped > 0)
        {
            LogRewrapped(rewrapped, keys.Current.Id);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Warning,
        "{Variable} is not set: the key that protects customers' secrets is derived from {Fallback}. Changing {Fallback} will make them unreadable. Set {Variable} to the output of: openssl rand -base64 32")]
    private partial void LogDerivedKey(string variable, string fallback);

    [LoggerMessage(2, LogLevel.Information, "{Count} keys of the key ring were wrapped anew with the key {KeyId}; the former encryption key is no longer needed")]
    private partial void LogRewrapped(int count, string keyId);
}
