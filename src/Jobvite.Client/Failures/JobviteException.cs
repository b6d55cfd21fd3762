namespace Jobvite.Client;

/// <summary>A call to Jobvite failed for the reason in <see cref="Failure"/>. The text is safe to show and to log.</summary>
public sealed class JobviteException(JobviteFailure failure, Exception? inner = null)
    : Exception(failure.Message + " " + failure.WhatToDo, inner)
{
    public JobviteFailure Failure { get; } = failure;
}
