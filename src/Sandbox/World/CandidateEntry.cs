namespace Jobvite.Sandbox;

/// <summary>
/// One line of the candidate list: for which person an application was made, and which of that person's it was (0 or 1). Who has it now
/// says <see cref="People.Owner"/>.
/// </summary>
internal readonly record struct CandidateEntry(int Index, int Application)
{
    /// <summary>The line of a person who has no application.</summary>
    public static CandidateEntry WithoutApplication(int index) => new(index, -1);

    public bool HasApplication => Application >= 0;
}
