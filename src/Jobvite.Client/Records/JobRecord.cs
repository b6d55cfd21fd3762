using System.Text.Json;

namespace Jobvite.Client;

internal static class JobRecord
{
    public static JobviteJob Parse(JsonElement record, bool keepEeoData)
    {
        var locations = Locations(record);
        var city = record.Text("locationCity") ?? locations.FirstOrDefault()?.City;
        var state = record.Text("locationState") ?? locations.FirstOrDefault()?.State;
        var country = record.Text("locationCountry") ?? locations.FirstOrDefault()?.Country;
        var salary = record.Member("salary", JsonValueKind.Object) ?? default;
        return new JobviteJob
        {
            Id = record.Id("eId", "EId", "id", "jobId") ?? throw new FormatException("The job has no usable id (eId)."),
            RequisitionId = record.Text("requisitionId"),
            Title = record.Text("title"),
            Status = record.Text("jobState", "status"),
            Department = record.Text("department"),
            Category = record.Text("category"),
            Region = record.Text("region"),
            Subsidiary = record.Text("subsidiary"),
            Location = record.Text("location") ?? locations.FirstOrDefault()?.Text ?? Joined(city, state, country),
            LocationCity = city,
            LocationState = state,
            LocationCountry = country,
            Locations = locations,
            PrimaryRecruiterEmail = record.Email("primaryRecruiter", "primaryRecruiterEmail"),
            PrimaryHiringManagerEmail = record.Email("primaryHiringManager", "primaryHiringManagerEmail"),
            SalaryCurrency = salary.Text("currency"),
            SalaryMin = salary.Amount("min"),
            SalaryMax = salary.Amount("max"),
            SalaryFrequency = salary.Text("frequency"),
            RemoteType = record.Text("remoteType"),
            LastUpdated = record.Date("lastUpdatedDate"),
            CustomFields = EeoData.Filter(record.CustomFields(), keepEeoData),
            RawJson = RawRecord.Write(record, keepEeoData),
        };
    }

    private static List<JobviteLocation> Locations(JsonElement record)
    {
        var locations = new List<JobviteLocation>();
        foreach (var name in (ReadOnlySpan<string>)["jobLocations", "locations", "location"])
        {
            if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var places) && (name != "location" || places.ValueKind != JsonValueKind.String))
            {
                // A list, or one place by itself.
                IEnumerable<JsonElement> each = places.ValueKind == JsonValueKind.Array ? places.EnumerateArray() : [places];
                locations.AddRange(each.Select(Location).OfType<JobviteLocation>());
            }
        }

        return locations;
    }

    private static JobviteLocation? Location(JsonElement place)
    {
        if (place.ValueKind != JsonValueKind.Object)
        {
            return JsonFields.ScalarText(place) is { } text ? new JobviteLocation(text, null, null, null) : null;
        }

        var (city, state, country) = (place.Text("city"), place.Text("state"), place.Text("country"));
        return (place.Text("location", "name") ?? Joined(city, state, country)) is { } called ? new JobviteLocation(called, city, state, country) : null;
    }

    private static string? Joined(params ReadOnlySpan<string?> parts)
    {
        var present = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            if (part is not null)
            {
                present.Add(part);
            }
        }

        return present.Count == 0 ? null : string.Join(", ", present);
    }
}
