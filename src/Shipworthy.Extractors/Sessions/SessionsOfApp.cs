using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Sessions.Storage;

namespace Shipworthy.Extractors.Sessions;

/// <summary>
/// The credentials of sessions, where clients keep them, and when they end. Parts of the app whose code is not understood and that speak of sessions are blind spots.
/// </summary>
public sealed partial class SessionsOfApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SessionCredential), typeof(SessionToken), typeof(SessionKeeping), typeof(SignInSign)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var reading = new SessionReading(sources, known.Deployables, learn);
        foreach (var finder in AllSessionFinders.All)
            finder.Find(reading);
        new SentTokens(reading).Find();
        new HandedTokens(reading).Find();
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && SpeaksOfSessions(sources, part)))
            learn.CannotSee<SessionCredential>(
                part.At,
                $"{part.Name} {part.NotSeen}, so that what keeps people signed in there could not be seen"
            );
        SayWhatSpeaksOfSigningIn(sources, known, learn, reading);
    }

    static bool SpeaksOfSessions(Sources sources, Deployable part) =>
        sources.Tree.Files.Any(file =>
            Folders.Counts(file.Role) && part.Holds(file.Path) && IsCode(file.Path, part) && Sessions().IsMatch(file.Text)
        );

    /// <summary>Whether a file holds code that is not read: of other languages, and of a framework whose ways are not known.</summary>
    static bool IsCode(string path, Deployable part) =>
        part.Stack is Stack.JavaScript && Path.GetExtension(path) is ".ts" or ".tsx" or ".js" or ".jsx" or ".mjs" or ".wasp"
        || Path.GetExtension(path)
            is ".go"
                or ".rb"
                or ".php"
                or ".java"
                or ".kt"
                or ".rs"
                or ".ex"
                or ".exs"
                or ".scala"
                or ".clj"
                or ".fs"
                or ".vb"
                or ".swift"
                or ".dart"
                or ".erb";

    static void SayWhatSpeaksOfSigningIn(Sources sources, App known, Learner learn, SessionReading reading)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in sources.Code.Files.Where(sources.IsDeployed))
        foreach (var match in SignsIn().EnumerateMatches(file.Text))
        {
            var part = reading.PartOf(file.Path);
            if (told.Add(part) && sources.Tree.Find(file.Path) is { } source)
                learn.Add(
                    new SignInSign(
                        source.At(match.Index),
                        $"speaks of signing in ({file.Text.Substring(match.Index, match.Length).Trim()})"
                    )
                    {
                        Deployable = part,
                    }
                );
            break;
        }
    }

    [GeneratedRegex(
        @"\b(?:session|cookie|jwt|log_?in|sign_?in|auth|authenticat\w+|bearer)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Sessions();

    /// <summary>Calls and libraries by which people sign in; a word in a text of a page is none.</summary>
    [GeneratedRegex(
        @"\b(?:signInWith\w*|signInWithPassword|signIn|login|logIn|authenticate|sign_in|PasswordSignInAsync|check_password|checkPassword|verify_password|verifyPassword|isAuthenticated|getServerSession|getSession|useSession|current_user|currentUser|login_required|jwtVerify)\s*\(|\bjwt\.(?:sign|encode|decode|verify)\(|['""](?:passport|next-auth|better-auth|iron-session|express-session|lucia|@clerk/\w+)['""]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignsIn();
}
