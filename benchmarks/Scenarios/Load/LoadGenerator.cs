using System.Diagnostics;
using System.Text.Json;
using Jobvite.Benchmarks.Processes;

namespace Jobvite.Benchmarks.Load;

/// <summary>The process that asks: one plan a line on its input, one report a line on its output.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    public const string Role = "load";
    private static readonly Dictionary<string, string> Variables = new() { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1", ["DOTNET_TieredPGO"] = "0" };

    private readonly Process _process = Process.Start(Child.StartInfo("Jobvite.Benchmarks.Scenarios", Variables, Role))!;

    /// <summary>What the process does.</summary>
    public static async Task Serve()
    {
        var files = new Dictionary<string, byte[][]>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var plan = JsonSerializer.Deserialize<LoadPlan>(line)!;
            if (!files.TryGetValue(plan.RequestsFile, out var requests))
            {
                files[plan.RequestsFile] = requests = RequestFile.Read(plan.RequestsFile);
            }

            var report = await new LoadRun(plan, requests).Run();
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report));
        }
    }

    public async Task<LoadReport> Run(LoadPlan plan)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(plan));
        return await _process.StandardOutput.ReadLineAsync() is { } line
            ? JsonSerializer.Deserialize<LoadReport>(line)!
            : throw new InvalidOperationException($"The load generator ended: {await _process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
