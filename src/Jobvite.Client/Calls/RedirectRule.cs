namespace Jobvite.Client;

/// <summary>The only redirect that is followed: to the same place, asking the same question. Jobvite redirects <c>/job</c> to
/// <c>/job?start=0&amp;count=1</c> (observed); following that from another page would silently read the wrong records.</summary>
internal static class RedirectRule
{
    public static Uri? Target(Uri asked, WireAnswer answer)
    {
        if (answer.Status is not (301 or 302 or 303 or 307 or 308) || answer.Location is not { } location)
        {
            return null;
        }

        if (!Uri.TryCreate(asked, location, out var target))
        {
            return null;
        }

        var samePlace = target.Scheme == asked.Scheme && target.Authority == asked.Authority && target.UserInfo.Length == 0
            && target.AbsolutePath.TrimEnd('/') == asked.AbsolutePath.TrimEnd('/');
        return samePlace && target != asked && Parameters(asked).IsSubsetOf(Parameters(target)) ? target : null;
    }

    private static HashSet<string> Parameters(Uri uri) => [.. uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)];
}
