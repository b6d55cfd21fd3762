namespace Jobvite.Standalone.Tests.Processes;

/// <summary>One running program with a small stand-in, for the tests that only look at it or change single records.</summary>
public sealed class StandaloneFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();

    internal StandaloneChild Child { get; private set; } = null!;

    internal Greeting Greeting { get; private set; } = null!;

    internal string DataDirectory => _data.FullPath;

    public async ValueTask InitializeAsync()
    {
        Child = StandaloneChild.Start(_data.FullPath, ["--sandbox", "--jobs", "20", "--candidates", "60", "--processes", "5", "--changes-per-minute", "0"]);
        Greeting = await Child.Ready();
    }

    public async ValueTask DisposeAsync()
    {
        await Child.DisposeAsync();
        _data.Dispose();
    }
}
