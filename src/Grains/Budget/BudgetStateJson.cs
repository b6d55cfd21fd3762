using System.Text.Json.Serialization;

namespace Jobvite.Grains.Budget;

[JsonSerializable(typeof(BudgetState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class BudgetStateJson : JsonSerializerContext;
