namespace Jobvite.Storage;

/// <summary>What <see cref="IRecordCompletion"/> writes to one row.</summary>
internal sealed record Completed(string CompanyId, string JobviteId)
{
    public const string NoFields = "{}";

    public string SearchText { get; init; } = "";

    public string PlacesText { get; init; } = "";

    public string CustomFields { get; init; } = NoFields;

    public string? SmsConsent { get; init; }

    // A row whose JSON cannot be read is complete with nothing; it would be looked at for ever otherwise.
    public static Completed Of(string companyId, string id, JobRow? job) => job is null ? new(companyId, id) : new(companyId, id)
    {
        SearchText = Storage.SearchText.Of(job),
        PlacesText = Storage.SearchText.PlacesOf(job),
        CustomFields = job.CustomFields ?? NoFields,
    };

    public static Completed Of(string companyId, string id, CandidateRow? person) => person is null ? new(companyId, id) : new(companyId, id)
    {
        SearchText = Storage.SearchText.Of(person),
        CustomFields = person.CustomFields ?? NoFields,
        SmsConsent = FlagText.Of(person.SmsConsent),
    };

    public static Completed Of(string companyId, string id, ApplicationRow? application) =>
        application is null ? new(companyId, id) : new(companyId, id) { CustomFields = application.CustomFields ?? NoFields };
}
