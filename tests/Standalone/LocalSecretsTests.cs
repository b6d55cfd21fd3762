using Jobvite.Silo.Startup;
using Microsoft.Extensions.Configuration;

namespace Jobvite.Standalone.Tests;

public sealed class LocalSecretsTests : IDisposable
{
    private readonly TemporaryDirectory _temp = new();
    private readonly DataDirectory _data;
    private readonly LocalSecrets _secrets;

    public LocalSecretsTests()
    {
        _data = DataDirectory.Open(_temp.FullPath);
        _secrets = new LocalSecrets(_data);
    }

    [Fact]
    public void Missing_secrets_are_made_and_stay_the_same()
    {
        var first = _secrets.Missing(Environment());
        var second = _secrets.Missing(Environment());

        Assert.Equal(["JOBVITE_ENCRYPTION_KEY", "JWT_SECRET_KEY"], first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first, second);
        Assert.Equal(32, Convert.FromBase64String(first["JOBVITE_ENCRYPTION_KEY"]!).Length);
        Assert.Equal(64, first["JWT_SECRET_KEY"]!.Length);
    }

    [Fact]
    public void Two_data_directories_have_different_secrets()
    {
        using var otherTemp = new TemporaryDirectory();
        using var other = DataDirectory.Open(otherTemp.FullPath);

        Assert.Empty(_secrets.Missing(Environment()).Values.Intersect(new LocalSecrets(other).Missing(Environment()).Values));
    }

    [Fact]
    public void Secret_files_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        _secrets.Missing(Environment());
        _secrets.SandboxPrivateKey();

        Assert.All(
            ["jwt-secret", "encryption-key", "sandbox-rsa-key.pem"],
            name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_data.File(name))));
    }

    [Fact]
    public void What_the_environment_sets_is_not_made()
    {
        var missing = _secrets.Missing(Environment(("JWT_SECRET_KEY", "from outside"), ("JOBVITE_ENCRYPTION_KEY", "from outside too")));

        Assert.Empty(missing);
        Assert.False(File.Exists(_data.File("jwt-secret")));
        Assert.False(File.Exists(_data.File("encryption-key")));
    }

    [Fact]
    public void A_token_secret_in_the_environment_is_what_the_encryption_key_is_derived_from() =>
        Assert.Empty(_secrets.Missing(Environment(("JWT_SECRET_KEY", "from outside"))));

    [Fact]
    public void An_encryption_key_once_made_is_used_also_when_a_token_secret_is_set_later()
    {
        var made = _secrets.Missing(Environment())["JOBVITE_ENCRYPTION_KEY"];

        Assert.Equal(made, _secrets.Missing(Environment(("JWT_SECRET_KEY", "from outside")))["JOBVITE_ENCRYPTION_KEY"]);
    }

    [Fact]
    public void An_empty_file_is_refused_by_name_and_not_replaced()
    {
        File.WriteAllText(_data.File("encryption-key"), "\n");

        var refusal = Assert.Throws<StartupException>(() => _secrets.Missing(Environment()));
        Assert.Contains(_data.File("encryption-key"), refusal.Message, StringComparison.Ordinal);
        Assert.Equal("\n", File.ReadAllText(_data.File("encryption-key")));
    }

    [Fact]
    public void The_sandbox_keeps_its_key() => Assert.Equal(_secrets.SandboxPrivateKey(), _secrets.SandboxPrivateKey());

    public void Dispose()
    {
        _data.Dispose();
        _temp.Dispose();
    }

    private static IConfiguration Environment(params (string Name, string Value)[] variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create<string, string?>(variable.Name, variable.Value)))
        .Build();
}
