using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Where figures are handed out, section <c>Metrics</c>.</summary>
internal sealed class MetricsSettings
{
    public const string Section = "Metrics";

    /// <summary>A port for <c>/metrics</c> alone; null serves it on the main port, to requests from this machine only.</summary>
    public int? Port { get; set; }
}

/// <summary>Names the variable and what it must be.</summary>
internal sealed class MetricsSettingsValidator : IValidateOptions<MetricsSettings>
{
    public ValidateOptionsResult Validate(string? name, MetricsSettings options) => options.Port is < 1 or > 65535
        ? ValidateOptionsResult.Fail("Metrics__Port must be a port number from 1 to 65535.")
        : ValidateOptionsResult.Success;
}
