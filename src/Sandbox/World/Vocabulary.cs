namespace Jobvite.Sandbox;

/// <summary>The words records are made of. Some are there to be awkward: other scripts, quotes, angle brackets, ampersands.</summary>
internal static class Vocabulary
{
    public static readonly string[] FirstNames =
    [
        "Anna", "Zoë", "José", "Łukasz", "Mary Ann", "Siân", "Jean-Luc", "Oluwaseun", "Priya", "Nguyễn", "美咲", "Дмитрий", "محمد", "Noah",
        "Chloë", "Björn", "Fatima", "Tomás", "Grace", "Wei", "Ana María", "Þórunn", "Ravi", "Ingrid", "D'Arcy", "Σοφία", "Liam", "Yael",
        "Kofi", "Emma", "<Bobby>", "X Æ",
    ];

    public static readonly string[] LastNames =
    [
        "Smith", "O'Brien", "Müller-Lüdenscheidt", "García Márquez", "Kowalczyk", "van der Berg", "Nakamura", "Иванов", "الحسن", "Åström",
        "Okafor", "Patel", "D’Angelo", "Çelik", "Trần", "山田", "Papadópoulos", "St. John", "Brown & Sons", "\"Mac\" Donald", "Jensen",
        "Fernández", "Kim", "Lefèvre", "Novák", "de la Cruz", "Ó Súilleabháin", "Rossi", "<script>", "Dubois", "Schmidt", "Li",
    ];

    public static readonly (string City, string? State, string Country)[] Places =
    [
        ("San Mateo", "California", "United States"), ("Indianapolis", "Indiana", "United States"), ("New York", "New York", "United States"),
        ("Austin", "Texas", "United States"), ("Portland", "Oregon", "United States"), ("London", null, "United Kingdom"),
        ("München", "Bayern", "Germany"), ("São Paulo", "SP", "Brazil"), ("Kraków", null, "Poland"), ("Bengaluru", "Karnataka", "India"),
        ("Montréal", "Québec", "Canada"), ("東京", null, "Japan"), ("Côte-d'Or", "Bourgogne", "France"), ("Sydney", "NSW", "Australia"),
    ];

    public static readonly string[] Streets = ["Main Street", "Oak & Elm Avenue", "Hauptstraße", "Rue de l'Église", "Calle Ñuñoa", "5th Avenue"];

    public static readonly string[] Employers =
        ["Initech", "Ærø & Co.", "Globex <EMEA>", "Café Noir", "Umbrella \"Holdings\"", "Contoso", "Müller GmbH", "Acme, Inc."];

    public static readonly string[] JobTitles =
    [
        "Software Engineer", "R&D Engineer <Platform>", "Account Executive", "Nurse (RN)", "Data Analyst", "Office Manager", "Café Manager",
        "Support Agent 24/7", "Warehouse Associate", "Product Designer", "Director, \"Special\" Projects", "Financial Controller",
    ];

    public static readonly string[] Levels = ["", "Senior ", "Junior ", "Lead ", "Sr. ", "Principal "];

    public static readonly string[] Stages =
        ["New", "New", "New", "In Review", "Phone Screen", "Interview", "Background Check", "Offer", "Hired", "Rejected", "Withdrawn", "2nd Interview / Panel"];

    public static readonly string[] JobStates =
        ["Open", "Open", "Open", "Open", "Closed", "Filled", "On Hold", "Awaiting Approval", "Approved", "Rejected", "Retracted", "Draft (legacy)"];

    public static readonly string[] Departments = ["Engineering", "Sales & Marketing", "R&D", "Operations", "People", "Finance", "Pflege"];

    public static readonly string[] Categories = ["Technology", "Commercial", "Healthcare", "Administration", "Logistics"];

    public static readonly string[] Regions = ["AMER", "EMEA", "APAC", ""];

    public static readonly string[] Subsidiaries = ["Sandbox Inc.", "Sandbox GmbH", "Sandbox K.K."];

    public static readonly string[] Sources = ["Career Site", "LinkedIn", "Employee Referral", "Agency <Best & Partners>", "Indeed", "Job Fair"];

    public static readonly string[] SourceTypes = ["Career Site", "Job Board", "Referral", "Agency", "Event"];

    public static readonly string[] Genders = ["Female", "Male", "Non-Binary", "Decline to Self Identify"];

    public static readonly string[] Races = ["Asian", "Black or African American", "Hispanic or Latino", "White", "Two or More Races", "Decline to Self Identify"];

    public static readonly string[] Veterans = ["I am not a protected veteran", "I identify as a protected veteran", "I don't wish to answer"];

    public static readonly string[] Schools = ["Universität Wien", "Indiana University", "Politechnika Łódzka", "北京大学", "St. Mary's College"];

    public static readonly string[] Degrees = ["BSc", "MSc", "PhD", "Associate's", "High School"];

    public static readonly string[] Processing = ["Allowed", "Allowed", "Allowed", "Restricted", "Pending"];

    public static readonly string[] ProcessStatuses = ["active", "completed", "cancelled", "not_started"];

    public static readonly string[] TaskStatuses = ["pending", "in_progress", "completed", "completed", "overdue"];

    public static readonly string[] TaskTypes = ["W4", "I9", "DOC", "FORM", "BACKGROUND_CHECK"];

    public static readonly string[] Milestones = ["offer_accepted", "paperwork_complete", "equipment_ordered", "first_day"];
}
