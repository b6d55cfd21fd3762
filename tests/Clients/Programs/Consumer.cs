using System.Collections.Concurrent;
using System.Text.Json;

namespace Jobvite.Clients.Tests;

/// <summary>One of the documents' programs that follow the feed, with a directory of its own, which it is killed and started again in.</summary>
internal sealed class Consumer(Kit kit, string program, Uri service, string token) : IAsyncDisposable
{
    private const string Begun = "the feed goes on from ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<ChildProcess> _processes = new();
    private ChildProcess? _process;

    public string Program => program;

    public int Kills { get; private set; }

    /// <summary>The places from which it followed the feed after it had read the lists.</summary>
    public string[] Begins => [.. _processes.SelectMany(process => process.Output.Split('\n')).Where(line => line.Contains(Begun, StringComparison.Ordinal)).Select(line => line.Split(Begun)[1])];

    public string Errors => string.Join('\n', _processes.Select(process => process.Errors));

    public string? Cursor => File.Exists(PathOf("cursor")) ? File.ReadAllText(PathOf("cursor")) : null;

    public string[] Lists => File.ReadAllLines(PathOf("lists.ndjson"));

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    public void Start() => _processes.Enqueue(_process = kit.Start(program, new Dictionary<string, string>
    {
        ["JOBVITE_URL"] = service.ToString(),
        ["TOKEN"] = token,
        ["DATA"] = _directory.FullPath,
    }));

    public async Task Kill()
    {
        Assert.False(_process!.HasEnded, $"{program} ended by itself: {Errors}");
        await _process.Kill();
        Kills++;
    }

    public Task<int> End() => _process!.End(Patience);

    public Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    public Task Until(Func<Task<bool>> condition) => Wait.Until(
        Patience,
        async () => await condition() || (_process!.HasEnded ? throw new InvalidOperationException($"{program} ended by itself: {Errors}") : false),
        () => $"{program} has {Ids().Length} items and stands at {Cursor}. {string.Join(' ', Begins)}\n{Errors}");

    /// <summary>The ids of the stored items, in their order. A last line without an end is not stored yet.</summary>
    public string[] Ids()
    {
        if (!File.Exists(PathOf("changes.ndjson")))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(PathOf("changes.ndjson"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _directory.Dispose();
    }

    private string PathOf(string name) => _directory.File(name);
}
