namespace Jobvite.Sandbox;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>An HTTP status with a JSON error.</summary>
    Status,

    /// <summary>HTTP 200 (or the given status) with an HTML page.</summary>
    HtmlPage,

    /// <summary>HTTP 401 (or the given status) with plain text and no content type.</summary>
    PlainText,

    /// <summary>302 to a login page.</summary>
    LoginRedirect,

    /// <summary>HTTP 200 with <c>{"status":"INVALID_KEY_SECRET",…}</c>.</summary>
    InvalidKeySecret,

    /// <summary>HTTP 200 with a JSON error that says 401.</summary>
    UnauthorizedAsOk,

    /// <summary>HTTP 200 with the first half of the right JSON.</summary>
    TruncatedJson,

    /// <summary>HTTP 200 with nothing.</summary>
    EmptyBody,

    /// <summary>The right page, in which one record is nonsense.</summary>
    MalformedRecord,

    /// <summary>The right answer, late.</summary>
    Latency,

    /// <summary>The right answer, 16 bytes at a time, waiting between them.</summary>
    DrippingBody,

    /// <summary>JSON that never ends.</summary>
    EndlessBody,

    /// <summary>About a megabyte of gzip that inflates to a gigabyte.</summary>
    GzipBomb,

    /// <summary>The connection closes without an answer.</summary>
    DroppedConnection,

    /// <summary>The connection closes after half of the body.</summary>
    DroppedMidBody,

    /// <summary>The list request is answered with the page before the one asked for.</summary>
    RepeatedPage,

    /// <summary>The list request is answered as if <c>start</c> were not there.</summary>
    IgnoredStart,
}
