using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Records;
using Microsoft.AspNetCore.Components;

namespace Jobvite.WebFrontend.Console.Onboarding;

/// <summary>One onboarding process; its milestones are the one thing that the console writes to Jobvite.</summary>
public sealed partial class ProcessPage
{
    private const string What = "onboarding process";

    private ProcessView _process = null!;
    private Page<TaskView> _tasks = null!;
    private string? _candidate;
    private string? _typed;
    private string? _operation;
    private string? _invalid;
    private string? _note;
    private string? _problem;
    private string? _whatToDo;

    private long LastPage => (_tasks.Total + _tasks.PageSize - 1) / _tasks.PageSize;

    [Parameter]
    public required string Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var company = await Visit.GetCompany();
        var records = company.Records;
        _process = await records.GetProcess(PathId.Text(Id, What), Visit.Ends) ?? throw new RequestRefusedException(Problem.NotFound(What));
        if (Visit.Asked("show") == "raw")
        {
            await RawReads.Note(company, "process", _process.JobviteProcessId);
        }

        var errors = new InputErrors();
        var page = QueryText.Number(Visit.Asked("tasks"), 1, 1_000_000, "tasks", errors);
        errors.ThrowIfAny();
        _tasks = await records.ListTaskPage(_process.JobviteProcessId, page, Visit.Ends) ?? throw new RequestRefusedException(Problem.NotFound(What));
        if (_process.JobviteCandidateId is { } candidate)
        {
            _candidate = (await records.GetNames([], [candidate], Visit.Ends)).Candidates.GetValueOrDefault(candidate);
        }
    }

    /// <summary>Tells the milestones that somebody saw from others, so that nobody replaces what somebody else has just written.</summary>
    private static string Seen(ProcessView process) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(process.MilestoneStatus ?? "")).AsSpan(0, 8));

    private async Task ChangeMilestones()
    {
        (_typed, _operation) = (Visit.Posted("milestones"), Visit.Choice("operation", "add", "set"));
        var names = (_typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        MilestoneChange change;
        try
        {
            change = new MilestonesRequest { Milestones = names, Operation = _operation }.Read();
        }
        catch (RequestRefusedException refused)
        {
            _invalid = refused.Problem.Error;
            return;
        }

        if (change.Operation == MilestoneOperation.Set && Visit.Posted("seen") != Seen(_process))
        {
            _invalid = "The milestones have changed since you opened this page, and nothing was replaced. Look at them above, then send again.";
            return;
        }

        var company = await Visit.GetCompany();
        var result = await company.Tenant.UpdateMilestones(_process.JobviteProcessId, change, company.Caller, Visit.Ends);
        if (!result.Found)
        {
            throw new RequestRefusedException(Problem.NotFound(What));
        }

        if (result is { Error: null, Note: { } note })
        {
            (_note, _process, _typed) = (note, result.Process ?? _process, null);
            return;
        }

        if (result.Error is null)
        {
            Navigation.NavigateTo($"{RecordLink.Process(_process.JobviteProcessId)}?done=milestones");
            return;
        }

        (_problem, _whatToDo) = (result.Error, result.WhatToDo);
    }
}
