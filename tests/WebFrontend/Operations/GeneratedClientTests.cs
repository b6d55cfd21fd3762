using System.Reflection;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using JobviteOrleans;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>clients/dotnet, which NSwag makes of the OpenAPI document. The TypeScript one is called by <c>scripts/check-clients</c>.</summary>
public sealed class GeneratedClientTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Fact]
    public async Task A_client_made_by_NSwag_calls_every_operation()
    {
        var text = await front.Anonymous.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Answers.Cancelled);
        var operations = JsonNode.Parse(text)!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]!.GetValue<string>());
        var tenant = Play(front.NewTenant());
        front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key).Release(default!, default!, default).ReturnsForAnyArgs(new CompanyRelease(WasOwned: true, IsFree: true));
        front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key).ListSilos(default).ReturnsForAnyArgs([]);
        front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key).DrainSilo(default!, default, default!, default).ReturnsForAnyArgs(new SiloDrain(SiloDrainOutcome.Done));
        front.Grain<ISetupLinksGrain>(TenantKey.Of(tenant.TenantId).ToString()).Revoke(default, default!, default).ReturnsForAnyArgs(true);
        using var caller = tenant.ClientWith(Tokens.For(tenant.TenantId, "jobvite.read jobvite.manage jobvite.operator"));
        var instance = new JobviteApi(caller);
        var calls = typeof(JobviteApi).GetMethods().Where(method => method.GetParameters() is [.., var last] && last.ParameterType == typeof(CancellationToken)).ToArray();

        foreach (var call in calls)
        {
            var answer = (Task)call.Invoke(instance, [.. call.GetParameters().Select(parameter => Argument(parameter, tenant))])!;
            var failure = await Record.ExceptionAsync(() => answer);
            Assert.True(failure is null, $"{call.Name}: {failure?.Message}");
            Assert.NotNull(answer.GetType().GetProperty("Result")!.GetValue(answer));
        }

        Assert.Equal(operations.Order(), calls.Select(call => char.ToLowerInvariant(call.Name[0]) + call.Name[1..^"Async".Length]).Order());
    }

    private static object? Argument(ParameterInfo parameter, PlayedTenant tenant) => parameter switch
    {
        _ when parameter.ParameterType == typeof(CancellationToken) => Answers.Cancelled,
        { Name: "companyId" } => tenant.CompanyId,
        { Name: "runId" or "documentId" or "deliveryId" or "suppressionId" or "id" } => Guid.NewGuid().ToString(),
        { Name: "body" } => Body(parameter.ParameterType),
        { Name: "address" } => "S127.0.0.1:11111:1",
        { Name: "jobviteJobId" or "jobviteCandidateId" or "processId" } => "x1",
        { Name: "x_Jobvite_Event_Signature" } => "c2lnbmF0dXJl",
        _ => null,
    };

    private static object Body(Type type)
    {
        if (type.IsInterface)
        {
            return new Dictionary<string, object> { ["eventType"] = "jobUpdate" };
        }

        var body = Activator.CreateInstance(type)!;
        type.GetProperty("After")?.SetValue(body, "cursor");
        type.GetProperty("Reason")?.SetValue(body, "Ticket 4711");
        type.GetProperty("Milestones")?.SetValue(body, new List<string> { "Signed" });
        return body;
    }

    private static PlayedTenant Play(PlayedTenant tenant)
    {
        var (records, grain, directory) = (tenant.Records, tenant.Grain, tenant.Directory);
        directory.Configure(default!, default!, default).ReturnsForAnyArgs(new ConfigureResult { Outcome = ConfigureOutcome.Saved, CompanyId = tenant.CompanyId });
        directory.TestConnection(default!, default!, default).ReturnsForAnyArgs(new ConnectionTestResult { Success = true, Checks = [new("job", true, 120, null), new("candidate", false, null, "refused")] });
        directory.Disconnect(default, default!, default).ReturnsForAnyArgs(true);
        grain.GetConfiguration(default!).ReturnsForAnyArgs(Samples.Configuration(tenant.CompanyId));
        grain.RotateKeys(default!, default).ReturnsForAnyArgs("-----BEGIN PUBLIC KEY-----");
        grain.StartSync(default, default!, default!, default).ReturnsForAnyArgs(new StartSyncResult(StartSyncOutcome.Started, Samples.Run()));
        grain.CancelRun(default, default!, default).ReturnsForAnyArgs(Samples.Run(RunStatus.Cancelled));
        grain.ApproveDeletion(default, default!, default).ReturnsForAnyArgs(new DeletionApproval(ApprovalOutcome.Approved) { Kind = SyncKind.Jobs, Deleted = 2, Missing = 2 });
        grain.GetDiagnostics(default!, default).ReturnsForAnyArgs(new SyncDiagnostics
        {
            Configuration = Samples.Configuration(tenant.CompanyId),
            Counts = new() { Jobs = 1 },
            Schedules = [new() { Kind = SyncKind.Jobs, Enabled = true, NextDueAt = Samples.Time, NextMode = SyncMode.Full, LastRun = Samples.Run() }],
            Budget = new() { Windows = [new(BudgetWindow.Minute, 5, 15, null)] },
            Warnings = [],
        });
        grain.ListDocuments(default!, default!, default).ReturnsForAnyArgs(new DocumentList([Samples.Document()], true, null));
        grain.DownloadDocument(default, default!, default).ReturnsForAnyArgs(new DocumentDownload { Document = Samples.Document(), Content = [1, 2, 3] });
        grain.UpdateMilestones(default!, default!, default!, default).ReturnsForAnyArgs(new MilestoneResult { Found = true, Process = Samples.Process("p-1") });
        grain.ReplayWebhook(default, default!, default).ReturnsForAnyArgs(true);
        grain.ReplayWebhooks(default!, default!, default).ReturnsForAnyArgs(2);
        records.ListJobs(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Job("j-1", """{"eId":"j-1"}""")));
        records.GetJob(default!, default).ReturnsForAnyArgs(Samples.Job("j-1") with { CustomFields = """{"grade":"L5"}""" });
        records.ListCandidates(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Candidate("c-1")));
        records.GetCandidate(default!, default).ReturnsForAnyArgs(Samples.Candidate("c-1") with { SmsConsent = "true" });
        records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Process("p-1")) with { NextCursor = null });
        records.GetProcess(default!, default).ReturnsForAnyArgs(Samples.Process("p-1"));
        records.ListTaskPage(default!, default, default).ReturnsForAnyArgs(new Page<TaskView>([Samples.Task("t-1")], 1, 1, 1000, null));
        records.ListRuns(default!, default!, default).ReturnsForAnyArgs(Samples.Page(Samples.Run()));
        records.GetRun(default, default).ReturnsForAnyArgs(Samples.Run(RunStatus.Success));
        records.GetHealth(default).ReturnsForAnyArgs(Samples.Health());
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(new FeedPage { Items = [Samples.Change("application.stageChanged"), Samples.Change(FeedTypes.FirstCompleted)], NextCursor = "next", Position = 2 });
        tenant.Export.Open(default!, default!, default).ReturnsForAnyArgs(new ExportStart { Outcome = ExportOutcome.Open, Cursor = "here" });
        tenant.Export.Next(default).ReturnsForAnyArgs(new ExportChunk { Jobs = [Samples.Job("j-1")], IsLast = true });
        records.ListWebhooks(default!, default!, default).ReturnsForAnyArgs(Samples.Page(Samples.Webhook()));
        records.GetWebhook(default, default).ReturnsForAnyArgs(new WebhookDetail(Samples.Webhook(), [.. "{}"u8], [new(Samples.Time, "Jobvite was away.")]));
        PlayEndpoints(tenant.Endpoints);
        records.GetCandidateHistory(default!, default!, default).ReturnsForAnyArgs(new Page<CandidateChange>([], 0, 1, 100, null));
        tenant.Personal.Erase(default!, default!, default!, default).ReturnsForAnyArgs(new ErasureResult { Outcome = ErasureOutcome.Erased, SuppressionId = Guid.NewGuid() });
        tenant.Personal.ListSuppressions(default!, default!, default).ReturnsForAnyArgs(Samples.Page(new SuppressionView { Id = Guid.NewGuid(), CreatedAt = Samples.Time, Reason = "Ticket", Ids = 1 }));
        tenant.Personal.EndSuppression(default, default!, default).ReturnsForAnyArgs(new SuppressionEnd(3));
        tenant.Personal.OpenFile(default!, default!, default).ReturnsForAnyArgs(new PersonFile([], []));
        tenant.Inbox.Receive(default, default!, default, default).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));
        return tenant;
    }

    private static void PlayEndpoints(IWebhookEndpointsGrain endpoints)
    {
        var saved = new EndpointResult { Outcome = EndpointOutcome.Saved, Endpoint = Samples.Endpoint(), Secret = "whsec_AAAA" };
        endpoints.List(default!, default).ReturnsForAnyArgs([Samples.Endpoint()]);
        endpoints.Get(default, default!, default).ReturnsForAnyArgs(Samples.Endpoint());
        endpoints.Create(default!, default!, default).ReturnsForAnyArgs(saved);
        endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(saved);
        endpoints.Delete(default, default!, default).ReturnsForAnyArgs(true);
        endpoints.RotateSecret(default, default, default!, default).ReturnsForAnyArgs(saved);
        endpoints.Test(default, default!, default).ReturnsForAnyArgs(Samples.Attempt(503));
        endpoints.ListDeliveries(default, default!, default!, default!, default).ReturnsForAnyArgs(Samples.Page(Samples.Delivery()));
        endpoints.GetDelivery(default, default, default!, default).ReturnsForAnyArgs(new DeliveryDetail(Samples.Delivery(), "{}", [Samples.Attempt(503), Samples.Attempt(200)]));
        endpoints.Resend(default, default, default!, default).ReturnsForAnyArgs(true);
        endpoints.Replay(default, default!, default!, default).ReturnsForAnyArgs(3);
    }
}
