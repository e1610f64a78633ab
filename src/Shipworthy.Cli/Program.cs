using Shipworthy.Cli;

var surroundings = Surroundings.OfProcess();
var code = CommandLine.Run(args, surroundings);
surroundings.Out.Flush();
return (int)code;
