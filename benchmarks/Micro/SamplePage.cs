using Jobvite.Sandbox;

namespace Jobvite.Benchmarks.Micro;

/// <summary>A page of 500 entries as Jobvite sends it: invented people with applications and a few documents.</summary>
internal static class SamplePage
{
    public const int Entries = 500;

    public static async Task<byte[]> Read()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Candidates = 600 });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-jvi-api", sandbox.Credentials.ApiKey);
        http.DefaultRequestHeaders.Add("x-jvi-sc", sandbox.Credentials.ApiSecret);
        return await http.GetByteArrayAsync(new Uri($"{sandbox.V2BaseUrl}/candidate?start=0&count={Entries}"));
    }
}
