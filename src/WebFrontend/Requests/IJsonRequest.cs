namespace Jobvite.WebFrontend;

/// <summary>A request body of the contract.</summary>
internal interface IJsonRequest
{
    /// <summary>An empty body stands for <c>{}</c>.</summary>
    static abstract bool MayBeEmpty { get; }
}
