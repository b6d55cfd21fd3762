using System.Text.RegularExpressions;

namespace Jobvite.WebFrontend.Tests;

/// <summary>What the files for deployments and the page about signing in say about settings is what the program reads.</summary>
public sealed partial class DeploymentSettingsTests
{
    private static readonly string[] OfIssuers = [.. NamesOf(typeof(AuthoritySettings))];

    private static readonly string[] OfJwt = [.. NamesOf(typeof(JwtSettings)).Except([nameof(JwtSettings.SecretKey), nameof(JwtSettings.PreviousKeys), nameof(JwtSettings.Authorities)])];

    private static readonly HashSet<string> Known =
    [
        .. OfJwt.Select(name => $"Jwt__{name}"),
        .. OfIssuers.SelectMany(name => (string[])[$"Jwt__Authorities__0__{name}", $"Jwt__Authorities__1__{name}"]),
        .. NamesOf(typeof(FrontendSettings)).Select(name => $"Frontend__{name}"),
    ];

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("deploy/docker/example.env")]
    [InlineData("deploy/kubernetes/base/front.yaml")]
    [InlineData("deploy/kubernetes/sign-in.example.yaml")]
    [InlineData("docs/sign-in.md")]
    public void No_file_names_a_setting_that_the_program_does_not_read(string path) =>
        Assert.Empty(Variable().Matches(Read(path)).Select(match => match.Value).Where(name => !name.EndsWith("__", StringComparison.Ordinal)).Except(Known));

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("deploy/kubernetes/sign-in.example.yaml")]
    public void Every_setting_of_signing_in_can_be_set_in_a_deployment(string path)
    {
        // The commands that make the secret stand in the same file.
        var text = Read(path);

        var needed = OfJwt.Select(name => $"Jwt__{name}").Concat(OfIssuers.Select(name => $"Jwt__Authorities__0__{name}")).Append("Frontend__SessionHours");

        Assert.DoesNotContain(needed, name => !Regex.IsMatch(text, $@"\b{name}\b"));
    }

    [Fact]
    public void Every_setting_of_signing_in_is_described()
    {
        var page = Read("docs/sign-in.md");

        Assert.DoesNotContain(OfJwt, name => !Regex.IsMatch(page, $@"\bJwt__(Authorities__0__)?{name}\b"));
    }

    [Fact]
    public void Compose_hands_the_settings_of_signing_in_to_the_front_ends_and_to_nobody_else()
    {
        var services = Read("docker-compose.yml").Split("\nservices:\n")[1];

        Assert.Equal(1, Regex.Count(services, @"\*sign-in"));
        Assert.Contains("<<: [*database, *sign-in]", services.Split("\n  front:\n")[1].Split("\n  proxy:\n")[0], StringComparison.Ordinal);
    }

    private static IEnumerable<string> NamesOf(Type settings) => settings.GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name);

    private static string Read(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path)).ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\b(Jwt|Frontend)__[A-Za-z]\w*")]
    private static partial Regex Variable();
}
