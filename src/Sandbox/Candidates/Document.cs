using System.Globalization;
using System.Text;

namespace Jobvite.Sandbox;

/// <summary>Makes documents that open: plain text, and the smallest PDF that shows a line of it. From 1 to about 20 KB.</summary>
internal static class Document
{
    public static byte[] Text(Dice dice)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Curriculum vitae: {dice.Pick(Vocabulary.FirstNames, Trait.FirstName)} {dice.Pick(Vocabulary.LastNames, Trait.LastName)}");
        for (var line = 0; line < 10 + dice.Below(200, Trait.DocumentSize); line++)
        {
            var nth = dice.Next(line);
            text.AppendLine(CultureInfo.InvariantCulture, $"{2000 + nth.Below(25, Trait.Sent)}: {nth.Pick(Vocabulary.JobTitles, Trait.Title)}, {nth.Pick(Vocabulary.Employers, Trait.Employer)}");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Pdf(Dice dice)
    {
        var content = $"BT /F1 18 Tf 72 720 Td (Resume {dice.Key:x16}) Tj ET";
        var padding = new string('.', dice.Below(18_000, Trait.DocumentSize));
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];

        var pdf = new StringBuilder("%PDF-1.4\n%").Append(padding).Append('\n');
        var offsets = new List<int>();
        for (var number = 1; number <= objects.Length; number++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
