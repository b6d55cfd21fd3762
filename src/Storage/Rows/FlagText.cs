namespace Jobvite.Storage;

/// <summary>A truth value in a column that once held whatever Jobvite sent.</summary>
internal static class FlagText
{
    private const string True = "true";
    private const string False = "false";

    public static string? Of(bool? flag) => flag switch
    {
        true => True,
        false => False,
        null => null,
    };

    /// <summary>Null for the words of older programs until <see cref="IRecordCompletion"/> has been there.</summary>
    public static bool? Read(string? text) => text switch
    {
        True => true,
        False => false,
        _ => null,
    };
}
