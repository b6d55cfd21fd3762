namespace Jobvite.Sandbox;

/// <summary>How an answer with one record looks.</summary>
public enum SingleForm
{
    /// <summary><c>{"job":{…}}</c> or <c>{"candidate":{…}}</c>.</summary>
    Wrapped,

    /// <summary>The record itself.</summary>
    Bare,

    /// <summary>A list, as in the answer with many.</summary>
    List,
}
