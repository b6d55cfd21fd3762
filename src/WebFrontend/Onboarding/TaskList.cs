namespace Jobvite.WebFrontend;

/// <summary>A process's tasks.</summary>
/// <param name="Items">At most 1,000.</param>
public sealed record TaskList(IReadOnlyList<TaskItem> Items);
