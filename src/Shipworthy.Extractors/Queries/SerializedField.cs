namespace Shipworthy.Extractors.Queries;

/// <summary>Something that a serializer asks a database for, when it writes a row.</summary>
/// <param name="Path">The relations on the way from the row, as Django writes them: <c>lines__product</c>.</param>
/// <param name="At">The field.</param>
/// <param name="IsAlways">Whether it asks each time, also where the relation was fetched: <c>row.lines.filter(…)</c>.</param>
/// <param name="IsBelowMany">Whether it is done for each of several rows that belong to one.</param>
readonly record struct SerializedField(string Path, Code At, bool IsAlways, bool IsBelowMany);
