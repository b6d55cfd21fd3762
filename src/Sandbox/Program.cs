using System.Runtime.InteropServices;

namespace Jobvite.Sandbox;

/// <summary>The sandbox by itself. Exit codes: 0 stopped, 1 could not start, 2 wrong switches.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => StrictCommandLine.Run(
        SandboxCommand.Make(static async invocation =>
        {
            using var logs = LoggerFactory.Create(static logging => logging.AddSimpleConsole());
            return await RunAsync(invocation with { Options = invocation.Options with { LoggerFactory = logs } });
        }),
        args);

    private static async Task UntilAskedToStopAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stop.Task;
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        SandboxServer server;
        try
        {
            server = await SandboxServer.StartAsync(invocation.Options);
        }
        catch (ArgumentException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return StrictCommandLine.ExitCode;
        }
        catch (IOException problem)
        {
            await Console.Error.WriteLineAsync($"The sandbox cannot listen on {invocation.Options.Urls}: {problem.Message} Choose another port with --port.");
            return 1;
        }

        await using (server)
        {
            foreach (var fault in invocation.Faults)
            {
                foreach (var company in server.Companies)
                {
                    company.Inject(fault);
                }
            }

            await Console.Out.WriteLineAsync(Greeting.Of(server));
            await UntilAskedToStopAsync();
        }

        return 0;
    }
}
