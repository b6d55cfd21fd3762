namespace Jobvite.Client;

internal static class BaseUrl
{
    public static void Check(Uri url, bool allowPlainHttp, string name)
    {
        ArgumentNullException.ThrowIfNull(url, name);
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException("A Jobvite base URL must begin with https://, such as https://api.jobvite.com/api/v2.", name);
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !allowPlainHttp)
        {
            throw new ArgumentException(
                $"The base URL of {url.Host} uses plain HTTP, which would send the key in the clear. Use https://, or switch on {nameof(JobviteClientOptions.AllowPlainHttp)}.",
                name);
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new ArgumentException("A Jobvite base URL must have no user name, query or fragment.", name);
        }
    }

    /// <summary>Puts path and parameters behind a base. Names and values are escaped here and nowhere else.</summary>
    public static Uri Combine(Uri baseUrl, string path, params IEnumerable<KeyValuePair<string, string>> query)
    {
        var parameters = string.Join('&', query.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        return new Uri(baseUrl.AbsoluteUri.TrimEnd('/') + path + (parameters.Length == 0 ? string.Empty : "?" + parameters));
    }
}
