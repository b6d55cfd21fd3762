using System.CommandLine;
using System.CommandLine.Invocation;

namespace Jobvite.Sandbox;

/// <summary>How our programs take a command line: what it says wrongly is named, and nothing starts.</summary>
public static class StrictCommandLine
{
    /// <summary>The exit code for a command line that cannot be understood.</summary>
    public const int ExitCode = 2;

    /// <summary>A value may begin with @, and -abc is not -a -b -c.</summary>
    public static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs the command, shows its help, or says what is wrong with the arguments.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(RootCommand command, string[] args)
    {
        var parsed = command.Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction)
        {
            await Console.Error.WriteLineAsync($"{string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message))} --help shows all switches.");
            return ExitCode;
        }

        // The programs end on signals by themselves, and say themselves what has stopped them.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
