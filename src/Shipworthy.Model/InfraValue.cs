using System.Globalization;

namespace Shipworthy.Model;

/// <summary>What a value of infrastructure is.</summary>
public enum InfraValueKind
{
    /// <summary>Nothing is there: what asking for a missing entry gives.</summary>
    Absent,

    /// <summary>It could not be resolved.</summary>
    Unknown,

    /// <summary>Null.</summary>
    Null,

    /// <summary>A string, number or truth value.</summary>
    Text,

    /// <summary>Entries under names.</summary>
    Map,

    /// <summary>Values in their order.</summary>
    List,

    /// <summary>An attribute of another resource, which is known only when it is made.</summary>
    Reference,

    /// <summary>Texts and references one after the other: <c>arn:aws:s3:::${bucket}/*</c>.</summary>
    Joined,

    /// <summary>One of several values; what decides is not known.</summary>
    OneOf,
}

/// <summary>
/// A setting of an <see cref="InfraResource"/>, resolved as far as the repository says it. Asking never fails: a missing entry or a wrong kind gives
/// <see cref="InfraValueKind.Absent"/>. What could not be resolved is a value too, never a guess.
/// </summary>
public sealed class InfraValue
{
    readonly Dictionary<string, InfraValue>? byKey;

    InfraValue(
        InfraValueKind kind,
        Location at,
        string text,
        ImmutableArray<InfraValue> items,
        ImmutableArray<(string, InfraValue)> entries
    )
    {
        Kind = kind;
        At = at;
        Text = text;
        Items = items;
        Entries = entries;
        if (entries.Length > 0)
        {
            byKey = new(StringComparer.Ordinal);
            foreach (var (key, value) in entries)
                byKey[key] = value;
        }
    }

    /// <summary>Nothing.</summary>
    public static InfraValue Absent { get; } = new(InfraValueKind.Absent, Location.WholeApp, "", [], []);

    /// <summary>What it is.</summary>
    public InfraValueKind Kind { get; }

    /// <summary>Where it is written.</summary>
    public Location At { get; }

    /// <summary>The content of a text, <c>true</c> and <c>80</c> included; of a reference the address of the resource; of an unknown value the reason, as a clause.</summary>
    public string Text { get; }

    /// <summary>Of a reference, the attribute: <c>arn</c>; empty otherwise.</summary>
    public string Attribute { get; private init; } = "";

    /// <summary>Of a map, whether it has entries beside those that are known.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The values of a list, the parts of a joined value, the choices of one of several.</summary>
    public ImmutableArray<InfraValue> Items { get; }

    /// <summary>The entries of a map, in the order of the file.</summary>
    public ImmutableArray<(string Key, InfraValue Value)> Entries { get; }

    /// <summary>Whether there is anything.</summary>
    public bool Exists => Kind is not InfraValueKind.Absent;

    /// <summary>Whether nothing sets it: it is absent, or null.</summary>
    public bool IsUnset => Kind is InfraValueKind.Absent or InfraValueKind.Null;

    /// <summary>An entry of a map. A list of a single value answers for that value, since tools take one block for a list of one.</summary>
    public InfraValue this[string key] =>
        byKey?.GetValueOrDefault(key)
        ?? (
            Kind is InfraValueKind.List && Items is [var only] ? only[key]
            : IsOpen ? UnknownBecause(At, "takes entries from a value that could not be followed")
            : Kind is InfraValueKind.Unknown ? this
            : Kind is InfraValueKind.OneOf ? Either(At, [.. Items.Select(item => item[key])])
            : Absent
        );

    /// <summary>The value at the end of a chain of keys.</summary>
    public InfraValue Under(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var key in path)
            value = value[key];
        return value;
    }

    /// <summary>The values of a list, or the value itself where one may stand for a list of one; lists in lists are laid flat.</summary>
    public IEnumerable<InfraValue> Each() =>
        Kind is InfraValueKind.List ? Items.SelectMany(item => item.Each())
        : IsUnset ? []
        : [this];

    /// <summary>All values that it may be.</summary>
    public IEnumerable<InfraValue> Possible => Kind is InfraValueKind.OneOf ? Items.SelectMany(item => item.Possible) : [this];

    /// <summary>Whether it is known through and through; references count as known.</summary>
    public bool IsKnown =>
        Kind switch
        {
            InfraValueKind.Unknown or InfraValueKind.OneOf => false,
            InfraValueKind.Absent or InfraValueKind.Null or InfraValueKind.Text or InfraValueKind.Reference => true,
            InfraValueKind.Joined or InfraValueKind.List => Items.All(item => item.IsKnown),
            InfraValueKind.Map => !IsOpen && Entries.All(entry => entry.Value.IsKnown),
        };

    /// <summary>The text that it surely is; null otherwise.</summary>
    public string? Literal => Kind is InfraValueKind.Text ? Text : null;

    /// <summary>The truth value that it surely is; null otherwise.</summary>
    public bool? Truth =>
        Kind is InfraValueKind.Text
            ? Text.ToLowerInvariant() switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            }
            : null;

    /// <summary>The number that it surely is; null otherwise.</summary>
    public double? Number =>
        Kind is InfraValueKind.Text && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>It in words, with what is not known left as <c>${…}</c>: <c>arn:aws:s3:::${aws_s3_bucket.uploads.id}/*</c>.</summary>
    public string Shown =>
        Kind switch
        {
            InfraValueKind.Text => Text,
            InfraValueKind.Reference => Attribute.Length > 0 ? $"${{{Text}.{Attribute}}}" : $"${{{Text}}}",
            InfraValueKind.Joined => string.Concat(Items.Select(item => item.Shown)),
            InfraValueKind.List => string.Join(", ", Items.Select(item => item.Shown)),
            InfraValueKind.OneOf => string.Join(" or ", Items.Select(item => item.Shown)),
            InfraValueKind.Unknown or InfraValueKind.Map => "${…}",
            InfraValueKind.Absent or InfraValueKind.Null => "",
        };

    /// <summary>The addresses of all resources that it refers to, at any depth.</summary>
    public IEnumerable<InfraValue> References =>
        Kind is InfraValueKind.Reference
            ? [this]
            : Items.SelectMany(item => item.References).Concat(Entries.SelectMany(entry => entry.Value.References));

    /// <summary>Null.</summary>
    public static InfraValue NullAt(Location at) => new(InfraValueKind.Null, at, "", [], []);

    /// <summary>A text, or a number or truth value as written.</summary>
    public static InfraValue TextAt(Location at, string text) => new(InfraValueKind.Text, at, text, [], []);

    /// <summary>A truth value.</summary>
    public static InfraValue TruthAt(Location at, bool truth) => TextAt(at, truth ? "true" : "false");

    /// <summary>A value that could not be resolved, with the reason as a clause: "takes its value from var.name".</summary>
    public static InfraValue UnknownBecause(Location at, string because) => new(InfraValueKind.Unknown, at, because, [], []);

    /// <summary>An attribute of another resource.</summary>
    public static InfraValue ReferenceAt(Location at, string address, string attribute) =>
        new(InfraValueKind.Reference, at, address, [], []) { Attribute = attribute };

    /// <summary>A list.</summary>
    public static InfraValue ListAt(Location at, ImmutableArray<InfraValue> items) => new(InfraValueKind.List, at, "", items, []);

    /// <summary>A map; of several entries with one key the last counts.</summary>
    public static InfraValue MapAt(Location at, ImmutableArray<(string Key, InfraValue Value)> entries, bool isOpen = false) =>
        new(InfraValueKind.Map, at, "", [], entries) { IsOpen = isOpen };

    /// <summary>One of several values: of equal texts the one, without choices nothing.</summary>
    public static InfraValue Either(Location at, ImmutableArray<InfraValue> choices)
    {
        var all = choices.SelectMany(choice => choice.Possible).ToImmutableArray();
        return all is [] ? Absent
            : all.All(choice => !choice.Exists) ? Absent
            : all.All(choice => choice.Kind is InfraValueKind.Text && choice.Text == all[0].Text) ? all[0]
            : new(InfraValueKind.OneOf, at, "", all, []);
    }

    /// <summary>Texts and other values one after the other: a text when all are texts.</summary>
    public static InfraValue JoinedAt(Location at, IEnumerable<InfraValue> parts)
    {
        var joined = ImmutableArray.CreateBuilder<InfraValue>();
        foreach (var part in parts.SelectMany(part => part.Kind is InfraValueKind.Joined ? (IEnumerable<InfraValue>)part.Items : [part]))
            if (part.Kind is InfraValueKind.Text && joined is [.., { Kind: InfraValueKind.Text } last])
                joined[^1] = TextAt(last.At, last.Text + part.Text);
            else if (!part.IsUnset)
                joined.Add(part);
        return joined switch
        {
            [] => TextAt(at, ""),
            [var only] => only,
            _ => new(InfraValueKind.Joined, at, "", joined.ToImmutable(), []),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind is InfraValueKind.Map ? $"Map at {At}" : Shown;
}
