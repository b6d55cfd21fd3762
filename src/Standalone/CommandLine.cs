using System.Globalization;

namespace Jobvite.Standalone;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine
{
    /// <summary>The exit code for a command line that cannot be understood.</summary>
    public const int ExitCode = 2;

    public const string Help = """
        Connects Jobvite accounts, syncs their jobs, candidates and onboarding, and answers REST queries: everything in one process.

          dotnet run --project src/Standalone -- --sandbox      with a stand-in for Jobvite, connected and synced
          dotnet run --project src/Standalone                   empty, to be connected to Jobvite

          --sandbox                 start a stand-in for Jobvite and connect the demonstration company
          --jobs N                  the stand-in's requisitions (200)
          --candidates N            its people (2000); one in ten applied twice
          --processes N             its onboarding processes (50)
          --seed N                  same seed and sizes, same records (1)
          --changes-per-minute N    how many of its records change by themselves, 0 to 600 (6)
          --help                    this text

          JOBVITE_DATA_DIR          where everything is kept (./data)
          ASPNETCORE_URLS           where to listen (http://localhost:5080)
          JWT_SECRET_KEY            for callers' tokens; made and kept in the data directory when unset
          JOBVITE_ENCRYPTION_KEY    for stored secrets; made and kept in the data directory when neither it nor JWT_SECRET_KEY is set
          Orleans__SiloPort, Orleans__GatewayPort    cluster ports (free ones)
        """;

    public bool Sandbox { get; init; }

    public bool ShowHelp { get; init; }

    public int Jobs { get; init; } = 200;

    public int Candidates { get; init; } = 2000;

    public int Processes { get; init; } = 50;

    public int Seed { get; init; } = 1;

    public int ChangesPerMinute { get; init; } = 6;

    /// <summary>Reads the arguments. Both <c>--name value</c> and <c>--name=value</c> are taken.</summary>
    /// <exception cref="CommandLineException">A switch is unknown or its value cannot be used; the message names it.</exception>
    public static CommandLine Parse(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments.SelectMany(argument => argument.Split('=', 2)));
        var line = new CommandLine();
        string? needsSandbox = null;
        while (rest.TryDequeue(out var name))
        {
            line = name switch
            {
                "--help" or "-h" or "-?" => line with { ShowHelp = true },
                "--sandbox" => line with { Sandbox = true },
                "--jobs" => line with { Jobs = Number(name, rest, 0, 100_000) },
                "--candidates" => line with { Candidates = Number(name, rest, 0, 1_000_000) },
                "--processes" => line with { Processes = Number(name, rest, 0, 100_000) },
                "--seed" => line with { Seed = Number(name, rest, int.MinValue, int.MaxValue) },
                "--changes-per-minute" => line with { ChangesPerMinute = Number(name, rest, 0, 600) },
                _ => throw new CommandLineException($"'{name}' is not a switch of this program. --help shows them all."),
            };
            needsSandbox ??= name is "--sandbox" or "--help" or "-h" or "-?" ? null : name;
        }

        return needsSandbox is null || line.Sandbox || line.ShowHelp
            ? line
            : throw new CommandLineException($"{needsSandbox} says something about the stand-in for Jobvite; add --sandbox to start it.");
    }

    private static int Number(string name, Queue<string> rest, int least, int most)
    {
        if (!rest.TryDequeue(out var text))
        {
            throw new CommandLineException($"{name} needs a number after it.");
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new CommandLineException($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
    }
}

/// <summary>The command line cannot be understood; the message says which part and why.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
