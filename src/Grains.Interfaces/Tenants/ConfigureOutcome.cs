namespace Jobvite.Grains.Interfaces;

/// <summary>How an attempt to configure a company ended.</summary>
[GenerateSerializer, Alias("jv.ConfigureOutcome")]
public enum ConfigureOutcome
{
    /// <summary>Saved; <see cref="ConfigureResult.Warning"/> may name what is not in order.</summary>
    Saved = 1,

    /// <summary>The command breaks a rule; see <see cref="ConfigureResult.FieldErrors"/>. Nothing was saved.</summary>
    Invalid = 2,

    /// <summary>Jobvite refused the credentials. Nothing was saved.</summary>
    Refused = 3,

    /// <summary>The company belongs to another tenant. Nothing was saved.</summary>
    CompanyTaken = 4,

    /// <summary>The tenant has another company already (connected, or with records kept). Nothing was saved.</summary>
    OtherCompanyConnected = 5,

    /// <summary>
    /// The credentials could not be tried, because our own request budget is used up or, for a first claim, because Jobvite cannot be reached.
    /// Nothing was saved, so that working credentials are not replaced by untried ones and nobody claims a company with such; <see cref="ConfigureResult.RetryAfter"/> says when to come back.
    /// </summary>
    NotNow = 6,

    /// <summary>The company's data are being deleted, as was ordered; it can be connected again when that is done. Nothing was saved.</summary>
    Deleting = 7,
}
