using Microsoft.AspNetCore.Http.Extensions;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>Addresses of the same page with other parameters.</summary>
internal static class Query
{
    /// <summary>The path with those parameters that have a value.</summary>
    public static string Link(string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null && $"{value}" is { Length: > 0 } text)
            {
                query.Add(name, text);
            }
        }

        return path + query.ToQueryString();
    }

    /// <summary>The address that was asked for, with one parameter replaced, or taken out when null.</summary>
    public static string With(HttpRequest request, string name, string? value) => Link(
        request.Path,
        [.. request.Query.Where(q => q.Key != name && q.Key is not ("page" or "cursor" or "done")).Select(q => (q.Key, (object?)q.Value.ToString())), (name, value)]);
}
