using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Trouble;

/// <summary>What is wrong with a parameter of a page's address, in a person's words instead of the API's.</summary>
internal static class AddressFault
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["page"] = "The page",
        ["pageSize"] = "The number of rows",
        ["cursor"] = "The place in the list",
        ["sort"] = "The order",
        ["status"] = "The status",
        ["kind"] = "The kind of run",
        ["source"] = "The kind of record",
        ["eventType"] = "The event type",
        ["search"] = "The search text",
        ["dateFrom"] = "The first day",
        ["dateTo"] = "The last day",
        ["startDate"] = "The first hire date",
        ["endDate"] = "The last hire date",
        ["appliedFrom"] = "The first day of applying",
        ["appliedTo"] = "The last day of applying",
        ["updatedFrom"] = "The first day of changes",
        ["updatedTo"] = "The last day of changes",
        ["jobId"] = "The job",
        ["workflowState"] = "The workflow state",
        ["department"] = "The department",
        ["location"] = "The location",
        ["recruiter"] = "The recruiter",
        ["email"] = "The e-mail address",
        ["query"] = "The view",
        ["history"] = "The page of the history",
        ["tasks"] = "The page of tasks",
    };

    public static string Of(string parameter, string message) => parameter switch
    {
        "page" when message.Contains("row", StringComparison.Ordinal) => $"Page numbers go as far as row {Spoken.Count(PageQuery.DeepestRow)}. Narrow the list down with its filters, or follow “Further on” at the end of the last page.",
        "cursor" => "The link to this place in the list is not valid any more. Go to the start of the list.",
        "dateTo" or "endDate" or "appliedTo" or "updatedTo" when message.Contains("before", StringComparison.Ordinal) => $"{NameOf(parameter)} must not be before the first one.",
        _ => $"{NameOf(parameter)} {message}",
    };

    private static string NameOf(string parameter) => Names.GetValueOrDefault(parameter, $"“{parameter}”");
}
