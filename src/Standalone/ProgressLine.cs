namespace Jobvite.Standalone;

/// <summary>One line that is rewritten in a terminal; elsewhere a new line whenever there is something new to say.</summary>
internal sealed class ProgressLine(TextWriter output, bool isTerminal)
{
    private string _shown = "";

    /// <summary>Shows the text; the same one twice is shown once.</summary>
    public void Show(string text)
    {
        if (text == _shown)
        {
            return;
        }

        if (isTerminal)
        {
            output.Write('\r');
            output.Write(text.PadRight(_shown.Length));
        }
        else
        {
            output.WriteLine(text);
        }

        output.Flush();
        _shown = text;
    }

    /// <summary>Leaves the last text standing and goes to the next line.</summary>
    public void End()
    {
        if (isTerminal && _shown.Length > 0)
        {
            output.WriteLine();
        }

        _shown = "";
    }
}
