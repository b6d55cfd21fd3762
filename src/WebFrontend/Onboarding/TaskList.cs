namespace Jobvite.WebFrontend;

/// <summary>A process's tasks, newest change first.</summary>
/// <param name="Items">At most 1,000.</param>
/// <param name="Pagination">How many there are in all; <c>?page=2</c> has those after the first 1,000.</param>
public sealed record TaskList(IReadOnlyList<TaskItem> Items, Pagination Pagination);
