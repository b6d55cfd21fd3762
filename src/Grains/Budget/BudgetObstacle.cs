using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>What stands in the way of a request, and until when.</summary>
internal sealed record BudgetObstacle(BudgetWindow Window, DateTimeOffset FreeAt);
