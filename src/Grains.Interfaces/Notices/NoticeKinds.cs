namespace Jobvite.Grains.Interfaces;

/// <summary>The sorts of incidents that a company may want to be told of. The numbers are stored.</summary>
[Flags, GenerateSerializer, Alias("jv.NoticeKinds")]
public enum NoticeKinds
{
    None = 0,

    /// <summary>Jobvite does not answer or refuses, or the settings keep it from being asked.</summary>
    Connection = 1,

    /// <summary>Runs that failed or did not start, and deletions that were not made.</summary>
    Syncs = 2,

    /// <summary>Webhooks of Jobvite that are refused, wait too long or failed permanently.</summary>
    Webhooks = 4,

    /// <summary>Endpoints of the company that do not take its changes.</summary>
    Endpoints = 8,

    /// <summary>The requests that Jobvite allows are used up.</summary>
    Budget = 16,
}

/// <summary>The ways on which notices go. The numbers are stored.</summary>
[GenerateSerializer, Alias("jv.NoticeChannel")]
public enum NoticeChannel
{
    Email = 1,

    /// <summary>An address that takes what Slack's incoming webhooks take.</summary>
    Webhook = 2,
}
