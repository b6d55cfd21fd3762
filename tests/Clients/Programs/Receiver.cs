using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Jobvite.Clients.Tests;

/// <summary>One of the documents' programs that receive webhooks, with a directory of its own, which it is killed and started again in.</summary>
internal sealed class Receiver(Kit kit, string program, string secret) : IAsyncDisposable
{
    private const string Greeting = "Listening: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<ChildProcess> _processes = new();

    /// <summary>Where it takes webhooks; null before the first start.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Ids that it says it worked on.</summary>
    public IEnumerable<string> Worked => _processes.SelectMany(process => process.Output.Split('\n')).Select(line => line.Split(' ')[0]);

    /// <summary>How many it noted as done.</summary>
    public string Done => File.Exists(_directory.File("done")) ? File.ReadAllText(_directory.File("done")) : "0";

    /// <summary>Starts it, a second time on the port of the first.</summary>
    public async Task Start()
    {
        var process = kit.Start(program, new Dictionary<string, string>
        {
            ["SECRET"] = secret,
            ["DATA"] = _directory.FullPath,
            ["PORT"] = Address is null ? "0" : Address.Port.ToString(CultureInfo.InvariantCulture),
        });
        _processes.Enqueue(process);
        await Wait.Until(Patience, () => Task.FromResult(process.Output.Contains(Greeting, StringComparison.Ordinal)), () => $"{process.Output}\n{process.Errors}");
        var port = process.Output.Split('\n').First(line => line.StartsWith(Greeting, StringComparison.Ordinal)).Split(':')[^1];
        Address = new($"http://127.0.0.1:{port.Trim().TrimEnd('/')}/webhooks");
    }

    public Task Kill() => _processes.Last().Kill();

    /// <summary>Id → body of every line. A last line without an end is not stored yet.</summary>
    /// <exception cref="ArgumentException">An id is stored twice.</exception>
    public Dictionary<string, string> Stored()
    {
        using var reader = new StreamReader(new FileStream(_directory.File("inbox.ndjson"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("id").GetString()!, line => line.GetProperty("body").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _directory.Dispose();
    }
}
