namespace Jobvite.Grains.Interfaces;

/// <summary>What sort of trouble a run had. Operators see this and not the run's own words, which may quote Jobvite.</summary>
[GenerateSerializer, Alias("jv.RunTrouble")]
public enum RunTrouble
{
    /// <summary>Jobvite refused the key, or the stored credentials cannot be opened.</summary>
    Credentials = 1,

    /// <summary>Jobvite was away or asked to wait.</summary>
    JobviteAway = 2,

    /// <summary>The request budget was used up.</summary>
    Budget = 3,

    /// <summary>Jobvite's answer could not be read or used.</summary>
    BadAnswer = 4,

    /// <summary>Some records could not be read.</summary>
    BadRecords = 5,

    /// <summary>Too many records were missing: nothing is deleted until a person confirms.</summary>
    DeletionWithheld = 6,

    /// <summary>Anything else; the company's own pages have the words.</summary>
    Other = 7,
}
