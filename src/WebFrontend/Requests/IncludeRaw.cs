namespace Jobvite.WebFrontend;

/// <summary>Reads <c>?include=raw</c>.</summary>
internal static class IncludeRaw
{
    /// <summary>Whether the records are wanted as Jobvite sent them.</summary>
    public static bool Wanted(string? include, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(include))
        {
            return false;
        }

        if (!string.Equals(include.Trim(), "raw", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add("include", "must be raw.");
        }

        return true;
    }
}
