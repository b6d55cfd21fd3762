namespace Jobvite.Sandbox;

/// <summary>Which of the answers that tenants have seen, or that nobody has ruled out, this sandbox gives.</summary>
public sealed record SandboxQuirks
{
    /// <summary>The number of the first record of a v2 list, 0 or 1; with 1, a start of 0 counts as 1.</summary>
    public int StartBase { get; init; }

    /// <summary>Name of the array of a job list: <c>requisitions</c>, <c>jobs</c>, <c>items</c> or <c>data</c>.</summary>
    public string JobListName { get; init; } = "requisitions";

    /// <summary>Name of the array of a candidate list: <c>candidates</c>, <c>items</c> or <c>data</c>.</summary>
    public string CandidateListName { get; init; } = "candidates";

    /// <summary>How one job is answered; null: wrapped for a path, a list for <c>ids</c>.</summary>
    public SingleForm? JobSingle { get; init; }

    /// <summary>How one candidate is answered; null: wrapped for a path (latest application), a list of all applications for a query.</summary>
    public SingleForm? CandidateSingle { get; init; }

    public StatusForm Status { get; init; }

    public NotFoundForm NotFound { get; init; }

    public TotalForm Total { get; init; }

    /// <summary>How a filtered list of candidates or jobs that takes none is answered.</summary>
    public NothingMatchesForm NothingMatches { get; init; }

    /// <summary>The most records of one page, 1 to 500; null: 500, as observed.</summary>
    public int? PageCap { get; init; }

    /// <summary>Every so manieth page in the middle of a list has two records fewer than asked for, though more follow; null: none.</summary>
    public int? ShortPageEvery { get; init; }

    /// <summary>Whether the candidate list begins with the newest change.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// The record as it was recorded in 2015: a job object of nulls for a person without a job, <c>job.customField</c> null, a resume of
    /// nothing for a person without one, resumes as plain text, a location without a city.
    /// </summary>
    public bool RecordedForm { get; init; }

    /// <summary>Whether a refusal is HTTP 200 with <c>{"status":"INVALID_KEY_SECRET","responseMessage":…}</c>.</summary>
    public bool InvalidKeySecret { get; init; }

    /// <summary>Whether a refusal has HTTP status 200 and says 401 only in the body.</summary>
    public bool UnauthorizedAsOk { get; init; }

    /// <summary>Whether candidates carry the old <c>applications[]</c> instead of one <c>application</c>.</summary>
    public bool ApplicationsAsList { get; init; }

    /// <summary>Whether ids are spelled <c>EId</c>, as the answers to writes do.</summary>
    public bool CapitalIds { get; init; }

    /// <summary>Whether onboarding is at <c>/processes</c>, <c>/tasks</c>, <c>/milestones</c> instead of the singular names.</summary>
    public bool PluralOnboarding { get; init; }

    /// <summary>Name of the array of a process list: <c>processes</c>, <c>process</c>, <c>items</c> or <c>data</c>.</summary>
    public string ProcessListName { get; init; } = "processes";

    /// <summary>Name of the array of a task list: <c>tasks</c>, <c>task</c>, <c>items</c> or <c>data</c>.</summary>
    public string TaskListName { get; init; } = "tasks";

    public EnvelopePadding Padding { get; init; }

    /// <summary>Whether the wrapped key of an answer is 48 bytes long, of which only the first 32 count.</summary>
    public bool LongEnvelopeKey { get; init; }

    /// <summary>Form of a candidate's webhook; null: alternately one and the other.</summary>
    public CandidateWebhookForm? WebhookForm { get; init; }

    internal void Validate()
    {
        SandboxOptions.InRange(StartBase, 0, 1, nameof(StartBase));
        SandboxOptions.InRange(PageCap ?? 1, 1, ListWindow.MostPerPage, nameof(PageCap));
        SandboxOptions.InRange(ShortPageEvery ?? 2, 2, 1000, nameof(ShortPageEvery));
        OneOf(JobListName, nameof(JobListName), "requisitions", "jobs", "items", "data");
        OneOf(CandidateListName, nameof(CandidateListName), "candidates", "items", "data");
        OneOf(ProcessListName, nameof(ProcessListName), "processes", "process", "items", "data");
        OneOf(TaskListName, nameof(TaskListName), "tasks", "task", "items", "data");
    }

    private static void OneOf(string value, string name, params string[] allowed)
    {
        if (!allowed.Contains(value, StringComparer.Ordinal))
        {
            throw new ArgumentException($"{name} is '{value}'; it must be one of {string.Join(", ", allowed)}.");
        }
    }
}

/// <summary>The bodies that Jobvite's candidate webhooks have been seen with.</summary>
public enum CandidateWebhookForm
{
    /// <summary>With <c>eventType</c>, <c>candidateId</c>, <c>applicationId</c>, <c>jobId</c>.</summary>
    WorkflowUpdate,

    /// <summary>With <c>url</c>, <c>id</c>, <c>applicationId</c>, <c>oldValue</c>, <c>newValue</c>, <c>date</c>.</summary>
    StageChange,

    /// <summary>As a production integrator gets it: exactly <c>eventType</c>, <c>url</c>, <c>id</c>, <c>applicationId</c>, <c>oldValue</c>,
    /// <c>newValue</c>, <c>date</c>, and the <c>id</c> is not the candidate's.</summary>
    RecordedStageChange,

    /// <summary>With <c>eventType</c> and <c>applicationId</c> alone.</summary>
    ApplicationOnly,
}

/// <summary>How the plain text of an onboarding answer is filled up to whole AES blocks.</summary>
public enum EnvelopePadding
{
    Pkcs7,

    /// <summary>With zero bytes; none when it fits.</summary>
    Zero,

    /// <summary>Not at all: the JSON itself ends in white space.</summary>
    None,
}

/// <summary>How a record that does not exist is answered.</summary>
public enum NotFoundForm
{
    EmptyList,

    /// <summary>HTTP 404 with a JSON body.</summary>
    Http404,

    /// <summary>HTTP 200 with a body that says 404.</summary>
    ErrorBody,
}

/// <summary>How a filtered list that takes no record is answered.</summary>
public enum NothingMatchesForm
{
    EmptyList,

    /// <summary>HTTP 404 with a JSON body.</summary>
    Http404,

    /// <summary>HTTP 200 with a body that says 404.</summary>
    Status404,

    /// <summary>HTTP 200 with the v1 document's code 100.</summary>
    Status100,

    /// <summary><c>{"candidates":null}</c></summary>
    NullList,

    /// <summary>A success without any list.</summary>
    NoList,

    /// <summary><c>[]</c></summary>
    BareArray,
}

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

/// <summary>What a success says about itself.</summary>
public enum StatusForm
{
    /// <summary><c>"status":{"code":200,"messages":[]}</c></summary>
    CodeAndMessages,

    /// <summary><c>"status":"success"</c></summary>
    Word,

    /// <summary>Nothing.</summary>
    Absent,
}

/// <summary>What a list's <c>total</c> is worth.</summary>
public enum TotalForm
{
    /// <summary>Right, except for 0 on the last page of several.</summary>
    ZeroOnLastPage,

    Right,

    AlwaysZero,

    /// <summary>Right on the first page, 0 on all later ones.</summary>
    ZeroAfterFirst,

    /// <summary>A seventh more than there are, and one.</summary>
    TooLarge,

    /// <summary><c>"total":null</c></summary>
    Null,
}
