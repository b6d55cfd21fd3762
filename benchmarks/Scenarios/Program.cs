using System.Globalization;
using System.Runtime.InteropServices;
using Jobvite.Benchmarks.Baselines;
using Jobvite.Benchmarks.Catalogue;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Gate;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

switch (args)
{
    case [LoadGenerator.Role]:
        await LoadGenerator.Serve();
        return 0;
    case [BaselineServer.Role, var database, var port, var keys]:
        await BaselineServer.Serve(database, int.Parse(port, CultureInfo.InvariantCulture), keys);
        return 0;
    case [DeliverySilo.Role, var store, var protection, var siloPort, var gatewayPort]:
        await DeliverySilo.Serve(store, protection, siloPort, gatewayPort);
        return 0;
}

if (args is [ReleaseGate.Name, var file, .. var rest])
{
    return await ReleaseGate.Run(file, isWriting: rest is ["--write"]);
}

var isQuick = args.Contains("--quick");
string[] names = [.. args.Where(static each => each != "--quick")];
if (names.FirstOrDefault(static name => !ScenarioList.All.Any(each => each.Name == name)) is { } unknown)
{
    await Console.Error.WriteLineAsync(unknown is "--help" ? Help() : $"There is no scenario '{unknown}'.\n{Help()}");
    return unknown is "--help" ? 0 : 2;
}

#if DEBUG
await Console.Error.WriteLineAsync("This is a Debug build: its figures say little. Use dotnet run -c Release.");
#endif

static void Abandon(PosixSignalContext signal)
{
    Child.KillAll();
    Environment.Exit(130);
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Abandon);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Abandon);
List<ScenarioRow> rows = [];
var failed = 0;
await using var bench = await Workbench.Open(isQuick);
foreach (var scenario in ScenarioList.All.Where(each => names.Length == 0 || names.Contains(each.Name)))
{
    var start = TimeProvider.System.GetTimestamp();
    try
    {
        var measured = await scenario.Run(bench);
        rows.AddRange(measured);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s"));
        await Console.Error.WriteAsync(ResultTable.Of(measured));
    }
    catch (Exception problem) when (problem is InvalidOperationException or TimeoutException or HttpRequestException or Npgsql.NpgsqlException)
    {
        failed++;
        await Console.Error.WriteLineAsync($"{scenario.Name} could not be measured: {problem.Message}");
    }
}

await Console.Out.WriteLineAsync();
await Console.Out.WriteAsync(ResultTable.Of(rows));
return failed == 0 ? 0 : 1;

static string Help() =>
    $"""
    dotnet run -c Release --project benchmarks/Scenarios -- [--quick] [SCENARIO…]

    Measures the service beside baselines in the same run and prints one table. Needs the programs of PostgreSQL 15 or later.
    --quick: smaller and shorter. Without a scenario: all of them.

    {string.Join('\n', ScenarioList.All.Select(static each => $"  {each.Name,-18} {each.About}"))}
    """;
