using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Budget;

/// <summary>Checks the ranges at start; the code is generated from the attributes.</summary>
[OptionsValidator]
internal sealed partial class RequestBudgetOptionsValidator : IValidateOptions<RequestBudgetOptions>;
