using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jobvite.Transport.Tests;

public sealed class SecretFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-secrets-");

    [Theory]
    [InlineData("JWT_SECRET_KEY")]
    [InlineData("JWT_SECRET_KEY_PREVIOUS")]
    [InlineData("JOBVITE_ENCRYPTION_KEY")]
    [InlineData("JOBVITE_ENCRYPTION_KEY_PREVIOUS")]
    [InlineData("JOBVITE_SMTP_PASSWORD")]
    [InlineData("IMPORT_ENCRYPTION_KEY")]
    [InlineData("IMPORT_JWT_SECRET_KEY")]
    public void A_secret_is_taken_from_the_file_that_its_variable_names(string name) =>
        Assert.Equal("the value", With(($"{name}_FILE", File("the value\n")))[name]);

    [Fact]
    public void The_databases_password_is_put_into_the_connection_string_whatever_letters_it_has()
    {
        var configuration = With(("ConnectionStrings:Jobvite", "Host=db;Database=jobvite;Username=j"), (SecretFiles.DatabasePasswordVariable, File("p;w='x\" y")));

        var read = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = configuration["ConnectionStrings:Jobvite"]! };
        Assert.Equal(("db", "p;w='x\" y"), (read["Host"], read["Password"]));
    }

    [Fact]
    public void What_is_wrong_is_named_by_its_variable_and_never_shows_the_secret()
    {
        var empty = File(" \n");
        Assert.Contains("JWT_SECRET_KEY_FILE", Refusal(("JWT_SECRET_KEY_FILE", "/nowhere/x")), StringComparison.Ordinal);
        Assert.Contains("empty", Refusal(("JWT_SECRET_KEY_FILE", empty)), StringComparison.Ordinal);
        var twice = Refusal(("JWT_SECRET_KEY_FILE", File("canary-1")), ("JWT_SECRET_KEY", "canary-2"));
        Assert.Contains("both set", twice, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", twice, StringComparison.Ordinal);
        var password = Refusal(("ConnectionStrings:Jobvite", "Host=db;Password=canary"), (SecretFiles.DatabasePasswordVariable, File("canary")));
        Assert.Contains("without a password", password, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", password, StringComparison.Ordinal);
    }

    /// <summary>The cluster client and the front end of one program both ask for them.</summary>
    [Fact]
    public void Files_are_read_once_however_often_they_are_asked_for()
    {
        var configuration = With(("JWT_SECRET_KEY_FILE", File("key")), ("ConnectionStrings:Jobvite", "Host=db"), (SecretFiles.DatabasePasswordVariable, File("password")));

        configuration.AddSecretFiles();

        Assert.Equal("key", configuration["JWT_SECRET_KEY"]);
        Assert.Contains("password", configuration["ConnectionStrings:Jobvite"], StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static ConfigurationManager With(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)));
        configuration.AddSecretFiles();
        return configuration;
    }

    private static string Refusal(params (string Name, string Value)[] settings) => Assert.Throws<OptionsValidationException>(() => With(settings)).Message;

    private string File(string content)
    {
        var path = Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N"));
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
