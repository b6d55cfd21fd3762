using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Catalogue;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="About">For the help.</param>
/// <param name="Run">Measures it; several lines when it has several parts.</param>
internal sealed record Scenario(string Name, string About, Func<Workbench, Task<IReadOnlyList<ScenarioRow>>> Run)
{
    public static Scenario Single(string name, string about, Func<Workbench, Task<ScenarioRow>> run) => new(name, about, async bench => [await run(bench)]);
}
