using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Jobvite.Standalone.Tests.Processes;

public sealed class RefusedStartTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    [Theory]
    [InlineData("JWT_SECRET_KEY", "short")]
    [InlineData("JWT_SECRET_KEY", "changeme-changeme-changeme-changeme")]
    [InlineData("JOBVITE_ENCRYPTION_KEY", "not base64!")]
    [InlineData("JOBVITE_ENCRYPTION_KEY", "c2hvcnQ=")]
    [InlineData("JOBVITE_ENCRYPTION_KEY_PREVIOUS", "c2hvcnQ=")]
    [InlineData("Orleans__SiloPort", "many")]
    [InlineData("Storage__Provider", "oracle")]
    [InlineData("JOBVITE_V2_BASE_URL_PROD", "not a url")]
    [InlineData("JOBVITE_V2_BASE_URL_PROD", "http://api.example.com/api/v2")]
    public async Task A_bad_setting_is_named(string variable, string value)
    {
        await using var child = StandaloneChild.Start(_data.FullPath, [], (variable, value));

        await Refused(child, variable);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var web = StandaloneChild.Start(_data.FullPath, [], ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"));
        await Refused(web, port);
    }

    [Fact]
    public async Task A_directory_that_another_process_uses_is_named()
    {
        using var held = DataDirectory.Open(_data.FullPath);
        await using var child = StandaloneChild.Start(_data.FullPath, []);

        await Refused(child, _data.FullPath);
    }

    [Fact]
    public async Task A_file_in_place_of_the_directory_is_named()
    {
        await File.WriteAllTextAsync(_data.File("file"), "", TestContext.Current.CancellationToken);
        await using var child = StandaloneChild.Start(_data.File("file"), []);

        await Refused(child, _data.File("file"));
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        await File.WriteAllTextAsync(_data.File("jobvite.db"), new string('x', 10_000), TestContext.Current.CancellationToken);
        await using var child = StandaloneChild.Start(_data.FullPath, []);

        await Refused(child, "jobvite.db");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using (var first = StandaloneChild.Start(_data.FullPath, []))
        {
            await first.Ready();
            Assert.Equal(0, await first.Interrupt());
        }

        await Sql("INSERT INTO schema_versions (ScriptName, Applied) VALUES ('9000_future.sql', '2030-01-01')");
        await using var child = StandaloneChild.Start(_data.FullPath, []);

        await Refused(child, "9000_future");
    }

    [Fact]
    public async Task A_lost_encryption_key_is_refused_and_nothing_is_made_anew()
    {
        await using (var first = StandaloneChild.Start(_data.FullPath, ["--sandbox", "--jobs", "1", "--candidates", "1", "--processes", "1"]))
        {
            await first.Ready();
            Assert.Equal(0, await first.Interrupt());
        }

        File.Delete(_data.File("encryption-key"));
        await using var child = StandaloneChild.Start(_data.FullPath, []);

        await Refused(child, "JOBVITE_ENCRYPTION_KEY");
    }

    [Fact]
    public async Task An_unknown_switch_ends_with_2()
    {
        await using var child = StandaloneChild.Start(_data.FullPath, ["--sandbx"]);

        Assert.Equal(2, await child.End());
        Assert.Contains("--sandbx", child.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_shown_without_starting_anything()
    {
        await using var child = StandaloneChild.Start(_data.File("untouched"), ["--help"]);

        Assert.Equal(0, await child.End());
        Assert.Contains("--sandbox", child.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.File("untouched")));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    /// <summary>Exit code 1 and one paragraph that names what is wrong, without a stack trace.</summary>
    private static async Task Refused(StandaloneChild child, string named)
    {
        Assert.Equal(1, await child.End());
        Assert.Contains(named, child.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", child.Errors + child.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is ready", child.Output, StringComparison.Ordinal);
    }

    private async Task Sql(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={_data.File("jobvite.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
