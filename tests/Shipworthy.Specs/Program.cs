using Shipworthy.Specs;

// `accept 1.7` rewrites the verdicts of a check's specs; `show 1.7` prints those that differ; `mangle 30` scans damaged apps for 30 minutes, and
// `mangled NUMBER FOLDER` lays one of them out; anything else
// runs the tests.
return args switch
{
    ["accept", .. var rest] => Accepting.Accept(rest is [var filter, ..] ? filter : ""),
    ["show", .. var rest] => Accepting.Show(rest is [var filter, ..] ? filter : ""),
    ["mangled", var number, var folder] => ToughnessTests.LayOut(
        int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
        folder
    ),
    ["mangle", .. var rest] => ToughnessTests.Run(
        rest is [var minutes, ..] ? double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture) : 1,
        rest is [_, var first, ..] ? int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) : null
    ),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
