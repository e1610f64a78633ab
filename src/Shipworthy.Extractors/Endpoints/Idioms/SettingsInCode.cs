namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Reads options that are handed to libraries.</summary>
static class SettingsInCode
{
    /// <summary>An entry of an options object that is surely true or false; null when it is not there or not known.</summary>
    public static bool? ObjectEntry(this CodeBase code, Code options, string name) =>
        code.ValueOf(options) is Value.ObjectOf known && known[name] is { } value
            ? value.AsTruth
            : code.ValueOf(code.Entry(code.ObjectOf(options), name)).AsTruth;

    /// <summary>An entry of an options object that is surely a number; null when it is not there or not known.</summary>
    public static double? NumberEntry(this CodeBase code, Code options, string name) =>
        code.ValueOf(options) is Value.ObjectOf known ? known[name]?.AsNumber : null;
}
