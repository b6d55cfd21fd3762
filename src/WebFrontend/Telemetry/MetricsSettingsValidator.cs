using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Checks the annotations of <see cref="MetricsSettings"/>.</summary>
[OptionsValidator]
internal sealed partial class MetricsSettingsValidator : IValidateOptions<MetricsSettings>;
