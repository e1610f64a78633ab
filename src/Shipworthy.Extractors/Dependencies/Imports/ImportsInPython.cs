using System.Collections.Frozen;
using Shipworthy.Extractors.Dependencies.Python;

namespace Shipworthy.Extractors.Dependencies.Imports;

/// <summary>Imports of Python that lead to no file of the app, not to the language's own library, and to no package that a manifest names.</summary>
sealed class ImportsInPython(Sources sources, App known)
{
    readonly CodeBase code = sources.Code;
    readonly List<Dependency> packages = [.. known.Dependencies.Where(one => one.Ecosystem is PackageEcosystem.PyPi)];
    readonly HashSet<string> folders =
    [
        .. sources
            .Tree.Files.Where(file => file.Name.EndsWith(".py", StringComparison.Ordinal))
            .SelectMany(file => file.Path.Split('/'))
            .Select(part => part.EndsWith(".py", StringComparison.Ordinal) ? part[..^3] : part),
    ];

    /// <summary>All of them; none where no manifest names any package.</summary>
    public IEnumerable<UndeclaredImport> All()
    {
        if (packages.Count == 0)
            yield break;
        foreach (var import in code.All(CodeKind.Import))
        {
            if (import.File.Language is not Language.Python || !sources.IsDeployed(import.File) || IsOptional(import))
                continue;
            var names = import.Name.Length > 0 ? [import.Name] : import.Children.Select(one => one.ImportedName);
            foreach (var name in names.Select(one => one.Split('.')[0]).Where(one => one.Length > 0))
                if (Of(import, name) is { } found)
                    yield return found;
        }
    }

    static bool IsOptional(Code import)
    {
        for (var at = import.Parent; at.Exists; at = at.Parent)
            if (
                at.Kind is CodeKind.Try
                || (at.Kind is CodeKind.Branch && at[Part.Condition].Text.Contains("TYPE_CHECKING", StringComparison.Ordinal))
            )
                return true;
        return false;
    }

    UndeclaredImport? Of(Code import, string name)
    {
        if (
            import.Name.StartsWith('.')
            || Own.Contains(name)
            || name.StartsWith('_')
            || folders.Contains(name)
            || code.Module(import.File, name) is not null
        )
            return null;
        var holders = packages.Where(one => Holds(one.Name, name)).ToList();
        if (holders.Exists(one => one.IsDirect is not false))
            return null;
        return new(import.At, PackageEcosystem.PyPi, name)
        {
            By = holders.Count > 0 ? BroughtBy.AnotherPackage : BroughtBy.Unknown,
            IsReached = code.IsReachable(import.File),
        };
    }

    /// <summary>Whether a package holds a module, by its name or by what is known of names that differ.</summary>
    static bool Holds(string package, string module)
    {
        var wanted = PythonNames.Normal(module);
        if (Differing.TryGetValue(module, out var other) && other.Split(' ').Contains(package))
            return true;
        return package == wanted
            || package == $"python-{wanted}"
            || package == $"py{wanted}"
            || package == $"{wanted}-python"
            || package == $"{wanted}-binary"
            || package == $"django-{wanted}"
            || wanted.StartsWith("rest-framework-", StringComparison.Ordinal)
                && wanted["rest-framework-".Length..] is var rest
                && (package == $"djangorestframework-{rest}" || package == $"drf-{rest}")
            || package.Replace("-", "", StringComparison.Ordinal) == wanted.Replace("-", "", StringComparison.Ordinal)
            || package.StartsWith($"{wanted}-", StringComparison.Ordinal)
                && wanted is "google" or "azure" or "opentelemetry" or "zope" or "langchain";
    }

    static readonly FrozenDictionary<string, string> Differing = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PIL"] = "pillow",
        ["cv2"] = "opencv-python opencv-python-headless opencv-contrib-python",
        ["yaml"] = "pyyaml ruamel-yaml",
        ["sklearn"] = "scikit-learn",
        ["skimage"] = "scikit-image",
        ["bs4"] = "beautifulsoup4 bs4",
        ["dotenv"] = "python-dotenv",
        ["jwt"] = "pyjwt",
        ["jose"] = "python-jose",
        ["multipart"] = "python-multipart",
        ["psycopg2"] = "psycopg2-binary psycopg2",
        ["MySQLdb"] = "mysqlclient",
        ["mysql"] = "mysql-connector-python mysqlclient",
        ["dateutil"] = "python-dateutil",
        ["rest_framework"] = "djangorestframework",
        ["rest_framework_simplejwt"] = "djangorestframework-simplejwt",
        ["rest_framework_nested"] = "drf-nested-routers",
        ["corsheaders"] = "django-cors-headers",
        ["environ"] = "django-environ environ-config",
        ["storages"] = "django-storages",
        ["debug_toolbar"] = "django-debug-toolbar",
        ["django_filters"] = "django-filter",
        ["crispy_forms"] = "django-crispy-forms",
        ["allauth"] = "django-allauth",
        ["drf_spectacular"] = "drf-spectacular",
        ["drf_yasg"] = "drf-yasg",
        ["import_export"] = "django-import-export",
        ["channels_redis"] = "channels-redis",
        ["git"] = "gitpython",
        ["github"] = "pygithub",
        ["OpenSSL"] = "pyopenssl",
        ["Crypto"] = "pycryptodome pycrypto",
        ["Cryptodome"] = "pycryptodomex",
        ["nacl"] = "pynacl",
        ["serial"] = "pyserial",
        ["usb"] = "pyusb",
        ["magic"] = "python-magic python-magic-bin",
        ["docx"] = "python-docx",
        ["pptx"] = "python-pptx",
        ["fitz"] = "pymupdf",
        ["attr"] = "attrs",
        ["pkg_resources"] = "setuptools",
        ["markdown"] = "markdown",
        ["telegram"] = "python-telegram-bot",
        ["discord"] = "discord-py py-cord",
        ["slugify"] = "python-slugify",
        ["decouple"] = "python-decouple",
        ["email_validator"] = "email-validator",
        ["socketio"] = "python-socketio",
        ["engineio"] = "python-engineio",
        ["ldap"] = "python-ldap",
        ["zmq"] = "pyzmq",
        ["kafka"] = "kafka-python",
        ["grpc"] = "grpcio",
        ["fake_useragent"] = "fake-useragent",
        ["flask_sqlalchemy"] = "flask-sqlalchemy",
        ["bson"] = "pymongo",
        ["gridfs"] = "pymongo",
        ["sentry_sdk"] = "sentry-sdk",
        ["google"] = "protobuf google-auth google-generativeai google-genai google-cloud-storage google-api-python-client",
        ["googleapiclient"] = "google-api-python-client",
        ["starlette"] = "starlette",
        ["whitenoise"] = "whitenoise",
        ["pwdlib"] = "pwdlib",
        ["humps"] = "pyhumps",
        ["Levenshtein"] = "python-levenshtein levenshtein",
        ["webauthn"] = "webauthn",
        ["fpdf"] = "fpdf2 fpdf",
        ["speech_recognition"] = "speechrecognition",
        ["win32api"] = "pywin32",
        ["wx"] = "wxpython",
        ["tree_sitter"] = "tree-sitter",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> Own = (
        "abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop "
        + "collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg cProfile crypt csv ctypes curses dataclasses datetime dbm decimal difflib "
        + "dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext "
        + "glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma "
        + "mailbox mailcap marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser "
        + "pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pyexpat queue quopri random re "
        + "readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 ssl stat "
        + "statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit "
        + "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound "
        + "wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo annotationlib compression"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);
}
