using Jobvite.Silo.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jobvite.Silo.Tests.Startup;

public sealed class StartupFailureTests
{
    [Theory]
    [InlineData("a", "Jobvite__Limit cannot be read. Set it to a whole number, or unset it.")]
    [InlineData("12345678901234567890", "Jobvite__Limit cannot be read. Set it to a whole number, or unset it.")]
    public void A_value_of_the_wrong_kind_names_its_variable(string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Jobvite:Limit", value)]).Build();
        var thrown = Assert.Throws<InvalidOperationException>(() => configuration.GetValue<int>("Jobvite:Limit"));
        Assert.Equal(expected, StartupFailure.Describe(thrown));
    }

    [Fact]
    public void A_broken_rule_is_said_without_its_frame()
    {
        var thrown = new OptionsValidationException(
            "x", typeof(object), ["DataAnnotation validation failed for 'Options' members: 'A' with the error: 'Set A to 1.'.", "Set B to 2."]);
        Assert.Equal("Set A to 1. Set B to 2.", StartupFailure.Describe(thrown));
    }
}
