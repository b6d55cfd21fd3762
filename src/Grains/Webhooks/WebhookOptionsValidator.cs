using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Webhooks;

/// <summary>Checks the ranges at start; the code is generated from the attributes.</summary>
[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
