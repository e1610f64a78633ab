using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <content>Records of acts whose table is called otherwise: they are told by their columns.</content>
static partial class Words
{
    /// <summary>Whether a table may keep acts by its name: any but those of sessions, visits, errors and mails.</summary>
    public static bool MayKeepActs(string table) => !OtherLogs().IsMatch(table) && !Visits().IsMatch(table);

    /// <summary>Whether a column names the act itself.</summary>
    public static bool IsActName(string column) => ActNames().IsMatch(column);

    /// <summary>Whether a column says from where the call came that did it.</summary>
    public static bool IsOfCall(string column) => OfCalls().IsMatch(column);

    [GeneratedRegex(
        "session|token|visit|view|click|analytic|usage|page|error|mail|sms|message|login|attempt|rate|device|webhook",
        Plain,
        Limit
    )]
    private static partial Regex Visits();

    [GeneratedRegex(
        "^(?:action|event|operation|activity|act|verb|akcja|accion|acao|aktion|eylem)(?:_?(?:type|name|kind|code))?$",
        Plain,
        Limit
    )]
    private static partial Regex ActNames();

    [GeneratedRegex("^(?:client_?|remote_?)?ip(?:_?addr(?:ess)?)?$|^user_?agent$", Plain, Limit)]
    private static partial Regex OfCalls();
}
