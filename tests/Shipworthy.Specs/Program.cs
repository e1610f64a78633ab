using Shipworthy.Specs;

// `accept 1.7` rewrites the verdicts of a check's specs; `show 1.7` prints those that differ; anything else runs the tests.
return args switch
{
    ["accept", .. var rest] => Accepting.Accept(rest is [var filter, ..] ? filter : ""),
    ["show", .. var rest] => Accepting.Show(rest is [var filter, ..] ? filter : ""),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
