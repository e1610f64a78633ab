namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>A name with the literal that it is given.</summary>
/// <param name="Name">The name, as written.</param>
/// <param name="Value">The literal, without quotes.</param>
/// <param name="Start">Where the literal starts, in bytes of the blob.</param>
/// <param name="Length">How many bytes it takes.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
readonly record struct NamedValue(string Name, string Value, int Start, int Length, bool Quoted);
