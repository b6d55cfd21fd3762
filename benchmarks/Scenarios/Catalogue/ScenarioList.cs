using Jobvite.Benchmarks.Day;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Erasure;
using Jobvite.Benchmarks.Reads;
using Jobvite.Benchmarks.Scale;
using Jobvite.Benchmarks.Storms;
using Jobvite.Benchmarks.Syncs;
using Jobvite.Benchmarks.Webhooks;

namespace Jobvite.Benchmarks.Catalogue;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Scenario.Single("webhooks", "valid webhooks of 50 companies, co-hosted", WebhookScenarios.CoHosted),
        Scenario.Single("webhooks-split", "the same, front end and silo as two processes", WebhookScenarios.Split),
        Scenario.Single("webhooks-one", "the same, all to one company", WebhookScenarios.OneCompany),
        Scenario.Single("webhooks-refused", "webhooks with wrong signatures", WebhookScenarios.Refused),
        new("syncs", "first, unchanged and changed sync of 20,000 candidates with applications and documents", SyncScenarios.Companies),
        new("sync-large", "first sync of 200,000 candidates: does memory grow with it?", SyncScenarios.LargeCompany),
        new("large", "one company of 250,000 candidates: syncs, lists, search, export, console, erasure", LargeTenant.Run),
        Scenario.Single("syncs-excluded", "first syncs with three groups of fields excluded, beside first syncs without", SyncScenarios.Excluded),
        Scenario.Single("syncs-announced", "syncs of changes that are counted as announced or missed, beside changes too young for it", SyncScenarios.Announced),
        new("reads", "list, deep page, search, one record; 1,000,000 candidates in 100 companies", ReadScenarios.Run),
        Scenario.Single("feed", "a consumer reads 1,000,000 changes of one company", FeedReads.Run),
        Scenario.Single("many", "1,000 companies of 100 candidates, all synced at once", ManyCompanies.Run),
        Scenario.Single("idle", "10,000 idle companies: memory and processor", IdleCompanies.Run),
        new("scale-out", "1, 2 and 4 silos of a tenth of a core: do they carry as many times the webhooks and runs?", ScaleOut.Run),
        Scenario.Single("day", "10,000 companies at the rates of a working day, everything on", DayScenario.Run),
        Scenario.Single("day-double", "the same with 20,000", DayScenario.Double),
        Scenario.Single("freshness", "one webhook at rest until a GET shows the change", Freshness.Run),
        Scenario.Single("burst", "1,000 events naming 300 candidates of one company, with Jobvite's own limits", Burst.Run),
        Scenario.Single("fairness", "one company at 100 times its usual load, and what the others feel", Fairness.Run),
        Scenario.Single("drip", "1,000 connections that send a byte a second, beside ordinary ones", Drip.Run),
        new("slow-jobvite", "10 s answers, endless bodies and gzip bombs at one company, beside others", SlowJobvite.Run),
        Scenario.Single("storm", "five times what the machine carries for two minutes, and the time until all is as before", Storm.Run),
        Scenario.Single("deliveries", "changes to endpoints on this machine, beside signed bodies from memory", DeliveryScenarios.Rate),
        Scenario.Single("deliveries-dead", "200 companies with three endpoints each, one of them dead", DeliveryScenarios.Dead),
        Scenario.Single("deliveries-kills", "100 kills of the delivering silo: what is lost, what was never told", DeliveryKills.Postgres),
        Scenario.Single("deliveries-kills-sqlite", "the same on SQLite", DeliveryKills.Sqlite),
        Scenario.Single("deliveries-behind", "memory of a silo while 1,000,000 changes wait for an endpoint", DeliveryScenarios.Behind),
        new("feed-waiting", "from a commit to a waiting reader: long poll, server-sent events", FeedWaits.Run),
        new("erasure", "a person erased while syncs, webhooks and deliveries run: what is left, on both databases", ErasureScenarios.UnderLoad),
        new("erasure-kills", "100 kills during erasures: is anybody half erased, on both databases", ErasureScenarios.Kills),
        Scenario.Single("soak", "twenty minutes at half load: does anything grow?", Soak.Run),
        new("start", "Standalone from start to ready, published (which takes a minute) and as built", StartUp.Run),
    ];
}
