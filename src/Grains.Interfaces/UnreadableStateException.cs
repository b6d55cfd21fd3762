namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What is stored of a grain cannot be read: damaged, or written by a newer version of the program. Nothing is done for that one company
/// until an operator restores it; the front answers 503. Orleans hands it on inside an exception of its own.
/// </summary>
[GenerateSerializer, Alias("jv.UnreadableStateException")]
public sealed class UnreadableStateException : Exception
{
    /// <param name="message">Where reading broke off; no value out of the state.</param>
    public UnreadableStateException(string message)
        : base(message)
    {
    }
}
