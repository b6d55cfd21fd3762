using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Checks the annotations of <see cref="FrontendSettings"/>.</summary>
[OptionsValidator]
internal sealed partial class FrontendSettingsValidator : IValidateOptions<FrontendSettings>;
