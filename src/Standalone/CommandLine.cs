using System.CommandLine;
using System.Globalization;

namespace Jobvite.Standalone;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine
{
    private const string Description = """
        Connects Jobvite accounts, syncs their jobs, candidates and onboarding, and answers REST queries: everything in one process.

          dotnet run --project src/Standalone -- --sandbox      with a stand-in for Jobvite, connected and synced
          dotnet run --project src/Standalone                   empty, to be connected to Jobvite

        Environment variables:
          JOBVITE_DATA_DIR          where everything is kept (./data)
          ASPNETCORE_URLS           where to listen (http://localhost:5080)
          JWT_SECRET_KEY            for callers' tokens; made and kept in the data directory when unset
          JOBVITE_ENCRYPTION_KEY    for stored secrets; made and kept in the data directory when neither it nor JWT_SECRET_KEY is set
          Orleans__SiloPort, Orleans__GatewayPort    cluster ports (free ones)
        """;

    public bool Sandbox { get; init; }

    public int Jobs { get; init; }

    public int Candidates { get; init; }

    public int Processes { get; init; }

    public int Seed { get; init; }

    public int ChangesPerMinute { get; init; }

    /// <summary>The command with all its switches.</summary>
    /// <param name="run">Gets what was asked for and returns the exit code.</param>
    public static RootCommand Command(Func<CommandLine, Task<int>> run)
    {
        var sandbox = new Option<bool>("--sandbox") { Description = "Start a stand-in for Jobvite and connect the demonstration company", Arity = ArgumentArity.Zero };
        var jobs = Number("--jobs", 200, 0, 100_000, "The stand-in's requisitions");
        var candidates = Number("--candidates", 2000, 0, 1_000_000, "Its people; one in ten applied twice");
        var processes = Number("--processes", 50, 0, 100_000, "Its onboarding processes");
        var seed = Number("--seed", 1, int.MinValue, int.MaxValue, "Same seed and sizes, same records");
        var changes = Number("--changes-per-minute", 6, 0, 600, "How many of its records change by themselves, 0 to 600");
        var command = new RootCommand(Description) { sandbox, jobs, candidates, processes, seed, changes };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(sandbox) && command.Options.OfType<Option<int>>().FirstOrDefault(each => result.GetResult(each) is { Implicit: false }) is { } needsSandbox)
            {
                result.AddError($"{needsSandbox.Name} says something about the stand-in for Jobvite; add --sandbox to start it.");
            }
        });
        command.SetAction(parsed => run(new()
        {
            Sandbox = parsed.GetValue(sandbox),
            Jobs = parsed.GetValue(jobs),
            Candidates = parsed.GetValue(candidates),
            Processes = parsed.GetValue(processes),
            Seed = parsed.GetValue(seed),
            ChangesPerMinute = parsed.GetValue(changes),
        }));
        return command;
    }

    private static Option<int> Number(string name, int usual, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                result.AddError($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
            }

            return number;
        },
    };
}
