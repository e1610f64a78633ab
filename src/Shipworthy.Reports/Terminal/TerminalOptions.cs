namespace Shipworthy.Reports.Terminal;

/// <summary>What the reader's terminal can show.</summary>
/// <param name="Columns">How many columns it has. Reports are laid out for 100, for 80, or for what there is below that.</param>
/// <param name="Unicode">Whether it shows UTF-8. Without it every character written is ASCII.</param>
/// <param name="Colours">Whether escape sequences for colour, bold and dim may be written.</param>
public sealed record TerminalOptions(int Columns = 100, bool Unicode = true, bool Colours = false)
{
    const int narrowest = 40;

    /// <summary>The width of the text: 100 columns if there is room, 80 otherwise, and never less than 40.</summary>
    public int Width =>
        Columns switch
        {
            >= 100 => 100,
            >= 80 => 80,
            _ => Math.Max(Columns, narrowest),
        };
}
