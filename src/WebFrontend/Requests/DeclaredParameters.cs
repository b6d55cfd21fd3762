using System.Reflection;

namespace Jobvite.WebFrontend;

/// <summary>
/// Refuses a query parameter that the call does not take: a filter that was misspelled, and ignored, would answer with everybody. What a
/// call takes is what its handler declares.
/// </summary>
internal static class DeclaredParameters
{
    public static EndpointFilterDelegate Require(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        string[] declared = [.. context.MethodInfo.GetParameters().SelectMany(NamesOf)];
        return invocation =>
        {
            var request = invocation.HttpContext.Request;
            if (request.Query.Count > 0)
            {
                Check(request, [.. declared.Where(name => !request.RouteValues.ContainsKey(name)).Order(StringComparer.Ordinal)]);
            }

            return next(invocation);
        };
    }

    private static void Check(HttpRequest request, string[] known)
    {
        var errors = new InputErrors();
        foreach (var name in request.Query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add(name, known.Length == 0
                ? "is not a parameter of this call, which takes none."
                : $"is not a parameter of this call; it takes {string.Join(", ", known)}.");
        }

        errors.ThrowIfAny();
    }

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) => parameter.GetCustomAttribute<AsParametersAttribute>() is not null
        ? parameter.ParameterType.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => ParameterShapes.NameOf(property.Name))
        : parameter.ParameterType == typeof(string) ? [ParameterShapes.NameOf(parameter.Name!)] : [];
}
