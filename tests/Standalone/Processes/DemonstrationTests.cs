using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Jobvite.Standalone.Tests.Processes;

public sealed class DemonstrationTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>, IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private readonly Rest _rest = new(standalone.Greeting);

    [Fact]
    public async Task The_first_start_brings_every_record_over()
    {
        Assert.Equal(20, await _rest.Total($"{Api}/jobs"));
        Assert.Equal(60, await _rest.Total($"{Api}/candidates"));
        Assert.Equal(5, await _rest.Total("/api/onboarding/processes"));
        Assert.Contains("Stored: 20 jobs, 60 candidates with 6", standalone.Child.Output, StringComparison.Ordinal);
        Assert.Equal("", standalone.Child.Errors);
    }

    [Fact]
    public async Task What_is_stored_is_what_the_stand_in_has()
    {
        var counts = (await _rest.Get($"{Api}/sync/diagnostics")).GetProperty("counts");
        var world = JsonDocument.Parse(await Text(new Uri(standalone.Greeting.SandboxAdmin!, "/admin/state"))).RootElement.GetProperty("records");

        Assert.True(Count(world, "applications") > 60, "Some of the stand-in's people applied twice.");
        Assert.Equal(Count(world, "applications"), Count(counts, "applications"));
        Assert.Equal(Count(world, "tasks"), Count(counts, "onboardingTasks"));
    }

    [Fact]
    public async Task Diagnostics_find_nothing_to_complain_about()
    {
        var diagnostics = await _rest.Get($"{Api}/sync/diagnostics");

        Assert.Empty(diagnostics.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task A_webhook_brings_a_new_stage_over()
    {
        var candidate = (await _rest.Get($"{Api}/candidates?pageSize=1")).GetProperty("items")[0].GetProperty("jobviteCandidateId").GetString();
        await Rest.Post(new Uri(standalone.Greeting.SandboxAdmin!, $"/admin/candidates/{candidate}/stage"), new { stage = "Seen In A Test" });

        var changed = await _rest.Until($"{Api}/candidates/{candidate}", answer =>
            answer.GetProperty("applications").EnumerateArray().Any(application => application.GetProperty("workflowState").GetString() == "Seen In A Test"));

        Assert.Equal(JsonValueKind.Object, changed.ValueKind);
        Assert.NotEqual(0, await _rest.Total($"{Api}/webhooks?source=candidate"));
    }

    [Fact]
    public async Task The_printed_link_opens_the_console_once()
    {
        var link = standalone.Child.Output.Split([' ', '\n']).Select(word => word.Trim()).Single(word => word.Contains("/sign-in/link/", StringComparison.Ordinal));
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = true });
        var page = await browser.GetStringAsync(new Uri(link), TestContext.Current.CancellationToken);
        Assert.Contains("<h1>Overview</h1>", page, StringComparison.Ordinal);

        using var another = new HttpClient(new SocketsHttpHandler { UseCookies = true });
        Assert.Contains("already used", await another.GetStringAsync(new Uri(link), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_curl_lines_work_when_they_are_pasted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        var lines = standalone.Child.Output.Split('\n').Select(line => line.Trim()).ToArray();
        var export = Assert.Single(lines, line => line.StartsWith("export TOKEN=", StringComparison.Ordinal));
        var curls = lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToArray();

        Assert.Equal(4, curls.Length);
        foreach (var curl in curls)
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"{export}\n{curl} --fail-with-body"]) { RedirectStandardOutput = true })!;
            var answer = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(shell.ExitCode == 0, $"{curl}: {answer}");
            Assert.StartsWith("{", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task Operators_pages_answer(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(standalone.Greeting.Url, path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Everything_in_the_data_directory_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var files = Directory.EnumerateFiles(standalone.DataDirectory, "*", SearchOption.AllDirectories).ToList();

        Assert.Contains(files, path => path.EndsWith("jobvite.db.migrating", StringComparison.Ordinal));
        Assert.All(files, path => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task No_secret_is_in_the_logs()
    {
        var logs = string.Concat(Directory.EnumerateFiles(Path.Combine(standalone.DataDirectory, "logs")).Select(ReadShared));

        Assert.NotEqual("", logs);
        Assert.DoesNotContain(await File.ReadAllTextAsync(Path.Combine(standalone.DataDirectory, "jwt-secret"), TestContext.Current.CancellationToken), logs, StringComparison.Ordinal);
        Assert.DoesNotContain(standalone.Greeting.Token, logs, StringComparison.Ordinal);
        Assert.DoesNotContain("@example", logs, StringComparison.Ordinal);
    }

    public void Dispose() => _rest.Dispose();

    private static async Task<string> Text(Uri address)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(address, TestContext.Current.CancellationToken);
    }

    private static int Count(JsonElement counts, string name) => counts.GetProperty(name).GetInt32();

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
