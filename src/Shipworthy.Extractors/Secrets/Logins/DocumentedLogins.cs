using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Finds sign-ins that a document prints: an account and its password in one line, one row of a table, or a few lines apart. Requests that show an API,
/// and steps that tell the reader to make an account, print values of the reader's own.
/// </summary>
static partial class DocumentedLogins
{
    /// <summary>How many lines apart an account and its password may stand.</summary>
    const int Apart = 5;

    /// <summary>How many lines around are read for what the text is about.</summary>
    const int About = 6;

    /// <summary>How many lines above belong to the same list of steps.</summary>
    const int StepsAbove = 8;

    /// <summary>The sign-ins of a document, or of the comments of a file that makes accounts; none for other files.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        var isCode = blob.Role is FileRole.Prod or FileRole.Migration or FileRole.Script or FileRole.Infra;
        var isSeed = isCode && SeedPath().IsMatch(blob.Path);
        var comments = isSeed || (isCode && HoldsHash(blob));
        if (!comments && blob.Role is not (FileRole.Docs or FileRole.Paste))
            yield break;
        var candidates = LinesToRead(blob.Bytes.Span);
        if (candidates is [])
            yield break;
        var lines = blob.Text.Split('\n');
        foreach (var i in candidates)
        foreach (var (password, at) in comments && !IsRemark(lines, i, isSeed) ? [] : PasswordsIn(lines, i).DistinctBy(found => found.At))
            if (
                (PrintedTables.In(lines, i, PasswordWord())?.Account ?? AccountNear(lines, i, at)) is { } account
                && IsChosenFor(account, password)
                && !IsForTheReader(lines, i)
            )
                yield return new(
                    password,
                    StartOf(lines, i) + Encoding.UTF8.GetByteCount(lines[i].AsSpan(0, at)),
                    Encoding.UTF8.GetByteCount(password)
                )
                {
                    Kind = SecretKind.Login,
                    Class = SecretClass.Live,
                    Pattern = "documented-login",
                    Noun = $"the password of {account}",
                    Proof = OfflineProof.None,
                    Name = account,
                    OpensAdministration = IsAdministrator(account, lines, i),
                    ConfirmedBy = IsReserved(account) && !IsOwnAdministrator(account, password, lines, i) ? [password] : [],
                };
    }

    /// <summary>
    /// Whether a name without a domain is the app's own administrator: its printed password is what anybody tries first. What a database, a dashboard or another
    /// service beside the app is set up with is not the app's.
    /// </summary>
    static bool IsOwnAdministrator(string account, string password, string[] lines, int i) =>
        !account.Contains('@', StringComparison.Ordinal)
        && Administrator().IsMatch(account)
        && !Placeholders.AsNamed(password, account)
        && !OtherService().IsMatch(Around(lines, i, About));

    static bool HoldsHash(SearchedBlob blob) => blob.Bytes.Span.IndexOf("$2"u8) >= 0 || blob.Bytes.Span.IndexOf("$argon2"u8) >= 0;

    /// <summary>A remark of a file that makes accounts, or one in or beside the line of a hash, which says what was hashed.</summary>
    static bool IsRemark(string[] lines, int i, bool isSeed) =>
        Comment().IsMatch(lines[i])
            ? isSeed || Hash().IsMatch(Around(lines, i, 2))
            : Hash().IsMatch(lines[i]) && TrailingComment().IsMatch(lines[i]);

    /// <summary>At an address that nobody owns, a word that everybody types is no password, but stands for one.</summary>
    static bool IsChosenFor(string account, string password) =>
        !AccountPattern().IsMatch(password)
        && !Placeholders.TellsTheReader(password)
        && !(IsReserved(account) && Placeholders.AsNamed(password, account));

    /// <summary>Whether the account, or the text around it, is about administration. What stands beside another account is about that one.</summary>
    static bool IsAdministrator(string account, string[] lines, int i)
    {
        if (Administrator().IsMatch(account))
            return true;
        // In a line of several accounts the text around is about all of them.
        if (AccountPattern().Count(lines[i]) > 1)
            return Administrator().IsMatch(Own(lines[i], account));
        const int Near = 2;
        for (var j = Math.Max(0, i - Near); j <= Math.Min(lines.Length - 1, i + Near); j++)
            if (
                (
                    j == i ? Own(lines[j], account)
                    : IsOfAnother(lines[j], account) ? ""
                    : lines[j]
                )
                    is { Length: > 0 } text
                && Administrator().IsMatch(text)
            )
                return true;
        return false;
    }

    static bool IsOfAnother(string line, string account) =>
        AccountPattern().Matches(line).Any(match => match.Value != account)
        || (UserName().Match(line) is { Success: true } name && name.Groups["v"].Value != account);

    /// <summary>Of a line with several accounts the part that begins with one of them; otherwise the line.</summary>
    static string Own(string line, string account)
    {
        var accounts = AccountPattern().Matches(line);
        if (accounts.Count < 2 || accounts.FirstOrDefault(match => match.Value == account) is not { } own)
            return line;
        var next = accounts.FirstOrDefault(match => match.Index > own.Index);
        return next is null ? line[own.Index..] : line[own.Index..next.Index];
    }

    /// <summary>An address at a domain that nobody can own says nothing; then the password has to stand in the code as well.</summary>
    static bool IsReserved(string account) =>
        !account.Contains('@', StringComparison.Ordinal) || Hosts.Of(account[(account.LastIndexOf('@') + 1)..]) is not Reach.Real;

    /// <summary>
    /// The lines that have what every form of a printed password has: a word for it, or an address beside it. Where no word for it stands anywhere, only an
    /// address counts that shares its line with a second text in code marks.
    /// </summary>
    static List<int> LinesToRead(ReadOnlySpan<byte> bytes)
    {
        var places = new List<int>();
        passwordWords.Search(bytes, places, static (places, at, _) => places.Add(at));
        if (places.Count == 0 && bytes.IndexOf("` / `"u8) < 0)
            return [];
        // Rows of tables hold no word themselves.
        if (places.Count > 0)
            for (
                var at = bytes.IndexOf("\n|"u8);
                at >= 0;
                at = bytes[(at + 1)..].IndexOf("\n|"u8) is >= 0 and var next ? at + 1 + next : -1
            )
                places.Add(at + 1);
        for (var at = bytes.IndexOf((byte)'@'); at >= 0; at = NextAddress(bytes, at))
            places.Add(at);
        places.Sort();
        var lines = new List<int>();
        var (line, from) = (0, 0);
        foreach (var at in places)
        {
            line += bytes[from..at].Count((byte)'\n');
            from = at;
            if (lines is [] || lines[^1] != line)
                lines.Add(line);
        }
        return lines;
    }

    static int NextAddress(ReadOnlySpan<byte> bytes, int at) =>
        bytes[(at + 1)..].IndexOf((byte)'@') is >= 0 and var next ? at + 1 + next : -1;

    static IEnumerable<(string Password, int At)> PasswordsIn(string[] lines, int i)
    {
        var line = lines[i];
        foreach (Match match in Labelled().Matches(line))
        {
            var value = match.Groups["v"];
            var marked = match.Groups["mark"].Length > 0;
            if (IsPassword(value.Value, marked))
                yield return (value.Value, value.Index);
        }
        foreach (Match match in Paired().Matches(line))
            if (IsPassword(match.Groups["v"].Value, match.Groups["mark"].Length > 0))
                yield return (match.Groups["v"].Value, match.Groups["v"].Index);
        if (PrintedTables.In(lines, i, PasswordWord()) is { } cell && IsPassword(cell.Password, marked: true))
            yield return (cell.Password, cell.At);
        if (
            Short().Match(line) is { Success: true } letter
            && !Placeholders.IsReference(letter.Groups["v"].Value)
            && !Generic.Words.IsCode(letter.Groups["v"].Value)
            && (ShortUser().IsMatch(line) || (i > 0 && ShortUser().IsMatch(lines[i - 1])))
        )
            yield return (letter.Groups["v"].Value, letter.Groups["v"].Index);
    }

    /// <summary>In quotes or code marks any word may be a password; in running text it needs a digit or a sign, or it is prose.</summary>
    static bool IsPassword(string value, bool marked) =>
        value.Length is >= 4 and <= 64
        && !Placeholders.IsReference(value)
        && !NoPassword().IsMatch(value)
        && value.Any(char.IsLetterOrDigit)
        && (marked || (value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter)))
        && !Generic.Words.IsCode(value)
        && !Generic.Words.IsHash(value);

    /// <summary>The account of a password: the last one before it in its line, one behind it there, or the nearest line's.</summary>
    static string? AccountNear(string[] lines, int i, int at)
    {
        if (
            AccountPattern().Matches(lines[i]) is { Count: > 1 } several
            && several.LastOrDefault(match => match.Index + match.Length <= at && !NoAccount().IsMatch(match.Value)) is { } before
        )
            return before.Value;
        for (var distance = 0; distance <= Apart; distance++)
            foreach (var j in distance == 0 ? [i] : new[] { i - distance, i + distance })
                if (j >= 0 && j < lines.Length && AccountIn(lines[j]) is { } account)
                    return account;
        return null;
    }

    static string? AccountIn(string line) =>
        AccountPattern().Match(line) is { Success: true } address ? (NoAccount().IsMatch(address.Value) ? null : address.Value)
        : UserName().Match(line) is { Success: true } name ? name.Groups["v"].Value
        : null;

    static bool IsForTheReader(string[] lines, int i) =>
        Request().IsMatch(lines[i])
        || ForTheReader().IsMatch(Around(lines, i, 2))
        || Request().IsMatch(Around(lines, i, 1))
        || (TestRun().IsMatch(Around(lines, i, 1)) && !ExistingLogin().IsMatch(Around(lines, i, About)))
        || SignUp().IsMatch(string.Join('\n', lines[Math.Max(0, i - StepsAbove)..i]).Replace("*", "", StringComparison.Ordinal));

    static string Around(string[] lines, int i, int reach) =>
        string.Join('\n', lines[Math.Max(0, i - reach)..Math.Min(lines.Length, i + reach + 1)]);

    /// <summary>How many bytes stand before a line.</summary>
    static int StartOf(string[] lines, int i) => lines[..i].Sum(line => Encoding.UTF8.GetByteCount(line) + 1);
}
