namespace Jobvite.Grains.Webhooks;

/// <summary>What a company's tenant grain says to its inbox. Internal: the front end cannot reach it.</summary>
[Alias("jv.IInboxGrain")]
internal interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>
    /// Forgets the signing key, and answers when every webhook that was checked with it is stored or refused: nothing that the former
    /// connection let in is written behind the back of a deletion that follows.
    /// </summary>
    [Alias("ConnectionChanged")]
    Task ConnectionChanged();
}
