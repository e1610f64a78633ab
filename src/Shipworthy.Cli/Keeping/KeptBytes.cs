using System.Text;
using Shipworthy.Model;

namespace Shipworthy.Cli.Keeping;

/// <summary>
/// Verdicts and targets as bytes. The form has no version: whoever reads it is the build that wrote it, since the names of kept scans hold the build. What
/// does not read as it was written is as good as absent.
/// </summary>
static class KeptBytes
{
    public static ReadOnlyMemory<byte> Of(Target target) =>
        Written(to =>
        {
            to.Write(target.Name);
            to.Write(target.Path);
            Optional(to, target.Commit);
            Optional(to, target.Branch);
            to.Write(target.CommittedOn?.DayNumber ?? -1);
            to.Write(target.Files);
            to.Write(target.Lines);
            to.Write(target.Commits);
        });

    /// <summary>A target without the answer whether the tree is dirty, which is asked anew.</summary>
    public static Target? TargetIn(ReadOnlyMemory<byte> bytes) =>
        Read(
            bytes,
            from => new Target(
                from.ReadString(),
                from.ReadString(),
                Optional(from),
                Optional(from),
                from.ReadInt32() is >= 0 and var day ? DateOnly.FromDayNumber(day) : null,
                Dirty: false,
                from.ReadInt32(),
                from.ReadInt32(),
                from.ReadInt32()
            )
        );

    public static ReadOnlyMemory<byte> Of(Verdict verdict) =>
        Written(to =>
        {
            to.Write((byte)verdict.Kind);
            var reasons = verdict.Reasons.ToList();
            to.Write(reasons.Count);
            foreach (var (kind, text) in reasons)
            {
                to.Write((byte)kind);
                to.Write(text);
            }
            var rules = verdict.Findings.Select(finding => finding.Rule).OfType<Rule>().Distinct().ToList();
            to.Write(rules.Count);
            foreach (var rule in rules)
                Write(to, rule);
            to.Write(verdict.Findings.Length);
            foreach (var finding in verdict.Findings)
                Write(to, finding, rules);
        });

    /// <summary>The verdict of a check, with the rules as they fired: cases decide how bad one is, and in which words it is told.</summary>
    public static Verdict? VerdictIn(ReadOnlyMemory<byte> bytes) =>
        Read(
            bytes,
            from =>
            {
                var kind = (VerdictKind)from.ReadByte();
                var reasons = Many(from, () => ((VerdictKind)from.ReadByte(), from.ReadString()));
                var rules = Many(from, () => RuleIn(from));
                return Verdict.Kept(kind, reasons, Many(from, () => FindingIn(from, rules)));
            }
        );

    static void Write(BinaryWriter to, Finding finding, List<Rule> rules)
    {
        to.Write((byte)finding.Outcome);
        Write(to, finding.At);
        to.Write(finding.Says);
        to.Write((sbyte)(finding.Severity is { } severity ? (int)severity : -1));
        to.Write(finding.Rule is { } rule ? rules.IndexOf(rule) : -1);
        to.Write(finding.Identity);
        to.Write((byte)finding.Proof);
        to.Write(finding.Items);
        to.Write(finding.Related.Length);
        foreach (var place in finding.Related)
            Write(to, place);
        to.Write(finding.IsLedTo);
        to.Write(finding.Roots.Length);
        foreach (var root in finding.Roots)
            to.Write(root);
    }

    static Finding FindingIn(BinaryReader from, ImmutableArray<Rule> rules) =>
        new((Outcome)from.ReadByte(), PlaceIn(from), from.ReadString())
        {
            Severity = from.ReadSByte() is >= 0 and var severity ? (Severity)severity : null,
            Rule = from.ReadInt32() is >= 0 and var rule ? rules[rule] : null,
            Identity = from.ReadString(),
            Proof = (Proof)from.ReadByte(),
            Items = from.ReadInt32(),
            Related = Many(from, () => PlaceIn(from)),
            IsLedTo = from.ReadBoolean(),
            Roots = Many(from, from.ReadString),
        };

    static void Write(BinaryWriter to, Rule rule)
    {
        to.Write(rule.Id);
        to.Write((byte)rule.Severity);
        to.Write((byte)rule.Who);
        to.Write(rule.Says);
        to.Write(rule.Title);
        to.Write(rule.Consequence);
        to.Write(rule.Fix);
        to.Write(rule.HoldsAgainstObservation);
    }

    static Rule RuleIn(BinaryReader from) =>
        new(from.ReadString(), (Severity)from.ReadByte(), (Who)from.ReadByte())
        {
            Says = from.ReadString(),
            Title = from.ReadString(),
            Consequence = from.ReadString(),
            Fix = from.ReadString(),
            HoldsAgainstObservation = from.ReadBoolean(),
        };

    static void Write(BinaryWriter to, Location place)
    {
        to.Write(place.Path);
        to.Write(place.Line);
        to.Write(place.Column);
        to.Write(place.EndLine);
        Optional(to, place.Commit);
        Optional(to, place.Outside);
    }

    static Location PlaceIn(BinaryReader from)
    {
        var (path, line, column, endLine) = (from.ReadString(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        var (commit, outside) = (Optional(from), Optional(from));
        return outside is not null ? Location.OutsideRepository(outside)
            : path.Length == 0
                ? commit is null ? Location.WholeApp
                    : Location.MessageOf(commit)
            : commit is not null ? Location.InHistory(path, line, commit)
            : line == 0 ? Location.File(path)
            : Location.At(path, line, column, endLine);
    }

    static ImmutableArray<T> Many<T>(BinaryReader from, Func<T> one)
    {
        var count = from.ReadInt32();
        var all = ImmutableArray.CreateBuilder<T>();
        for (var i = 0; i < count; i++)
            all.Add(one());
        return all.ToImmutable();
    }

    static void Optional(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
            to.Write(text);
    }

    static string? Optional(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    static ReadOnlyMemory<byte> Written(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            write(to);
        return bytes.ToArray();
    }

    static T? Read<T>(ReadOnlyMemory<byte> bytes, Func<BinaryReader, T> read)
        where T : class
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
            return read(from);
        }
        catch (Exception error) when (error is IOException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
