using Jobvite.Silo.Audit;
using Jobvite.Silo.Startup;
using Jobvite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jobvite.Silo.Tests.Audit;

/// <summary>The command with a SQLite file that another process has written.</summary>
public sealed class VerifyAuditCommandTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Database => _directory.File("jobvite.db");

    public async ValueTask InitializeAsync()
    {
        await using var services = new ServiceCollection().AddJobviteSqlite(options => options.DatabasePath = Database).BuildServiceProvider();
        await services.GetRequiredService<IStorageMigrator>().Migrate(Stop);
        await Append(services, "acme", 5);
        await Append(services, "(cluster)", 2);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_chain_that_holds_is_said_to_hold_and_its_end_is_told()
    {
        var (exitCode, output) = await Verify();

        Assert.Equal(0, exitCode);
        Assert.Matches("^\\(cluster\\) rows 1 to 2 head 2 [0-9a-f]{64}\nacme rows 1 to 5 head 5 [0-9a-f]{64}\nChains: 2\\. Rows: 7\\. Every row follows the one before\\.\n$", output);
    }

    [Fact]
    public async Task A_row_that_was_changed_by_hand_is_named()
    {
        await Run("UPDATE audit_log SET subject = 'somebody else' WHERE company_id = 'acme' AND position = 3");

        var (exitCode, output) = await Verify("acme");

        Assert.Equal(VerifyAuditCommand.BrokenExitCode, exitCode);
        Assert.Contains("\n    Row 3, ", output, StringComparison.Ordinal);
        Assert.EndsWith("Chains: 1. Rows: 5. Broken in 1 place.\n", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Verify("(cluster)")).ExitCode);
    }

    [Fact]
    public async Task A_trail_that_was_cut_off_at_its_end_is_found_by_what_was_printed_earlier()
    {
        var known = _directory.File("known.txt");
        await File.WriteAllTextAsync(known, (await Verify()).Output, Stop);
        Assert.Equal(0, (await Verify("--known", known)).ExitCode);

        await Run("DELETE FROM audit_log WHERE company_id = 'acme' AND position > 3; UPDATE audit_chains SET position = 3, hash = (SELECT hash FROM audit_log WHERE company_id = 'acme' AND position = 3) WHERE company_id = 'acme'");

        Assert.Equal(0, (await Verify()).ExitCode);
        var (exitCode, output) = await Verify("acme", "--known", known);
        Assert.Equal(VerifyAuditCommand.BrokenExitCode, exitCode);
        Assert.Contains("The earlier check knew row 5; the chain ends with row 3 now.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_understood_or_read_is_said()
    {
        Assert.Equal(VerifyAuditCommand.UsageExitCode, (await Verify("--what")).ExitCode);
        await Assert.ThrowsAsync<StartupException>(() => Verify("--known", _directory.File("nowhere.txt")));
        var (exitCode, output) = await Verify("nobody");
        Assert.Equal((0, true), (exitCode, output.StartsWith("nobody has no rows in a chain.", StringComparison.Ordinal)));
    }

    private static async Task Append(IServiceProvider services, string company, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            await services.GetRequiredService<IAuditLog>().Append(new AuditEntry(company, DateTimeOffset.UnixEpoch, "configure", "tenant", "sub", null, null), Stop);
        }
    }

    private async Task<(int ExitCode, string Output)> Verify(params string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DatabasePath"] = Database });
        await using var output = new StringWriter { NewLine = "\n" };
        return (await VerifyAuditCommand.Run(arguments, builder, output), output.ToString());
    }

    private async Task Run(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
