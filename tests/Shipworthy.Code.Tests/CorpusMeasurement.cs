using Shipworthy.Syntax;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Code.Tests;

/// <summary>
/// Measures lowering on real code: the folder of checked-out repositories that the variable <c>SHIPWORTHY_CORPUS</c> names. Run it with <c>-explicit only</c>.
/// </summary>
public sealed class CorpusMeasurement(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void NearlyEverythingIsUnderstood()
    {
        var root =
            Environment.GetEnvironmentVariable("SHIPWORTHY_CORPUS")
            ?? throw new InvalidOperationException("SHIPWORTHY_CORPUS names no folder");
        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path =>
                Languages.Of(path) != Language.None
                && !path.Contains("/.git/", StringComparison.Ordinal)
                && !path.Contains(".min.", StringComparison.Ordinal)
            )
            .Select(path => (Path: path, Text: File.ReadAllText(path)))
            .ToList();
        foreach (var group in files.GroupBy(file => Languages.Of(file.Path)).OrderBy(group => group.Key))
            Measure(group.Key, [.. group]);
    }

    void Measure(Language language, List<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files.Take(20))
            CodeFile.Parse(path, text);
        var start = Environment.CpuUsage.TotalTime;
        var parsed = files.ConvertAll(file => CodeFile.Parse(file.Path, file.Text));
        var parsing = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        var streams = parsed.ConvertAll(file =>
        {
            var stream = new MemoryStream();
            file.Write(stream);
            stream.Position = 0;
            return (file, stream);
        });
        start = Environment.CpuUsage.TotalTime;
        foreach (var (file, stream) in streams)
            CodeFile.Read(stream, file.Path, file.Text);
        var reading = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        start = Environment.CpuUsage.TotalTime;
        if (Grammar.Of(language) is { } grammar)
            foreach (var file in files)
                Parser.Parse(file.Text, grammar);
        var copying = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        var lines = files.Sum(file => file.Text.AsSpan().Count('\n') + 1);
        double syntax = parsed.Sum(file => file.SyntaxNodes);
        var unknown = parsed
            .SelectMany(file => file.Root.Descendants(CodeKind.Unknown))
            .Where(node => node.Operator != "ERROR" && !InError(node))
            .ToList();
        var errors = parsed.Sum(file => file.Root.Descendants(CodeKind.Unknown).Count(node => node.Operator == "ERROR"));
        output.WriteLine(
            $"{language}: {files.Count} files, {lines} lines, {syntax} syntax nodes, {parsed.Sum(file => file.Nodes)} nodes, unknown {unknown.Count / syntax:P3}, {errors} errors, not parsed {parsed.Count(file => file.NotParsed is not null)}; {lines / parsing:N0} lines/s parsed, {lines / reading:N0} lines/s read again, {streams.Sum(one => one.stream.Length) / 1024} KB"
        );
        output.WriteLine($"  seconds of processor: {parsing:N2} parsed and lowered, {copying:N2} parsed only, {reading:N2} read again");
        foreach (
            var lost in parsed.SelectMany(Lost.Identifiers).CountBy(lost => lost.Within).OrderByDescending(lost => lost.Value).Take(25)
        )
            output.WriteLine(
                $"  lost {lost.Value} in {lost.Key}: {parsed.SelectMany(Lost.Identifiers).First(one => one.Within == lost.Key)}"
            );
        foreach (var kind in unknown.CountBy(node => node.Operator).OrderByDescending(kind => kind.Value).Take(25))
            output.WriteLine(
                $"  {kind.Value} {kind.Key}: {unknown.First(node => node.Operator == kind.Key).At} {unknown.First(node => node.Operator == kind.Key)}"
            );
        foreach (
            var file in parsed
                .OrderByDescending(file => file.Root.Descendants(CodeKind.Unknown).Count(node => node.Operator == "ERROR"))
                .Take(4)
        )
            output.WriteLine(
                $"  errors in {file.Path}: {file.Root.Descendants(CodeKind.Unknown).FirstOrDefault(node => node.Operator == "ERROR")}"
            );
        (unknown.Count / syntax).ShouldBeLessThan(0.01);
    }

    static bool InError(Syntax.Code node)
    {
        for (var at = node.Parent; at.Exists; at = at.Parent)
            if (at.Kind == CodeKind.Unknown && at.Operator == "ERROR")
                return true;
        return false;
    }
}
