namespace Jobvite.Sandbox;

/// <summary>The JSON errors that have been seen.</summary>
public enum ErrorShape
{
    /// <summary><c>{"status":{"code":…,"messages":[…]}}</c></summary>
    StatusObject,

    /// <summary><c>{"message":…}</c></summary>
    Message,

    /// <summary><c>{"error":"…"}</c></summary>
    ErrorText,

    /// <summary><c>{"error":{"code":…,"message":…}}</c></summary>
    ErrorObject,

    /// <summary><c>{"errors":[…]}</c></summary>
    ErrorList,
}
