namespace Jobvite.WebFrontend;

/// <summary>A request body of the contract.</summary>
internal interface IJsonRequest
{
    /// <summary>An empty body, and <c>null</c>, stand for <c>{}</c>.</summary>
    static abstract bool MayBeEmpty { get; }
}
