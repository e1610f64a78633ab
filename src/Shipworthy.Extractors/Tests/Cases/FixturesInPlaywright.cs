namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Leads from calls on what Playwright hands to a case to the methods of page objects: <c>test.extend({ loginPage: … new LoginPage(page) })</c>.</summary>
/// <param name="code">The app with its tests.</param>
sealed class FixturesInPlaywright(CodeBase code)
{
    /// <summary>The method that a call on a fixture runs; no node where it is none, or is not found.</summary>
    public Code Called(Code call)
    {
        if (Fixture(call) is not { Length: > 0 } name)
            return default;
        foreach (var extension in Extensions(call.File, name))
        foreach (var made in extension.Descendants(CodeKind.New))
            if (
                code.Target(made) is { Kind: CodeKind.Class or CodeKind.Function } target
                && ClassOf(target) is { Exists: true } type
                && type.All(Part.Element).FirstOrDefault(one => IsMethod(one, call.Callee.Name)) is { Exists: true } method
            )
                return method.Kind is CodeKind.Function ? method : method[Part.Value];
        return default;
    }

    /// <summary>Whether a call is one on a fixture of the tests' own whose method was not found: what it expects is not known.</summary>
    public bool IsLost(Code call) => Fixture(call).Length > 0 && !code.Target(call).Exists && !Called(call).Exists;

    static Code ClassOf(Code target) => target.Kind is CodeKind.Class ? target : target.Enclosing(CodeKind.Class);

    static bool IsMethod(Code element, string name) =>
        element.Name == name
        && (element.Kind is CodeKind.Function || (element.Kind is CodeKind.Property && element[Part.Value].Kind is CodeKind.Function));

    /// <summary>The name of the fixture that a call asks something of; empty where it asks none. What Playwright brings itself is none.</summary>
    string Fixture(Code call)
    {
        if (
            call.Kind is not CodeKind.Call
            || call.File.Language is Language.Python or Language.CSharp
            || call.Receiver is not { Kind: CodeKind.Name } receiver
            || receiver.Name
                is "page"
                    or "request"
                    or "context"
                    or "browser"
                    or "browserName"
                    or "baseURL"
                    or "playwright"
                    or "expect"
                    or "task"
                    or "t"
            || code.Definition(receiver) is not { Exists: true } bound
        )
            return "";
        var parameter = bound.Kind is CodeKind.Parameter ? bound : bound.Enclosing(CodeKind.Parameter);
        return
            parameter.Exists
            && bound != parameter
            && parameter.Parent is { Kind: CodeKind.Function, Part: Part.Argument } function
            && function.Parent.Callee.DottedName is { } called
            && called.Split('.')[0] is "test" or "it"
            ? bound.Name
            : "";
    }

    /// <summary>What makes a fixture: first that of the same file, then those of others.</summary>
    IEnumerable<Code> Extensions(CodeFile file, string name) =>
        code.Calls("extend")
            .Where(call => call.ArgumentAt(0) is { Kind: CodeKind.Object })
            .OrderBy(call => call.File == file ? 0 : 1)
            .Select(call => call.ArgumentAt(0).Property(name))
            .Where(one => one.Exists);
}
