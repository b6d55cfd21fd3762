namespace Jobvite.Sandbox.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Switches_become_options()
    {
        var invocation = await Read(
        [
            "--jobs", "500", "--candidates=20000", "--seed", "-3", "--companies", "3", "--port", "5091", "--deny", "candidate", "--per-minute", "15", "--no-retry-after",
            "--quirk", "startBase=1", "--quirk", "notFound=http404,capitalIds=true", "--fault", "kind=status,statusCode=503,endpoint=job,times=3",
            "--changes-per-minute", "0.5", "--webhook-job", "http://localhost/hook",
        ]);

        Assert.Equal((500, 20000, -3), (invocation.Options.Jobs, invocation.Options.Candidates, invocation.Options.Seed));
        Assert.Equal(3, invocation.Options.Companies);
        Assert.Equal("http://127.0.0.1:5091", invocation.Options.Urls);
        Assert.False(invocation.Options.Permissions.Candidate);
        Assert.Equal(new SandboxLimits { RequestsPerMinute = 15, SendRetryAfter = false }, invocation.Options.Limits);
        Assert.Equal(new SandboxQuirks { StartBase = 1, NotFound = NotFoundForm.Http404, CapitalIds = true }, invocation.Options.Quirks);
        Assert.Equal(new SandboxFault(FaultKind.Status) { StatusCode = 503, Endpoint = SandboxEndpoint.Job, Times = 3 }, Assert.Single(invocation.Faults));
        Assert.Equal(new Uri("http://localhost/hook"), invocation.Options.WebhookTargets.Job);
    }

    [Theory]
    [InlineData("--jbos=1", "--jbos")]
    [InlineData("500", "500")]
    [InlineData("--jobs", "'--jobs'")]
    [InlineData("--jobs=many", "--jobs: 'many'")]
    [InlineData("--jobs=-1", "Jobs")]
    [InlineData("--candidates=2000000000", "Candidates")]
    [InlineData("--port=70000", "--port")]
    [InlineData("--documents=1.5", "DocumentShare")]
    [InlineData("--latency=NaN", "--latency")]
    [InlineData("--no-retry-after=yes", "'yes'")]
    [InlineData("--deny=everything", "onboarding")]
    [InlineData("--quirk=startBase", "name=value")]
    [InlineData("--quirk=startBase=7", "StartBase")]
    [InlineData("--quirk=colour=red", "--quirk")]
    [InlineData("--fault=statusCode=500", "kind")]
    [InlineData("--tenant-key=/nowhere/key.pem", "/nowhere/key.pem")]
    [InlineData("--webhook-job=mailto:x", "http")]
    [InlineData("--company= ", "CompanyId")]
    [InlineData("--companies=0", "Companies")]
    public void A_wrong_switch_is_named(string argument, string word)
    {
        var parsed = SandboxCommand.Make(_ => throw new InvalidOperationException("It must not run.")).Parse([argument], StrictCommandLine.Parsing);

        Assert.Contains(parsed.Errors, error => error.Message.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_switch_ends_the_program_with_2() => Assert.Equal(2, await Program.Main(["--wrong"]));

    [Fact]
    public async Task Asking_for_help_is_no_mistake() => Assert.Equal(0, await Program.Main(["--help"]));

    [Fact]
    public async Task A_taken_port_ends_the_program_with_1()
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Equal(1, await Program.Main(["--urls", caller.Server.BaseAddress.AbsoluteUri, "--candidates", "1"]));
    }

    [Fact]
    public void Help_has_every_switch()
    {
        var command = SandboxCommand.Make(_ => throw new InvalidOperationException("It must not run."));
        using var output = new StringWriter();

        command.Parse(["--help"], StrictCommandLine.Parsing).Invoke(new() { Output = output });

        Assert.True(command.Options.Count > 25);
        Assert.All(command.Options, each => Assert.Contains(each.Name, output.ToString(), StringComparison.Ordinal));
    }

    private static async Task<Invocation> Read(string[] arguments)
    {
        Invocation? read = null;
        var parsed = SandboxCommand.Make(invocation =>
        {
            read = invocation;
            return Task.FromResult(0);
        }).Parse(arguments, StrictCommandLine.Parsing);
        Assert.Empty(parsed.Errors);
        await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return read!;
    }
}
