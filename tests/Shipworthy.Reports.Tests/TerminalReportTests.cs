using System.Globalization;
using System.Text;
using CsCheck;
using Shipworthy.Reports.Terminal;
using Shipworthy.Reports.Tests.Samples;

namespace Shipworthy.Reports.Tests;

public sealed class TerminalReportTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void The_workshop_at_each_width(int columns) => Text(Some.Report(), new(columns)).ShouldBeAsExpected($"terminal-{columns}.txt");

    [Fact]
    public void Without_utf_8_the_shapes_are_ascii()
    {
        var text = Text(Some.Report(), new(80, Unicode: false));
        text.ShouldAllBe(letter => letter < 128);
        text.ShouldBeAsExpected("terminal-ascii.txt");
    }

    [Fact]
    public void With_colours() => Text(Some.Report(), new(Colours: true)).ShouldBeAsExpected("terminal-colours.txt");

    [Fact]
    public void Everything_proved() => Text(Some.Ready(), new()).ShouldBeAsExpected("terminal-ready.txt");

    [Fact]
    public void Nothing_seen() => Text(Some.Unseen(), new()).ShouldBeAsExpected("terminal-unseen.txt");

    [Fact]
    public void Everything_waived() => Text(Some.AllWaived(), new()).ShouldBeAsExpected("terminal-waived.txt");

    [Fact]
    public void Only_some_checks_asked() =>
        Text(Some.Of([.. Workshop.Checks().Where(check => check.Id is "1.2" or "1.7")], attestations: []), new())
            .ShouldBeAsExpected("terminal-partial.txt");

    [Fact]
    public void Five_thousand_findings_take_no_more_room_than_one() =>
        Text(Some.Large(5_000), new()).Count(letter => letter == '\n').ShouldBe(Text(Some.Report(), new()).Count(letter => letter == '\n'));

    static readonly Gen<string> strings = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char[" \u001b[];\u0007\u009b\u202e\r\n\t漢字é😀/.\ud800a"], 0, 120],
        Gen.String[Gen.Char['a', 'z'], 100, 300]
    );

    [Fact]
    public void No_line_is_longer_than_the_terminal() =>
        Gen.Select(strings, Gen.Int[20, 130], Gen.Bool)
            .Sample(
                (text, columns, unicode) =>
                {
                    var options = new TerminalOptions(columns, unicode);
                    var paths = Paths(text, unicode);
                    foreach (var line in Text(Some.Hostile(text), options).Split('\n'))
                        (
                            DisplayWidth.Of(line) <= options.Width || paths.Any(path => line.Contains(path, StringComparison.Ordinal))
                        ).ShouldBeTrue(line);
                },
                iter: 300
            );

    [Fact]
    public void Nothing_of_the_app_controls_the_terminal() =>
        Gen.Select(strings, Gen.Bool)
            .Sample(
                (text, unicode) =>
                {
                    var written = Text(Some.Hostile(text), new(Unicode: unicode));
                    written.ShouldAllBe(letter => letter == '\n' || !char.IsControl(letter));
                    written.EnumerateRunes().ShouldAllBe(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
                    if (!unicode)
                        written.ShouldAllBe(letter => letter < 128);
                },
                iter: 300
            );

    /// <summary>The places of the hostile report, which are never broken.</summary>
    static string[] Paths(string text, bool unicode) => [SafeText.Of($"{text}:12", unicode).TrimEnd(), SafeText.Of(text, unicode).Trim()];

    static string Text(Report report, TerminalOptions options)
    {
        var writer = new StringWriter();
        TerminalReport.Write(report, writer, options);
        return writer.ToString();
    }
}
