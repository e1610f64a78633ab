namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Addresses that a middleware of Express or Koa is told to leave out: <c>jwt(…).unless({ path: ["/login", /^\/public/] })</c> (packages express-unless and koa-unless: a text is
/// compared as a whole, a regular expression is searched).
/// </summary>
sealed class UnlessConditions(CodeBase code)
{
    /// <summary>Whether an address is left out; null when that could not be decided, as with functions, and with exceptions for some methods only.</summary>
    public bool? Excepts(Code unless, string address)
    {
        var given = unless.ArgumentAt(0);
        if (given.Kind is CodeKind.Function)
            return null;
        var options = code.ObjectOf(given);
        if (!options.Exists || code.Entry(options, "custom").Exists || code.Entry(options, "ext").Exists)
            return null;
        var paths = code.Entry(options, "path");
        if (paths.Kind is CodeKind.Name && code.Definition(paths) is { Kind: CodeKind.Variable } variable)
            paths = variable[Part.Value];
        if (!paths.Exists)
            return code.Entry(options, "method").Exists ? null : false;
        var fits = AddressConditions.Any<Code>(paths.Kind is CodeKind.Array ? [.. paths.Children] : [paths], path => Fits(path, address));
        // One of path and method is enough to be left out.
        return fits is false && code.Entry(options, "method").Exists ? null : fits;
    }

    bool? Fits(Code path, string address) =>
        path.Kind is CodeKind.Object
            ? Fits(code.Entry(path, "url"), address) is false
                ? false
                : null
            : path.Operator is "regex"
                ? AddressConditions.Matches(path, address)
                : code.ValueOf(path).AsText is { } text
                    ? AddressConditions.Is(address, text)
                    : null;
}
