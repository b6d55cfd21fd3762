using Microsoft.Extensions.Options;

namespace Jobvite.Transport.Tests;

public sealed class ClusterTlsTests : IDisposable
{
    private readonly Authority _authority = new();

    [Fact]
    public void Without_settings_it_is_off() => Assert.False(From([]).IsOn);

    [Fact]
    public void With_its_three_files_it_is_on() => Assert.True(From(_authority.Issue("jobvite-silo")).IsOn);

    [Theory]
    [InlineData("CertificatePath", "Orleans__Tls__CertificatePath must be set too")]
    [InlineData("KeyPath", "Orleans__Tls__KeyPath must be set too")]
    [InlineData("CaPath", "Orleans__Tls__CaPath must be set too")]
    public void One_that_is_missing_is_named(string name, string expected)
    {
        var settings = _authority.Issue("jobvite-silo");
        settings[$"Orleans:Tls:{name}"] = " ";

        Refused(settings, expected);
    }

    [Theory]
    [InlineData("CertificatePath", "Orleans__Tls__CertificatePath is '")]
    [InlineData("KeyPath", "Orleans__Tls__KeyPath is '")]
    [InlineData("CaPath", "Orleans__Tls__CaPath is '")]
    public void A_file_that_is_not_there_is_named(string name, string expected)
    {
        var settings = _authority.Issue("jobvite-silo");
        settings[$"Orleans:Tls:{name}"] = _authority.PathOf("nowhere/x.pem");

        Refused(settings, expected, "no such file");
    }

    [Theory]
    [InlineData("CertificatePath", "holds no certificate in PEM")]
    [InlineData("KeyPath", "is not the unencrypted private key in PEM")]
    [InlineData("CaPath", "holds no certificate in PEM")]
    public void A_file_with_something_else_is_named(string name, string expected)
    {
        var settings = _authority.Issue("jobvite-silo");
        settings[$"Orleans:Tls:{name}"] = _authority.PathOf("else.txt");
        File.WriteAllText(_authority.PathOf("else.txt"), "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n");

        Refused(settings, $"Orleans__Tls__{name} is '", expected);
    }

    [Fact]
    public void Two_authorities_that_were_joined_without_a_line_break_are_not_taken_for_one()
    {
        using var next = new Authority();
        var settings = _authority.Issue("jobvite-silo");
        File.AppendAllText(_authority.CaPath, File.ReadAllText(next.CaPath));

        Refused(settings, "Orleans__Tls__CaPath is '", "cannot be read");
    }

    [Fact]
    public void A_directory_instead_of_a_file_is_named()
    {
        var settings = _authority.Issue("jobvite-silo");
        settings["Orleans:Tls:CaPath"] = Path.GetTempPath();

        Refused(settings, "Orleans__Tls__CaPath is '", "cannot read");
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        var settings = _authority.Issue("jobvite-silo");
        settings["Orleans:Tls:KeyPath"] = _authority.Issue("jobvite-silo")["Orleans:Tls:KeyPath"];

        Refused(settings, "Orleans__Tls__KeyPath is '", "that belongs to the certificate");
    }

    [Fact]
    public void A_certificate_of_another_authority_is_refused()
    {
        using var other = new Authority();
        var settings = _authority.Issue("jobvite-silo");
        settings["Orleans:Tls:CaPath"] = other.CaPath;

        Refused(settings, "not signed by the CA");
    }

    [Fact]
    public void An_expired_certificate_is_refused() => Refused(_authority.Issue("jobvite-silo", fromDay: -9, toDay: -2), "has expired");

    [Fact]
    public void A_certificate_of_the_future_is_refused() => Refused(_authority.Issue("jobvite-silo", fromDay: 2), "not valid yet");

    [Fact]
    public void A_silo_needs_a_certificate_for_both_sides_of_a_connection()
    {
        Refused(_authority.Issue("jobvite-silo", server: false), "extended key usage");
        Refused(_authority.Issue("jobvite-silo", client: false), "extended key usage");
    }

    [Fact]
    public void A_front_end_needs_one_for_calling_only() =>
        Assert.True(From(_authority.Issue("jobvite-front", server: false), ClusterRole.Front).IsOn);

    [Fact]
    public void A_certificate_without_the_name_of_its_role_is_refused() => Refused(_authority.Issue("jobvite-front"), "the DNS name 'jobvite-silo'");

    [Fact]
    public void Other_names_can_be_set()
    {
        var settings = _authority.Issue("silo.jobs.internal");
        settings["Orleans:Tls:SiloName"] = "silo.jobs.internal";

        Assert.True(From(settings).IsOn);
    }

    [Fact]
    public void A_name_that_cannot_be_one_is_refused()
    {
        var settings = _authority.Issue("jobvite-silo");
        settings["Orleans:Tls:FrontName"] = "*.jobs internal";

        Refused(settings, "Orleans__Tls__FrontName");
    }

    [Fact]
    public void A_failure_never_holds_the_key()
    {
        var settings = _authority.Issue("jobvite-front");
        var key = File.ReadAllLines(settings["Orleans:Tls:KeyPath"]!)[1];

        Assert.DoesNotContain(key, Assert.Throws<OptionsValidationException>(() => From(settings)).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _authority.Dispose();

    private static ClusterTls From(Dictionary<string, string?> settings, ClusterRole role = ClusterRole.Silo) =>
        ClusterTls.From(Authority.Configuration(settings), role, TimeProvider.System);

    private static void Refused(Dictionary<string, string?> settings, params string[] expected)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => From(settings)).Failures);
        Assert.All(expected, part => Assert.Contains(part, failure, StringComparison.Ordinal));
    }
}
