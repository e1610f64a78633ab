namespace Shipworthy.Extractors.Cors;

sealed partial class OriginReader
{
    static Matching MatchingOf(string function) =>
        function switch
        {
            "fullmatch" => Matching.Whole,
            "match" => Matching.FromTheBeginning,
            _ => Matching.Anywhere,
        };

    OriginList Texts(Code argument, Func<string, OriginList> read, Code call, ImmutableHashSet<Code> callers, int steps)
    {
        var value = code.ValueOf(argument);
        var texts = value switch
        {
            Value.Text text => [text.Content],
            Value.ListOf list => list.Items.Select(item => item.AsText).ToList(),
            _ => Read(argument, callers, steps)
                .Entries.Select(entry => entry.Kind is Admits.Named or Admits.Local ? entry.Text : null)
                .ToList(),
        };
        return texts.Count == 0 || texts.Contains(null)
            ? Undecided(call)
            : texts.Aggregate(OriginList.Nobody, (list, text) => list.Or(read(text!)));
    }

    /// <summary>
    /// Whether one of a list fits: <c>list.some(one => origin === one)</c>. The comparison inside decides what the members mean.
    /// </summary>
    OriginList Some(Code call, ImmutableHashSet<Code> callers, int steps)
    {
        var loop = call.Descendants(CodeKind.Loop).FirstOrDefault();
        var list = loop.Exists ? Read(loop[Part.Source], callers, steps) : Read(call.Receiver, callers, steps);
        foreach (var inner in call.Descendants(CodeKind.Call))
            if (inner.Receiver.Exists && IsCallersOrigin(inner.Receiver, callers))
                switch (inner.Callee.Name)
                {
                    case "startsWith" or "startswith" or "StartsWith":
                        return Each(list, Addresses.BeginningWith);
                    case "endsWith" or "endswith" or "EndsWith":
                        return Each(list, Addresses.EndingWith);
                    case "includes" or "Contains":
                        return Each(list, Addresses.Containing);
                }
        return list;
    }

    static OriginList Each(OriginList list, Func<string, OriginList> read) =>
        list.Entries.Aggregate(
            OriginList.Nobody,
            (all, entry) => all.Or(entry.Kind is Admits.Named or Admits.Local ? read(entry.Text) : new OriginList([entry]))
        );
}
