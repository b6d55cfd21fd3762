namespace Jobvite.Clients.Tests;

/// <summary>clients/typescript against the running service: its own tests, and what they say.</summary>
public sealed class TypeScriptClientTests(Kit kit)
{
    [Fact]
    public async Task Its_own_tests_pass()
    {
        Assert.SkipWhen(kit.NoNode is not null, kit.NoNode ?? "");

        var output = await NodePackages.Test(new Dictionary<string, string> { ["JOBVITE_URL"] = kit.Service.Url.ToString(), ["TOKEN"] = kit.Service.Token });

        Assert.Contains("pass 5", output, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
    }
}
