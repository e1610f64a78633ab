namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Logs of JavaScript and TypeScript: the console, the loggers of libraries, and loggers that an app makes around either.</summary>
sealed class LogsInJavaScript : ILogReader
{
    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.JavaScript or Stack.SupabaseFunctions;

    /// <inheritdoc/>
    public LogReading Read(Sources sources, Deployable part, ImmutableArray<CodeFile> files) => new Reader(sources, part, files).Read();

    sealed class Reader
    {
        readonly Sources sources;
        readonly Deployable part;
        readonly HashSet<CodeFile> files;
        readonly NodeLogSettings settings;
        readonly OwnLoggers own;
        readonly List<Code> ownText = [];
        readonly Dictionary<string, int> used = new(StringComparer.Ordinal);

        public Reader(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
        {
            this.sources = sources;
            this.part = part;
            this.files = [.. files];
            settings = new(sources, part, this.files);
            own = new(sources, call => Direct(call));
        }

        public LogReading Read()
        {
            var calls = new Dictionary<Code, LogCall>();
            foreach (var call in Candidates())
                if (Of(call) is { } written)
                    calls.TryAdd(call, written);
            var sinks = calls.Values.ToList();
            var open = new Stack<Code>(calls.Keys);
            while (open.TryPop(out var sink))
                if (Wrapper(sink) is { Exists: true } wrapper && own.Of(wrapper) is { } written)
                    foreach (var call in sources.Code.CallersOf(wrapper).Where(one => files.Contains(one.File) && !wrapper.Contains(one)))
                        if (!LogSites.IsBanner(call) && calls.TryAdd(call, Through(call, written)))
                            open.Push(call);
            var counted = calls.Where(one => !Wrapper(one.Key).Exists).Select(one => one.Value).ToList();
            if (counted.Count == 0)
                counted = sinks;
            return new(
                [.. counted.OrderBy(call => call.At.File.Path, StringComparer.Ordinal).ThenBy(call => call.At.Start)],
                ownText.Count * 2 > counted.Count ? OwnSetting() : settings.Of(Most() ?? settings.Declared ?? "")
            )
            {
                BindingUnseen = settings.BindingUnseen,
            };
        }

        string? Most() =>
            used.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key).FirstOrDefault();

        LogSetting OwnSetting() =>
            new(
                LogFormat.Text,
                ownText.GroupBy(sink => sink).MaxBy(group => group.Count())!.Key.At,
                "a logger of its own",
                "has a logger of its own print text"
            );

        IEnumerable<Code> Candidates() =>
            sources
                .Code.Calls(LogSites.Methods)
                .Where(call => files.Contains(call.File))
                .Concat(
                    files
                        .Where(file => file.Text.Contains("](", StringComparison.Ordinal))
                        .SelectMany(file => file.Root.Descendants(CodeKind.Call))
                        .Where(call => IsByLevel(call) || call.Callee is { Kind: CodeKind.Index, Receiver.DottedName: "console" })
                )
                .Where(call => !LogSites.IsBanner(call));

        /// <summary>A call of a logger whose level is a value: <c>logger[level](…)</c>.</summary>
        static bool IsByLevel(Code call) => call.Callee is { Kind: CodeKind.Index } callee && LogSites.IsLogger(callee.Receiver.Name);

        LogCall? Of(Code call)
        {
            if (Direct(call) is { } direct)
                return direct;
            if (IsByLevel(call) || !LogSites.IsLogger(NameOf(call.Receiver)))
                return null;
            if (sources.Code.Target(call) is { Kind: CodeKind.Function } target && own.Of(target) is { } written)
                return Through(call, written);
            if (Member(call) is { Exists: true } member)
                return member.Kind is CodeKind.Function && own.Of(member) is { } bound
                    ? Through(call, bound)
                    : Through(call, settings.Only ?? "");
            // A logger that a function returns: what stands in its file tells what it writes.
            if (
                sources.Code.Definition(call.Receiver)
                    is { Exists: true, Kind: CodeKind.Variable or CodeKind.Class or CodeKind.Object } made
                && files.Contains(made.File)
                && LogSites.IsLoggerFile(made.File.Path)
                && own.Of(made.File.Root) is { } inFile
            )
                return Through(call, inFile);
            return Through(call, settings.Only ?? "");
        }

        /// <summary>
        /// What an object has under the name that is called, where that is another function's name and no function: <c>{ info: base.info.bind(base) }</c>. The function, or else
        /// the name; no node when the object has nothing of the kind.
        /// </summary>
        Code Member(Code call)
        {
            if (
                sources.Code.Definition(call.Receiver) is not { Kind: CodeKind.Variable } made
                || made[Part.Value] is not { Kind: CodeKind.Object } members
                || members.Property(call.Callee.Name)[Part.Value] is not { Exists: true } value
            )
                return default;
            if (value is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "bind" } bind })
                value = bind.Receiver;
            return value.Kind is not (CodeKind.Member or CodeKind.Name) ? default
                : sources.Code.FunctionOf(value) is { Exists: true } function ? function
                : value;
        }

        /// <summary>A call of the console or of a library's logger.</summary>
        LogCall? Direct(Code call)
        {
            var callee = call.Callee;
            if (callee.Kind is not (CodeKind.Member or CodeKind.Index))
                return null;
            if (callee.Receiver.DottedName is "console" or "globalThis.console")
                return callee.Name is "log" or "info" or "warn" or "error" or "debug" or "trace" || callee.Kind is CodeKind.Index
                    ? new(call, IsJson(call) ? LogFormat.Json : LogFormat.Text, CarriesId(call))
                    : null;
            if (callee.DottedName is "process.stdout.write" or "process.stderr.write")
                return new(call, IsJson(call) ? LogFormat.Json : LogFormat.Text, CarriesId(call));
            var isByLevel = IsByLevel(call);
            if (!isByLevel && !LogSites.Methods.Contains(callee.Name))
                return null;
            if (sources.Code.OriginOf(callee.Receiver) is { Exists: true } origin)
                return NodeLogLibraries.Of(origin) is { } library ? Through(call, library) : null;
            if (isByLevel)
                return null;
            return IsOfRequest(callee.Receiver) && settings.ForRequests is { } served ? Through(call, served) : null;
        }

        /// <summary>A call of a logger of the app's own.</summary>
        LogCall Through(Code call, OwnLoggers.Written written)
        {
            if (written.Format is LogFormat.Text)
                ownText.Add(written.Sink);
            return new(call, written.Format, written.BindsId || CarriesId(call));
        }

        LogCall Through(Code call, string library)
        {
            used[library] = used.GetValueOrDefault(library) + 1;
            var setting = settings.Of(library);
            return new(
                call,
                setting?.Format ?? LogFormat.Unknown,
                setting is not { Format: LogFormat.Text, Library: NodeLogSettings.OfFastify }
                    && (
                        setting is { BoundBy: not null } and not { Library: "Nest's logger", Format: LogFormat.Unknown }
                        || IsOfRequest(call.Receiver)
                        || CarriesId(call)
                    )
            );
        }

        /// <summary>The logger that a framework hangs on a request, which knows the request's ID.</summary>
        static bool IsOfRequest(Code logger) =>
            logger is { Kind: CodeKind.Member, Name: "log" or "logger" }
            && logger.Receiver.Name is "req" or "request" or "var" or "ctx" or "c" or "context";

        bool CarriesId(Code call)
        {
            if (call.Arguments.Any(argument => RequestIds.Names(argument) || RequestIds.In(argument) || Holds(argument)))
                return true;
            // const log = logger.child({ requestId })
            return sources.Code.Definition(call.Receiver) is { Kind: CodeKind.Variable } made
                && made[Part.Value] is { Kind: CodeKind.Call, Callee.Name: "child" or "with" } child
                && RequestIds.In(child);
        }

        /// <summary>A record that was put together before: <c>const event = { requestId, … }</c>, or a function made it of such fields.</summary>
        bool Holds(Code argument) =>
            argument.Kind is CodeKind.Name
            && sources.Code.Definition(argument) is { Kind: CodeKind.Variable } held
            && (held[Part.Value].Kind is CodeKind.Call ? held[Part.Value].Arguments : [held[Part.Value]]).Any(fields =>
                fields.Kind is CodeKind.Object && fields.Children.Any(RequestIds.Names)
            );

        bool IsJson(Code call)
        {
            var first = call.ArgumentAt(0);
            if (part.Hosting is Hosting.Cloudflare && first.Kind is CodeKind.Object && !call.ArgumentAt(1).Exists)
                return true;
            if (call.ArgumentAt(1).Exists && call.Callee.Name is not "write")
                return false;
            if (first is { Kind: CodeKind.Binary, Operator: "+" })
                first = first[Part.Left];
            if (first.Kind is CodeKind.Name && sources.Code.Definition(first) is { Kind: CodeKind.Variable } held)
                first = held[Part.Value];
            return first is { Kind: CodeKind.Call } && first.Callee.DottedName is "JSON.stringify" && !first.ArgumentAt(2).Exists
                || first.Kind is CodeKind.Call && sources.Code.Target(first) is { Kind: CodeKind.Function } made && Returns(made);
        }

        /// <summary>A function that formats a record.</summary>
        static bool Returns(Code function) =>
            function.Body is { Kind: CodeKind.Call } body
                ? body.Callee.DottedName is "JSON.stringify"
                : function.Descendants(CodeKind.Return).Any()
                    && function
                        .Descendants(CodeKind.Return)
                        .All(one => one[Part.Value].Kind is CodeKind.Call && one[Part.Value].Callee.DottedName is "JSON.stringify");

        /// <summary>The function of a logger of the app's own that a call stands in; no node when it stands in code that does something else.</summary>
        Code Wrapper(Code call)
        {
            for (var at = call.Enclosing(CodeKind.Function); at.Exists; at = at.Enclosing(CodeKind.Function))
            {
                if (at.Name.Length == 0 && at.Parent.Kind is not (CodeKind.Property or CodeKind.Variable))
                    continue;
                var name = at.Name.Length > 0 ? at.Name : at.Parent.Name;
                if (LogSites.Writes(name) || IsLoggerMethod(at, name))
                    return at;
            }
            return default;
        }

        static bool IsLoggerMethod(Code function, string name) =>
            (LogSites.Methods.Contains(name) || LogSites.Writes(name) || name is "emit" or "write" or "output" or "formatAndWrite")
            && (
                LogSites.IsLoggerFile(function.File.Path)
                || LogSites.IsLogger(function.Enclosing(CodeKind.Class).Name)
                || LogSites.IsLogger(function.Enclosing(CodeKind.Variable).Name)
            );

        static string NameOf(Code logger) => logger.Kind is CodeKind.Call ? logger.Callee.Name : logger.Name;
    }
}
