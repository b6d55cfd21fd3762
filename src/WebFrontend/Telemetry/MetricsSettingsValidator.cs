using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Names the variable and what it must be.</summary>
internal sealed class MetricsSettingsValidator : IValidateOptions<MetricsSettings>
{
    public ValidateOptionsResult Validate(string? name, MetricsSettings options) => options.Port is < 1 or > 65535
        ? ValidateOptionsResult.Fail("Metrics__Port must be a port number from 1 to 65535.")
        : ValidateOptionsResult.Success;
}
