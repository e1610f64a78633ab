using System.Globalization;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>The functions of Terraform that settings are made with. What is not known of their arguments stays unknown.</summary>
sealed class TerraformFunctions(Reading.SourceTree tree)
{
    /// <summary>The value of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="module">Where it stands.</param>
    /// <param name="given">Its arguments, worked out.</param>
    public InfraValue Of(Code call, TerraformModule module, ImmutableArray<InfraValue> given)
    {
        var at = call.At;
        var first = given is [var one, ..] ? one : InfraValue.Absent;
        switch (call.Callee.Name)
        {
            case "jsonencode"
            or "yamlencode"
            or "tostring"
            or "tonumber"
            or "tobool"
            or "toset"
            or "tolist"
            or "tomap"
            or "sensitive"
            or "nonsensitive"
            or "sort"
            or "try" when given.Length > 0:
                return first;
            case "jsondecode" or "yamldecode":
                return JsonTexts.Parsed(first);
            case "merge":
                return Merged(at, given);
            case "concat" or "flatten" or "setunion":
                return InfraValue.ListAt(at, [.. given.SelectMany(list => list.Each())]);
            case "compact" or "distinct":
                return InfraValue.ListAt(at, [.. first.Each().Where(item => item.Literal is not "")]);
            case "coalesce" or "coalescelist":
                return given.FirstOrDefault(value =>
                        !value.IsUnset && value.Literal is not "" && value is not { Kind: InfraValueKind.List, Items: [] }
                    ) ?? first;
            case "format":
                return Formatted(at, given);
            case "join" when given.Length == 2:
                return Joined(at, first.Shown, given[1]);
            case "lower" when first.Literal is { } text:
                return InfraValue.TextAt(at, text.ToLowerInvariant());
            case "upper" when first.Literal is { } text:
                return InfraValue.TextAt(at, text.ToUpperInvariant());
            case "trimspace" or "chomp" when first.Literal is { } text:
                return InfraValue.TextAt(at, text.Trim());
            case "replace" when given is [{ Literal: { } text }, { Literal: { Length: > 0 } old }, { Literal: { } with }]:
                return InfraValue.TextAt(at, text.Replace(old, with, StringComparison.Ordinal));
            case "lookup" when given.Length >= 2 && given[1].Literal is { } key:
                return first[key] is { Exists: true } found ? found
                    : given.Length > 2 ? given[2]
                    : InfraValue.Absent;
            case "element"
                when given.Length == 2
                    && first.Kind is InfraValueKind.List
                    && !first.Items.IsEmpty
                    && given[1].Number is { } index and >= 0:
                return first.Items[(int)index % first.Items.Length];
            case "one" when first.Kind is InfraValueKind.List:
                return first.Items is [var only] ? only : InfraValue.NullAt(at);
            case "keys" when TerraformValues.Pairs(first) is { } pairs:
                return InfraValue.ListAt(at, [.. pairs.Select(pair => pair.Key)]);
            case "values" when TerraformValues.Pairs(first) is { } pairs:
                return InfraValue.ListAt(at, [.. pairs.Select(pair => pair.Value)]);
            case "length" when TerraformValues.Pairs(first) is { } pairs:
                return InfraValue.TextAt(at, pairs.Count.ToString(CultureInfo.InvariantCulture));
            case "length" when first.Literal is { } text:
                return InfraValue.TextAt(at, text.Length.ToString(CultureInfo.InvariantCulture));
            case "contains" when first.IsKnown && given is [_, { Literal: { } text }]:
                return InfraValue.TruthAt(at, first.Each().Any(item => item.Literal == text));
            case "file" or "templatefile" when first.Literal is { } path:
                return JsonTexts.Parsed(File(at, module, path, given is [_, var variables, ..] ? variables : InfraValue.Absent));
            default:
                return InfraValue.UnknownBecause(at, $"is the result of {call.Callee.Name}()");
        }
    }

    static InfraValue Merged(Location at, ImmutableArray<InfraValue> given)
    {
        var entries = new Dictionary<string, InfraValue>(StringComparer.Ordinal);
        var isOpen = false;
        foreach (var map in given)
        {
            isOpen |= map.IsOpen || map.Kind is not InfraValueKind.Map && !map.IsUnset;
            foreach (var (key, value) in map.Entries)
                entries[key] = value;
        }
        return InfraValue.MapAt(at, [.. entries.Select(entry => (entry.Key, entry.Value))], isOpen);
    }

    static InfraValue Formatted(Location at, ImmutableArray<InfraValue> given)
    {
        if (given is not [{ Literal: { } pattern }, ..])
            return InfraValue.UnknownBecause(at, "is formatted by a pattern that is not known");
        var parts = new List<InfraValue>();
        var next = 1;
        var from = 0;
        for (var mark = pattern.IndexOf('%'); mark >= 0 && mark + 1 < pattern.Length; mark = pattern.IndexOf('%', from))
        {
            parts.Add(InfraValue.TextAt(at, pattern[from..mark]));
            var end = mark + 1;
            while (end < pattern.Length - 1 && !char.IsAsciiLetter(pattern[end]) && pattern[end] != '%')
                end++;
            parts.Add(
                pattern[end] == '%' ? InfraValue.TextAt(at, "%")
                : next < given.Length ? given[next++]
                : InfraValue.TextAt(at, "")
            );
            from = end + 1;
        }
        parts.Add(InfraValue.TextAt(at, pattern[Math.Min(from, pattern.Length)..]));
        return InfraValue.JoinedAt(at, parts);
    }

    static InfraValue Joined(Location at, string between, InfraValue list)
    {
        if (list.Kind is not InfraValueKind.List)
            return InfraValue.UnknownBecause(at, "is joined from a list that is not known");
        var parts = new List<InfraValue>();
        foreach (var item in list.Items)
        {
            if (parts.Count > 0)
                parts.Add(InfraValue.TextAt(at, between));
            parts.Add(item);
        }
        return InfraValue.JoinedAt(at, parts);
    }

    InfraValue File(Location at, TerraformModule module, string path, InfraValue variables)
    {
        // path.module is the folder of the module, seen from the root of the app.
        var full =
            module.Folder.Path.Length > 0 && path.StartsWith(module.Folder.Path + "/", StringComparison.Ordinal)
                ? Paths.Within("", path)
                : Paths.Within(module.Folder.Path, path.TrimStart('/'));
        if (full is null || tree.Find(full) is not { } file)
            return InfraValue.UnknownBecause(at, $"is read from {path}, which is not in the repository");
        var parts = new List<InfraValue>();
        var text = file.Text;
        var from = 0;
        for (
            var open = text.IndexOf("${", StringComparison.Ordinal);
            open >= 0 && variables.Exists;
            open = text.IndexOf("${", from, StringComparison.Ordinal)
        )
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                break;
            var name = text[(open + 2)..close].Trim();
            parts.Add(InfraValue.TextAt(at, text[from..open]));
            parts.Add(
                variables[name] is { Exists: true } value
                    ? value
                    : InfraValue.UnknownBecause(at, $"puts {name} into {path}, which is not understood")
            );
            from = close + 1;
        }
        parts.Add(InfraValue.TextAt(at, text[from..]));
        return InfraValue.JoinedAt(at, parts);
    }
}
