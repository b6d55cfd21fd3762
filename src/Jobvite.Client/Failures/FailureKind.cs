namespace Jobvite.Client;

/// <summary>The closed set of ways in which Jobvite says no.</summary>
public enum FailureKind
{
    /// <summary>The key, secret or service account is refused, or lacks the permission for this endpoint.</summary>
    Unauthorized,

    /// <summary>There is no such record.</summary>
    NotFound,

    /// <summary>Too many requests; <see cref="JobviteFailure.RetryAfter"/> says how long to wait.</summary>
    Throttled,

    /// <summary>Jobvite or the way to it is down, slow or broken; worth another try later.</summary>
    Unavailable,

    /// <summary>An answer came but is not what the protocol promises: empty, cut off, not JSON, too large.</summary>
    Malformed,

    /// <summary>The answer did not come from Jobvite's API: a web page, a redirect elsewhere, an unknown route. Usually a wrong base URL.</summary>
    WrongPlace,

    /// <summary>Jobvite understood and refused the request itself; repeating it unchanged is pointless.</summary>
    Rejected,
}
