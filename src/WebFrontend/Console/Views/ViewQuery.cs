using System.Diagnostics.CodeAnalysis;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.WebUtilities;

namespace Jobvite.WebFrontend.Console.Views;

/// <summary>What of a list's address a view keeps: always in the same order, so that equal views are equal texts.</summary>
internal static class ViewQuery
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["workflowState"] = "Workflow state",
        ["jobId"] = "Job",
        ["appliedFrom"] = "Applied from",
        ["appliedTo"] = "Applied until",
        ["updatedFrom"] = "Updated from",
        ["updatedTo"] = "Updated until",
        ["startDate"] = "Hire date from",
        ["endDate"] = "Hire date until",
        ["includeDeleted"] = "Show deleted",
        [ViewParameters.Sort] = "Sort by",
        [ViewParameters.PageSize] = "Rows",
        [ViewParameters.Columns] = "Columns",
    };

    /// <summary>Without what names persons, and without what is so anyway.</summary>
    public static string Of(ViewedList list, IEnumerable<(string Name, string Value)> parameters)
    {
        var given = parameters.Where(one => one.Value.Length > 0 && one is not (ViewParameters.PageSize, "25")).ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        return string.Join('&', ViewParameters.Kept(list).Where(given.ContainsKey).Select(name => $"{name}={Uri.EscapeDataString(given[name])}"));
    }

    /// <summary>False when the text has a parameter that the list does not know.</summary>
    public static bool TryRead(ViewedList list, string? text, [NotNullWhen(true)] out string? query)
    {
        var parameters = QueryHelpers.ParseQuery(text).Select(one => (Name: one.Key, Value: one.Value.ToString())).ToList();
        query = parameters.All(one => ViewParameters.Kept(list).Contains(one.Name) || ViewParameters.Personal(list).Contains(one.Name)) ? Of(list, parameters) : null;
        return query is not null;
    }

    /// <summary>What a view shows, in words.</summary>
    public static IEnumerable<(string Label, string Value)> InWords(SavedView view) => QueryHelpers.ParseQuery(view.Query).Select(one =>
        (Labels.GetValueOrDefault(one.Key, Layout.Spoken.Title(one.Key)), one.Key switch
        {
            ViewParameters.Columns => one.Value.ToString().Replace(",", ", ", StringComparison.Ordinal),
            "includeDeleted" => one.Value.ToString() == "true" ? "yes" : "no",
            "appliedFrom" or "appliedTo" or "updatedFrom" or "updatedTo" or "startDate" or "endDate" => Records.FilterChip.Day(one.Value.ToString()) ?? "",
            _ => one.Value.ToString(),
        }));
}

/// <summary>Where lists and their views are.</summary>
internal static class ViewLink
{
    public static string List(ViewedList list) => $"/{WordOf(list)}";

    public static string View(SavedView view) => $"{List(view.List)}?{view.Query}";

    public static string All(ViewedList list) => $"/views/{WordOf(list)}";

    /// <summary>The list that an address names; null when there is none.</summary>
    public static ViewedList? ListOf(string word) => Enum.GetValues<ViewedList>().Where(list => WordOf(list) == word).Select(list => (ViewedList?)list).FirstOrDefault();

    public static string WordOf(ViewedList list) => EnumText.Of(list);
}
