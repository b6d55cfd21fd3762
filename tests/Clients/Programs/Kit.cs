using Jobvite.Clients.Tests;
using Jobvite.Standalone.Tests.Processes;

[assembly: AssemblyFixture(typeof(Kit))]

namespace Jobvite.Clients.Tests;

/// <summary>Everything that the tests share: the program under test with its stand-in, and the documents' programs, ready to run.</summary>
public sealed class Kit : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);
    private StandaloneChild _service = null!;

    /// <summary>Why no JavaScript runs here; null when it does.</summary>
    public string? NoNode { get; private set; }

    internal Greeting Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = StandaloneChild.Start(
            _directory.File("service"),
            ["--sandbox", "--jobs", "20", "--candidates", "60", "--processes", "5", "--changes-per-minute", "0"],
            ("Jobvite__RequestBudget__PerMinute", "6000"),
            ("Frontend__StreamsAtOnce", "32"),
            ("Webhooks__AllowedHosts", "127.0.0.1"));
        var node = NodePackages.Build();
        foreach (var (name, text) in Document.Programs)
        {
            Prepare(name, text);
        }

        // The same, but with little patience for a stream that is silent.
        Prepare("hasty-stream.cs", Hasty("stream.cs", "FromSeconds(45)", "FromSeconds(2)"));
        Prepare("hasty-stream.mjs", Hasty("stream.mjs", "45_000", "2_000"));
        NoNode = await node;
        if (NoNode is null)
        {
            NodePackages.LinkInto(_directory.FullPath);
        }

        Service = await _service.Ready();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Skips the test when the program is JavaScript and there is no Node.js.</summary>
    internal void Require(string program) => Assert.SkipWhen(NoNode is not null && program.EndsWith(".mjs", StringComparison.Ordinal), NoNode ?? "");

    internal ChildProcess Start(string program, IReadOnlyDictionary<string, string> variables) => program.EndsWith(".cs", StringComparison.Ordinal)
        ? ChildProcess.Run("dotnet", _directory.FullPath, variables, "exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "Jobvite.Clients.Tests.runtimeconfig.json"), _programs[program])
        : ChildProcess.Run("node", _directory.FullPath, variables, _programs[program]);

    private static string Hasty(string program, string patience, string haste)
    {
        var text = Document.Programs[program];
        Assert.Contains(patience, text, StringComparison.Ordinal);
        return text.Replace(patience, haste, StringComparison.Ordinal);
    }

    private void Prepare(string name, string text)
    {
        var path = _directory.File(name);
        if (name.EndsWith(".cs", StringComparison.Ordinal))
        {
            path = Compiler.Compile(name, text, _directory.FullPath);
        }
        else
        {
            File.WriteAllText(path, text);
        }

        _programs[name] = path;
    }
}
