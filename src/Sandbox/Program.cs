namespace Jobvite.Sandbox;

/// <summary>The sandbox by itself.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        await server.WaitForShutdownAsync(CancellationToken.None);
        return args.Length == 0 ? 0 : 2;
    }
}
