namespace Jobvite.Client.Tests;

public sealed class RecordTests
{
    [Fact]
    public void A_job_is_read_with_all_its_fields()
    {
        var job = JobviteRecords.ParseJob("""
            {"eId":"oAbC1dE2","requisitionId":"2025014K","title":"Nurse","jobState":"On Hold","department":"Care","category":"Health","region":"West",
             "subsidiary":"Acme Care","location":"Berlin, DE","locationCity":"Berlin","locationState":"BE","locationCountry":"DE",
             "jobLocations":[{"city":"Berlin","state":"BE","country":"DE"},"Remote"],"primaryRecruiter":{"email":"r@x.test"},"primaryHiringManagerEmail":"h@x.test",
             "salary":{"currency":"EUR","min":"40,000.50","max":52000,"frequency":"Yearly"},"remoteType":"Hybrid","description":"<p>x</p>","applyLink":"https://x.test",
             "lastUpdatedDate":1700000000123,"sentDate":"2024-02-03","customField":[{"fieldCode":"cost","value":12},{"fieldCode":"empty","value":""}]}
            """);
        Assert.Equal(("oAbC1dE2", "2025014K", "Nurse", "On Hold", "Care"), (job.Id, job.RequisitionId, job.Title, job.Status, job.Department));
        Assert.Equal(("EUR", 40000.50m, 52000m, "Yearly"), (job.SalaryCurrency, job.SalaryMin, job.SalaryMax, job.SalaryFrequency));
        Assert.Equal(("r@x.test", "h@x.test", "Berlin, DE"), (job.PrimaryRecruiterEmail, job.PrimaryHiringManagerEmail, job.Location));
        Assert.Equal([new JobviteLocation("Berlin, BE, DE", "Berlin", "BE", "DE"), new JobviteLocation("Remote", null, null, null)], job.Locations);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), job.LastUpdated);
        Assert.Equal([new JobviteCustomField("cost", "12"), new JobviteCustomField("empty", null)], job.CustomFields);
    }

    [Fact]
    public void A_job_of_the_other_shape_is_read()
    {
        var job = JobviteRecords.ParseJob("""{"EId":"x","requisitionId":null,"status":"Open","title":"","locations":[{"city":"Oslo","country":"NO"}],"primaryRecruiterEmail":"r@x.test","salary":null}""");
        Assert.Equal(("x", null, "Open", null, "Oslo, NO", "r@x.test"), (job.Id, job.RequisitionId, job.Status, job.Title, job.Location, job.PrimaryRecruiterEmail));
    }

    [Theory]
    [InlineData(""" "location":{"city":"Chicago","state":"IL","country":"US"} """, "Chicago, IL, US", "Chicago, IL, US")]
    [InlineData(""" "location":"Chicago, IL","jobLocations":{"city":"Paris","country":"FR"} """, "Chicago, IL", "Paris, FR")]
    [InlineData(""" "location":"Chicago, IL","jobLocations":[{"city":"Chicago"},{"name":"HQ","city":"Paris"}],"locations":"Remote" """, "Chicago, IL", "Chicago|HQ|Remote")]
    [InlineData(""" "location":["Oslo","Rome"] """, "Oslo", "Oslo|Rome")]
    [InlineData(""" "location":{},"jobLocations":null """, null, "")]
    public void Places_are_read_in_every_shape(string members, string? main, string all)
    {
        var job = JobviteRecords.ParseJob($$"""{"eId":"x",{{members}}}""");

        Assert.Equal((main, all), (job.Location, string.Join('|', job.Locations.Select(place => place.Text))));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"Yes\"", true)]
    [InlineData("\"n\"", false)]
    [InlineData("1", true)]
    [InlineData("\"opted_in\"", true)]
    [InlineData("\"Opted Out\"", false)]
    [InlineData("\"ask later\"", null)]
    [InlineData("null", null)]
    public void Consent_is_read_from_every_word_that_is_known(string sent, bool? consent) =>
        Assert.Equal(consent, JobviteRecords.ParseCandidate($$"""{"eId":"x","smsConsent":{{sent}}}""").SmsConsent);

    [Theory]
    [InlineData("1700000000000", 1_700_000_000_000L)]
    [InlineData("\"1700000000000\"", 1_700_000_000_000L)]
    [InlineData("1.7e12", 1_700_000_000_000L)]
    [InlineData("\"2023-11-14T22:13:20Z\"", 1_700_000_000_000L)]
    [InlineData("\"2023-11-14T23:13:20.000+0100\"", 1_700_000_000_000L)]
    [InlineData("\"2023-11-14T22:13:20\"", 1_700_000_000_000L)]
    [InlineData("0", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("9e99", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("\"11/14/2023\"", 1_699_920_000_000L)]
    [InlineData("\"14/11/2023\"", null)]
    [InlineData("\"not a date\"", null)]
    [InlineData("{}", null)]
    public void A_date_is_epoch_milliseconds_or_iso_and_otherwise_absent(string json, long? milliseconds)
        => Assert.Equal(milliseconds, JobviteRecords.ParseJob("{\"eId\":\"x\",\"lastUpdatedDate\":" + json + "}").LastUpdated?.ToUnixTimeMilliseconds());

    [Fact]
    public void An_application_is_read_with_its_job()
    {
        var application = JobviteRecords.ParseApplication("""
            {"eId":"a1","workflowState":"Offer","workflowStateEId":"w1","disposition":"d","source":"Indeed","sourceType":"Board","jobviteChannel":"ch","sentDate":1600000000000,
             "lastUpdatedDate":1700000000000,"hireDate":1710000000000,"startDate":1720000000000,"consentStatus":"given","hasArtifacts":true,
             "job":{"eId":"j1","requisitionId":"R1","title":"Nurse","department":"Care","location":"Berlin","categoryName":"Health","company":"Acme","jobType":"Full","postingType":"Ext","primaryRecruiter":{"email":"r@x.test"}}}
            """);
        Assert.Equal(("a1", "Offer", "w1", "d", "Indeed", "Board", "ch"), (application.Id, application.WorkflowState, application.WorkflowStateId, application.Disposition, application.Source, application.SourceType, application.JobviteChannel));
        Assert.Equal("j1", application.JobId);
        Assert.Equal((true, "given", new DateOnly(2024, 3, 9)), (application.HasArtifacts, application.ConsentStatus, application.HireDate));
    }

    [Fact]
    public void An_application_without_a_job_is_an_application() => Assert.Null(JobviteRecords.ParseApplication("""{"eId":"a1","job":null}""").JobId);

    [Fact]
    public async Task Documents_applications_and_eeo_data_stay_out_of_the_raw_record()
    {
        var candidate = await ReadCandidate(keepEeoData: false);
        Assert.Equal("""{"eId":"c1","firstName":"Jo","grace":"kept","artifacts":[{"type":"attachment","filename":"a.txt","size":3}]}""", candidate.RawJson);
        var application = Assert.Single(candidate.Applications);
        Assert.Equal("""{"eId":"a1","resume":{"format":"pdf","name":"cv.pdf"},"job":{"eId":"j1"}}""", application.RawJson);
        var documents = candidate.DocumentLists.SelectMany(list => list.Documents).ToList();
        Assert.Equal(["attachment:a.txt::3", "resume:cv.pdf:a1:5"], documents.Select(d => $"{d.Type}:{d.FileName}:{d.ApplicationId}:{d.Content?.Length}"));
        Assert.Equal("application/pdf", documents[1].MimeType);
    }

    [Fact]
    public async Task Eeo_data_is_kept_for_a_customer_who_asks()
    {
        var candidate = await ReadCandidate(keepEeoData: true);
        Assert.Contains("\"gender\":\"F\"", candidate.RawJson, StringComparison.Ordinal);
        Assert.Contains("\"race\":\"x\"", candidate.Applications[0].RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_answers_carry_several_applications_and_the_latest_change_is_the_candidates()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":1,"candidates":[{"eId":"c1","lastUpdatedDate":5,"applications":[{"eId":"a1","lastUpdatedDate":9},{"applicationId":"a2"}]}]}""");
        var candidate = Assert.Single(Assert.Single(await test.CandidatePages()).Records);
        Assert.Equal(["a1", "a2"], candidate.Applications.Select(a => a.Id));
        Assert.Equal(9, candidate.LastUpdated?.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Contact_data_is_read_and_empty_text_is_absent()
    {
        var candidate = JobviteRecords.ParseCandidate("""
            {"candidateId":"c1","firstName":"Zoë","lastName":"李","email":null,"mobile":"+49","homePhone":"","workPhone":"  ","address":"A","address2":"B","city":"C","state":"D",
             "postalCode":12345,"country":"DE","location":"L","title":"T","companyName":"Co","workStatus":"W","smsConsent":true,"personalDataProcessingStatus":"Active"}
            """);
        Assert.Equal(("c1", "Zoë", "李", null, "+49", null, null), (candidate.Id, candidate.FirstName, candidate.LastName, candidate.Email, candidate.Mobile, candidate.HomePhone, candidate.WorkPhone));
        Assert.Equal(("A", "B", "C", "D", "12345", "DE", "L"), (candidate.Address, candidate.Address2, candidate.City, candidate.State, candidate.PostalCode, candidate.Country, candidate.Location));
        Assert.Equal(("T", "Co", "W", true, "Active"), (candidate.Title, candidate.CompanyName, candidate.WorkStatus, candidate.SmsConsent, candidate.PersonalDataProcessingStatus));
        Assert.Contains("Zoë", candidate.RawJson, StringComparison.Ordinal);
        Assert.DoesNotContain("Zoë", candidate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nul_character_is_dropped_because_no_database_takes_it()
    {
        var candidate = JobviteRecords.ParseCandidate("""{"eId":"c1","firstName":"J\u0000o","education":[{"school":"a\u0000b","years":[1,true,null]}],"resume":{"name":"x\u0000"}}""");
        Assert.Equal("Jo", candidate.FirstName);
        Assert.Equal("""{"eId":"c1","firstName":"Jo","education":[{"school":"ab","years":[1,true,null]}],"resume":{"name":"x"}}""", candidate.RawJson);
    }

    [Fact]
    public void A_process_and_its_new_hire_are_read()
    {
        var process = JobviteRecords.ParseProcess("""{"processId":"65f0c0ffee0123456789abcd","candidateId":"c1","newHire":{"newHireId":"n1"},"status":"active","hireDate":"2024-01-02","kickoffDate":1700000000000,"milestones":["A",{"name":"B"}]}""");
        Assert.Equal(("65f0c0ffee0123456789abcd", "c1", "n1", "active"), (process.Id, process.CandidateId, process.NewHireId, process.Status));
        Assert.Equal(["A", "B"], process.Milestones);
        Assert.Equal(new DateOnly(2024, 1, 2), process.HireDate);
    }

    [Theory]
    [InlineData("\"W4\"", "W4")]
    [InlineData("\"i9\"", "I9")]
    [InlineData("\"Background Check\"", "CUSTOM")]
    [InlineData("null", null)]
    public void A_task_type_is_one_of_the_known_or_custom(string type, string? expected)
    {
        var task = JobviteRecords.ParseTask("{\"taskId\":\"t1\",\"processInstanceId\":\"p1\",\"name\":\"N\",\"status\":\"open\",\"dueDate\":\"2024-05-06T00:00:00Z\",\"type\":" + type + "}");
        Assert.Equal(("t1", "p1", "N", "open", expected), (task.Id, task.ProcessId, task.Name, task.Status, task.Type));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"eId":""}""")]
    [InlineData("""{"eId":"\ud800"}""")]
    public void A_text_that_is_no_record_is_a_format_error(string json) => Assert.Throws<FormatException>(() => JobviteRecords.ParseJob(json));

    [Fact]
    public void An_id_that_is_too_long_is_no_id() => Assert.Throws<FormatException>(() => JobviteRecords.ParseJob("{\"eId\":\"" + new string('x', 129) + "\"}"));

    [Fact]
    public void Reading_a_stored_record_again_changes_nothing()
    {
        var once = JobviteRecords.ParseJob("""{"eId":"x", "title" : "\u00e4<b>", "salary":{"min":1.50}}""").RawJson;
        Assert.Equal("""{"eId":"x","title":"ä<b>","salary":{"min":1.50}}""", once);
        Assert.Equal(once, JobviteRecords.ParseJob(once).RawJson);
    }

    private static async Task<JobviteCandidate> ReadCandidate(bool keepEeoData)
    {
        using var test = new ClientUnderTest(connect: c => c with { KeepEeoData = keepEeoData });
        test.Jobvite.Then("""
            {"total":1,"candidates":[{"eId":"c1","firstName":"Jo","gender":"F","grace":"kept","artifacts":[{"type":"attachment","filename":"a.txt","size":3,"content":"YWJj"}],
             "application":{"eId":"a1","Race":"y","race":"x","veteranStatus":"no","resume":{"format":"pdf","name":"cv.pdf","content":"JVBERi0="},"job":{"eId":"j1"}}}]}
            """);
        return Assert.Single(Assert.Single(await test.CandidatePages()).Records);
    }
}
