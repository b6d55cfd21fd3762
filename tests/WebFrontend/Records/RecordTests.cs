using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class RecordTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task A_candidate_repeats_its_newest_application_beside_the_person()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1"));

        var json = await tenant.Client.Get($"{Root}/candidates/c-1").Json();

        Assert.Equal(
            ("a-2", "j-2", "Offer"),
            (json["jobviteApplicationId"]!.GetValue<string>(), json["jobviteJobId"]!.GetValue<string>(), json["workflowState"]!.GetValue<string>()));
        Assert.Equal(["a-2", "a-1"], json["applications"]!.AsArray().Select(a => a!["applicationId"]!.GetValue<string>()));
        foreach (var name in (string[])["applicationId", "jobviteJobId", "workflowState", "source", "sourceType", "sentDate", "lastUpdatedDate"])
        {
            Assert.Contains(name, json["applications"]![0]!.AsObject().Names());
        }

        foreach (var name in (string[])["id", "jobviteCandidateId", "email", "firstName", "lastName", "personalDataProcessingStatus", "mobile", "address", "city", "createdAt", "updatedAt", "deletedAt"])
        {
            Assert.Contains(name, json.Names());
        }

        Assert.Equal("""{"eId":"c"}""", json["rawJson"]!.ToJsonString());
    }

    [Fact]
    public async Task A_candidate_without_applications_is_shown_all_the_same()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1") with { Applications = [] });

        var json = await tenant.Client.Get($"{Root}/candidates/c-1").Json();

        Assert.Null(json["workflowState"]);
        Assert.Empty(json["applications"]!.AsArray());
    }

    [Fact]
    public async Task A_process_is_shown_with_its_milestones_as_JSON()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1"));

        var json = await tenant.Client.Get("/api/onboarding/processes/p-1").Json();

        Assert.Equal(
            [
                "id", "jobviteProcessId", "jobviteNewHireId", "jobviteCandidateId", "status", "hireDate", "kickoffDate", "milestoneStatus", "tasksSummary",
                "createdAt", "updatedAt", "deletedAt", "rawJson",
            ],
            json.Names());
        Assert.Equal(("""["Signed"]""", """{"OPEN":2}"""), (json["milestoneStatus"]!.ToJsonString(), json["tasksSummary"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_processes_tasks_are_listed()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListTaskPage("p-1", 1, Arg.Any<CancellationToken>()).Returns(new Page<TaskView>([Samples.Task("t-1")], 1001, 1, 1000, null));
        tenant.Records.ListTaskPage("p-1", 2, Arg.Any<CancellationToken>()).Returns(new Page<TaskView>([Samples.Task("t-1001")], 1001, 2, 1000, null));

        var json = await tenant.Client.Get("/api/onboarding/processes/p-1/tasks").Json();

        Assert.Equal(
            ["id", "jobviteTaskId", "name", "type", "status", "dueDate", "createdAt", "updatedAt", "deletedAt", "rawJson"],
            json["items"]![0]!.AsObject().Names());
        Assert.Equal((1001, 2), (json["pagination"]!["total"]!.GetValue<int>(), json["pagination"]!["totalPages"]!.GetValue<int>()));
        var second = await tenant.Client.Get("/api/onboarding/processes/p-1/tasks?page=2").Json();
        Assert.Equal("t-1001", second["items"]![0]!["jobviteTaskId"]!.GetValue<string>());
        await tenant.Client.Get("/api/onboarding/processes/p-1/tasks?page=0").Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""[{"name":"Signed","done":true}]""")]
    [InlineData("""{"milestones":["Signed"]}""")]
    public async Task Milestones_of_every_form_are_shown_as_they_came(string milestones)
    {
        var tenant = front.NewTenant();
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1") with { MilestoneStatus = milestones });

        Assert.Equal(milestones, (await tenant.Client.Get("/api/onboarding/processes/p-1").Json())["milestoneStatus"]!.ToJsonString());
    }

    [Theory]
    [InlineData($"{Root}/jobs/{{0}}")]
    [InlineData($"{Root}/jobs/{{0}}/candidates")]
    [InlineData($"{Root}/jobs/{{0}}/status")]
    [InlineData($"{Root}/candidates/{{0}}")]
    [InlineData($"{Root}/candidates/{{0}}/documents")]
    [InlineData($"{Root}/documents/{{0}}/download")]
    [InlineData($"{Root}/sync/runs/{{0}}")]
    [InlineData($"{Root}/sync/runs/{{0}}/events")]
    [InlineData($"{Root}/webhooks/{{0}}")]
    [InlineData("/api/onboarding/processes/{0}")]
    [InlineData("/api/onboarding/processes/{0}/tasks")]
    public async Task Another_tenants_id_an_unknown_id_and_an_impossible_id_get_the_same_answer(string path)
    {
        var (owner, other) = (front.NewTenant(), front.NewTenant());
        var id = Guid.NewGuid();
        Owns(owner, id);
        Knows(other);

        var theirs = await other.Client.Get(Filled(path, id.ToString())).Problem(HttpStatusCode.NotFound);
        var unknown = await other.Client.Get(Filled(path, Guid.NewGuid().ToString())).Problem(HttpStatusCode.NotFound);
        var impossible = await other.Client.Get(Filled(path, new string('x', 200))).Problem(HttpStatusCode.NotFound);
        var unprintable = await other.Client.Get(Filled(path, "a%01b")).Problem(HttpStatusCode.NotFound);

        Assert.Equal(unknown.WithoutTrace(), theirs.WithoutTrace());
        Assert.Equal(unknown.WithoutTrace(), impossible.WithoutTrace());
        Assert.Equal(unknown.WithoutTrace(), unprintable.WithoutTrace());
        Assert.DoesNotContain(id.ToString(), theirs.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Root}/sync/runs/{{0}}/cancel", null)]
    [InlineData($"{Root}/webhooks/{{0}}/replay", null)]
    [InlineData("/api/onboarding/processes/{0}/milestones", """{ "milestones": ["a"] }""")]
    public async Task Commands_on_another_tenants_ids_are_a_404_too(string path, string? body)
    {
        var (owner, other) = (front.NewTenant(), front.NewTenant());
        Knows(other);

        var theirs = await other.Client.Post(Filled(path, Guid.NewGuid().ToString()), body).Problem(HttpStatusCode.NotFound);
        var impossible = await other.Client.Post(Filled(path, new string('x', 200)), body).Problem(HttpStatusCode.NotFound);

        Assert.Equal(impossible.WithoutTrace(), theirs.WithoutTrace());
        Assert.Empty(owner.Grain.ReceivedCalls());
    }

    [Theory]
    [InlineData("""{ "milestones": ["Signed", "Laptop"] }""", MilestoneOperation.Add)]
    [InlineData("""{ "milestones": ["Signed", "Laptop"], "operation": "SET" }""", MilestoneOperation.Set)]
    public async Task Milestones_go_to_Jobvite(string body, MilestoneOperation operation)
    {
        var tenant = front.NewTenant();
        MilestoneChange? change = null;
        tenant.Grain.UpdateMilestones("p-1", Arg.Do<MilestoneChange>(c => change = c), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new MilestoneResult { Found = true, Process = Samples.Process("p-1") });

        var json = await tenant.Client.Post("/api/onboarding/processes/p-1/milestones", body).Json();

        Assert.Equal("p-1", json["process"]!["jobviteProcessId"]!.GetValue<string>());
        Assert.Equal(operation, change!.Operation);
        Assert.Equal(["Signed", "Laptop"], change.Milestones);
    }

    [Theory]
    [InlineData("{}", "milestones")]
    [InlineData("""{ "milestones": [] }""", "milestones")]
    [InlineData("""{ "milestones": "Signed" }""", "milestones")]
    [InlineData("""{ "milestones": [5] }""", "milestones")]
    [InlineData("""{ "milestones": [" "] }""", "milestones")]
    [InlineData("""{ "milestones": [null] }""", "milestones")]
    [InlineData("""{ "milestones": ["a"], "operation": "drop" }""", "operation")]
    public async Task Wrong_milestones_are_a_400(string body, string field)
    {
        var problem = await front.NewTenant().Client.Post("/api/onboarding/processes/p-1/milestones", body).Problem(HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.Error(field));
    }

    [Fact]
    public async Task Milestones_without_a_body_are_a_400()
    {
        await front.NewTenant().Client.Post("/api/onboarding/processes/p-1/milestones").Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadGateway)]
    [InlineData(90, HttpStatusCode.ServiceUnavailable)]
    public async Task Milestones_that_Jobvite_does_not_take_say_why_and_when_to_come_back(int? retrySeconds, HttpStatusCode expected)
    {
        var tenant = front.NewTenant();
        tenant.Grain.UpdateMilestones(default!, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new MilestoneResult
        {
            Found = true,
            Error = "Jobvite refused.",
            WhatToDo = "Ask Jobvite.",
            RetryAfter = retrySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });

        var answer = await tenant.Client.Post("/api/onboarding/processes/p-1/milestones", """{ "milestones": ["a"] }""");

        Assert.Equal(retrySeconds, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
        var problem = await Task.FromResult(answer).Problem(expected);
        Assert.Equal(("Jobvite refused.", "Ask Jobvite."), (problem.Error(), problem["troubleshooting"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Milestones_of_which_nobody_knows_are_a_504_that_says_to_look_first()
    {
        var tenant = front.NewTenant();
        tenant.Grain.UpdateMilestones(default!, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            new MilestoneResult { Found = true, Unknown = true, Error = "It is not known whether Jobvite took them.", WhatToDo = "Look first." });

        var answer = await tenant.Client.Post("/api/onboarding/processes/p-1/milestones", """{ "milestones": ["a"] }""");

        Assert.Null(answer.Headers.RetryAfter);
        var problem = await Task.FromResult(answer).Problem(HttpStatusCode.GatewayTimeout);
        Assert.Equal(("It is not known whether Jobvite took them.", "Look first."), (problem.Error(), problem["troubleshooting"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Milestones_that_Jobvite_took_are_a_success_although_the_process_could_not_be_read_again()
    {
        var tenant = front.NewTenant();
        tenant.Grain.UpdateMilestones(default!, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            new MilestoneResult { Found = true, Process = Samples.Process("p-1"), Note = "It may be older." });

        var json = await tenant.Client.Post("/api/onboarding/processes/p-1/milestones", """{ "milestones": ["a"] }""").Json();

        Assert.Equal((true, "It may be older."), (json["success"]!.GetValue<bool>(), json["warning"]!.GetValue<string>()));
    }

    private static string Filled(string path, string id) => path.Replace("{0}", id, StringComparison.Ordinal);

    private static void Owns(PlayedTenant owner, Guid id)
    {
        owner.Records.GetJob(id.ToString(), Arg.Any<CancellationToken>()).Returns(Samples.Job(id.ToString()));
        owner.Records.GetCandidate(id.ToString(), Arg.Any<CancellationToken>()).Returns(Samples.Candidate(id.ToString()));
        owner.Records.GetRun(id, Arg.Any<CancellationToken>()).Returns(Samples.Run());
        owner.Records.ClearReceivedCalls();
    }

    /// <summary>A company that has none of the records asked for.</summary>
    private static void Knows(PlayedTenant tenant)
    {
        tenant.Records.GetJob(default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((JobView?)null);
        tenant.Records.GetCandidate(default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((CandidateView?)null);
        tenant.Records.GetProcess(default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((ProcessView?)null);
        tenant.Records.ListTaskPage(default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((Page<TaskView>?)null);
        tenant.Records.GetRun(default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((SyncRun?)null);
        tenant.Records.GetWebhook(default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((WebhookDetail?)null);
        tenant.Grain.ListDocuments(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((DocumentList?)null);
        tenant.Grain.DownloadDocument(default, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new DocumentDownload());
        tenant.Grain.CancelRun(default, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs((SyncRun?)null);
        tenant.Grain.UpdateMilestones(default!, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new MilestoneResult { Found = false });
    }
}
