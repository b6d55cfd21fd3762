namespace Jobvite.Client.Tests;

public sealed class SingleReadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"job":{"eId":"j1","title":"Nurse"}}""")]
    [InlineData("""{"eId":"j1","title":"Nurse","status":"Open"}""")]
    [InlineData("""{"id":"j1","title":"Nurse"}""")]
    [InlineData("""{"total":1,"requisitions":[{"eId":"j1","title":"Nurse"}]}""")]
    [InlineData("""[{"EId":"j1","title":"Nurse"}]""")]
    [InlineData("""{"data":{"jobId":"j1","title":"Nurse"}}""")]
    public async Task A_job_is_found_in_every_shape_of_answer(string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);
        Assert.Equal("Nurse", (await test.Client.GetJobAsync("j1", Ct))!.Title);
    }

    [Theory]
    [InlineData("""{"eId":"j1","title":"\ud83d Nurse","status":"Open","status":{"code":200,"messages":[]}}""", "Open")]
    [InlineData("""{"status":"success","eId":"j1","title":"Nurse","jobState":"Filled"}""", "Filled")]
    [InlineData("""{"eId":"j1","status":{"code":200},"title":"Nurse"}""", null)]
    public async Task What_an_answer_says_about_itself_is_no_part_of_a_record_with_nothing_around_it(string body, string? status)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);

        var job = (await test.Client.GetJobAsync("j1", Ct))!;

        Assert.Equal(status, job.Status);
        Assert.DoesNotContain("200", job.RawJson, StringComparison.Ordinal);
        Assert.DoesNotContain("success", job.RawJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"total":0,"requisitions":[]}""")]
    [InlineData(200, """{"requisitions":[]}""")]
    [InlineData(200, "[]")]
    [InlineData(404, """{"status":{"code":404,"messages":["No such requisition"]}}""")]
    [InlineData(404, "")]
    [InlineData(200, """{"status":{"code":404,"messages":["not there"]}}""")]
    [InlineData(200, """{"error":"Requisition not found"}""")]
    [InlineData(400, """{"message":"Job does not exist"}""")]
    [InlineData(200, """{"status":{"code":200,"messages":["No records found"]}}""")]
    public async Task A_job_that_is_not_there_is_null_however_jobvite_says_it(int status, string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body, status);
        Assert.Null(await test.Client.GetJobAsync("j1", Ct));
    }

    [Theory]
    [InlineData(404, """{"status":{"code":404,"messages":["Invalid URL Cannot find API."]}}""", FailureKind.WrongPlace)]
    [InlineData(404, "<html>404</html>", FailureKind.WrongPlace)]
    [InlineData(401, "{}", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":{"code":401,"messages":["x"]}}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"error":"Something odd"}""", FailureKind.Rejected)]
    [InlineData(200, "{}", FailureKind.Malformed)]
    [InlineData(200, """{"job":{"eId":"j2"}}""", FailureKind.Malformed)]
    [InlineData(200, """{"job":{"title":"without id"}}""", FailureKind.Malformed)]
    public async Task Trouble_is_not_taken_for_an_absent_record(int status, string body, FailureKind kind)
    {
        using var test = new ClientUnderTest(options => options.MaxRetries = 0);
        test.Jobvite.Then(body, status);
        var failure = await ClientUnderTest.FailureOf(() => test.Client.GetJobAsync("j1", Ct));
        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public async Task A_candidate_comes_with_an_entry_per_application()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":2,"candidates":[{"eId":"c1","application":{"eId":"a1"}},{"eId":"c1","application":{"eId":"a2"}}]}""");
        var entries = await test.Client.GetCandidateAsync("c1", null, Ct);
        Assert.Equal(["a1", "a2"], entries.SelectMany(e => e.Applications).Select(a => a.Id));
        Assert.Equal("?candidateId=c1&start=0&count=500", test.Jobvite.Requests[0].Uri.Query);
    }

    [Fact]
    public async Task Another_customers_or_another_persons_record_is_never_passed_on()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"candidate":{"eId":"someone-else"}}""");
        var failure = await ClientUnderTest.FailureOf(() => test.Client.GetCandidateAsync("c1", "a1", Ct));
        Assert.Contains("other records", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("someone-else", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_candidate_is_found_by_an_application_alone()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":2,"candidates":[{"eId":"c1","application":{"eId":"a1"}},{"eId":"c2","application":{"eId":"a2"}}]}""");
        var entry = Assert.Single(await test.Client.GetCandidateAsync(null, "a2", Ct));
        Assert.Equal("c2", entry.Id);
        Assert.Equal("?applicationId=a2&start=0&count=500", test.Jobvite.Requests[0].Uri.Query);
    }

    [Fact]
    public async Task Other_applications_than_the_one_asked_for_are_no_answer()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":1,"candidates":[{"eId":"c1","application":{"eId":"a1"}}]}""");
        var failure = await ClientUnderTest.FailureOf(() => test.Client.GetCandidateAsync(null, "a2", Ct));
        Assert.Equal(FailureKind.Malformed, failure.Kind);
        Assert.Contains("other records", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_is_not_there_is_nobody()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":0,"candidates":[]}""");
        Assert.Empty(await test.Client.GetCandidateAsync(null, "a2", Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetCandidateAsync(null, null, Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetCandidateAsync(null, "../x", Ct));
        Assert.Single(test.Jobvite.Requests);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b=c")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a\0")]
    public async Task An_id_that_could_change_the_address_is_refused_unsent(string id)
    {
        using var test = new ClientUnderTest();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetArtifactsAsync(id, Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetJobAsync(id, Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetCandidateAsync("c1", id, Ct));
        Assert.Empty(test.Jobvite.Requests);
    }

    [Fact]
    public async Task Artifacts_are_decoded()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"artifacts":[{"id":7,"type":"cover_letter","filename":"l.txt","mimeType":"text/plain","content":"SGVsbG8=","applicationId":"a1"},{"type":"attachment","content":"%%"}]}""");
        var list = await test.Client.GetArtifactsAsync("c1", Ct);
        var documents = list.Documents;
        Assert.Equal((JobviteDocumentScope.AllArtifacts, true), (list.Scope, list.IsWhole));
        Assert.Equal("/api/v2/candidate/c1/artifacts", test.Jobvite.Requests[0].Uri.AbsolutePath);
        Assert.Equal("Hello"u8.ToArray(), documents[0].Content!.Value.ToArray());
        Assert.Equal(("7", "cover_letter", "l.txt", "text/plain", 5L, "a1"), (documents[0].ExternalId, documents[0].Type, documents[0].FileName, documents[0].MimeType, documents[0].Size, documents[0].ApplicationId));
        Assert.Null(documents[1].Content);
    }

    [Fact]
    public async Task No_artifacts_are_an_empty_list()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"id":"c1","artifacts":[]}""").Then("{}", 404);
        Assert.Empty((await test.Client.GetArtifactsAsync("c1", Ct)).Documents);
        Assert.Empty((await test.Client.GetArtifactsAsync("c1", Ct)).Documents);
    }

    [Theory]
    [InlineData("""{"artifacts":[{"eId":"y1"},"y2"]}""")]
    [InlineData("""{"total":3,"artifacts":[{"eId":"y1"}]}""")]
    public async Task Artifacts_of_which_some_were_not_read_are_not_all(string json)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(json);
        var list = await test.Client.GetArtifactsAsync("c1", Ct);
        Assert.Equal((1, false), (list.Documents.Count, list.IsWhole));
    }

    [Fact]
    public async Task Many_jobs_are_asked_for_in_one_request()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":2,"requisitions":[{"eId":"j1","jobState":"Filled"},{"eId":"j3"}]}""");
        var page = await test.Client.GetJobsAsync(["j1", "j2", "j3"], TestContext.Current.CancellationToken);
        Assert.Equal([("j1", "Filled"), ("j3", null)], page.Records.Select(job => (job.Id, job.Status)));
        Assert.Contains("ids=j1%2Cj2%2Cj3", Assert.Single(test.Jobvite.Requests).Uri.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"total":0,"requisitions":[]}""", 200)]
    [InlineData("""{"status":{"code":404,"messages":["Job not found."]}}""", 404)]
    public async Task None_of_many_jobs_is_an_empty_answer(string json, int status)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(json, status);
        Assert.Empty((await test.Client.GetJobsAsync(["j1", "j2"], TestContext.Current.CancellationToken)).Records);
    }

    [Fact]
    public async Task An_answer_with_other_jobs_is_no_answer_to_the_question()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":900,"requisitions":[{"eId":"j1"},{"eId":"j9"}]}""");
        var failure = await ClientUnderTest.FailureOf(() => test.Client.GetJobsAsync(["j1", "j2"], TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.Malformed, failure.Kind);
    }

    [Fact]
    public async Task No_more_than_a_hundred_jobs_and_no_impossible_id_are_asked_for()
    {
        using var test = new ClientUnderTest();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetJobsAsync([], TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetJobsAsync([.. Enumerable.Range(0, 101).Select(i => $"j{i}")], TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Client.GetJobsAsync(["j1", "a,b"], TestContext.Current.CancellationToken));
        Assert.Empty(test.Jobvite.Requests);
    }
}
