using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Webhooks;

/// <summary>Signed events about candidates that exist at the stand-in, made before the clock runs.</summary>
internal static class WebhookRequests
{
    private const int EventsPerCompany = 200;

    /// <summary>Writes the requests to two files: for the service, and for the baseline at <paramref name="baselinePath"/>.</summary>
    /// <param name="bench">Has a place for the files.</param>
    /// <param name="standIn">Knows the candidates.</param>
    /// <param name="customers">Whose.</param>
    /// <param name="baselinePath">Below it, the company's id.</param>
    /// <param name="rightlySigned">False: with a key that is not the customer's.</param>
    public static async Task<(string Ours, string Baseline)> Write(
        Workbench bench, StandIn standIn, IReadOnlyList<Customer> customers, string baselinePath, bool rightlySigned = true)
    {
        List<byte[]> ours = [];
        List<byte[]> baseline = [];
        Dictionary<Customer, string[]> candidates = [];
        foreach (var customer in customers)
        {
            var known = await standIn.Admin(HttpMethod.Get, customer, $"/candidates?take={EventsPerCompany}");
            candidates[customer] = [.. known.EnumerateArray().Select(static candidate => candidate.GetProperty("candidateId").GetString()!)];
        }

        for (var number = 0; number < EventsPerCompany; number++)
        {
            foreach (var customer in customers)
            {
                var ids = candidates[customer];
                var body = Body(ids[number % ids.Length], number);
                var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(rightlySigned ? customer.WebhookSigningKey : "somebody else's"), body));
                ours.Add(RequestFile.Post($"/webhooks/jobvite/{customer.CompanyId}/candidate", body, signature));
                baseline.Add(RequestFile.Post($"{baselinePath}/{customer.CompanyId}", body, signature));
            }
        }

        var (oursFile, baselineFile) = (bench.Place("ours"), bench.Place("baseline"));
        RequestFile.Write(oursFile, ours);
        RequestFile.Write(baselineFile, baseline);
        return (oursFile, baselineFile);
    }

    // It names no application: one that was invented no list would show, and each candidate would be a request of its own.
    private static byte[] Body(string candidateId, int number) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        eventType = "workflowUpdate",
        candidateId,
        jobId = $"o{number:D7}",
        oldValue = "Screening",
        newValue = "Interview",
        date = 1_750_000_000_000 + number,
    });
}
