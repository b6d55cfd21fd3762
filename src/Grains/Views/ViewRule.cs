using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Views;

/// <summary>What may be kept as a view of a list.</summary>
internal static class ViewRule
{
    public static bool IsName(string name) => name.Length is > 0 and <= ISavedViewsGrain.LongestName && name == name.Trim() && !name.Any(char.IsControl);

    /// <summary>Parameters of the list, each once and with a value; no search and no address of a person, whoever asks.</summary>
    public static bool IsQuery(ViewedList list, string query)
    {
        if (query.Length is 0 or > ISavedViewsGrain.LongestQuery)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return query.Split('&').All(part =>
            part.Split('=') is [var name, { Length: > 0 } value]
            && ViewParameters.Kept(list).Contains(name)
            && names.Add(name)
            && !Uri.UnescapeDataString(value).Any(char.IsControl));
    }
}
