using Jobvite.Sandbox;
using Jobvite.Silo.Startup;
using Jobvite.Standalone;

return await StrictCommandLine.Run(CommandLine.Command(Run), args);

static async Task<int> Run(CommandLine line)
{
    try
    {
        await new StandaloneProcess(line, Console.Out, new ProgressLine(Console.Out, isTerminal: !Console.IsOutputRedirected)).Run();
        return 0;
    }
    catch (Exception exception)
    {
        // One paragraph for the person at the terminal; the stack trace is in the log.
        var text = StartupFailure.Describe(exception) ?? $"{exception.Message} The log in the data directory has the details.";
        await Console.Error.WriteLineAsync($"Jobvite.Orleans stops. {text}");
        return StartupFailure.ExitCode;
    }
}
