using System.Net;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Checks what the annotations of <see cref="FrontendSettings"/> cannot.</summary>
internal sealed class TrustedProxiesValidator : IValidateOptions<FrontendSettings>
{
    public ValidateOptionsResult Validate(string? name, FrontendSettings options) =>
        ProxySettings.Entries(options).All(e => IPAddress.TryParse(e, out _) || IPNetwork.TryParse(e, out _))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Frontend__TrustedProxies must be addresses or networks, such as 10.0.0.7,10.1.0.0/16.");
}
