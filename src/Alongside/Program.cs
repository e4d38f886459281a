return await Alongside.Commands.CommandLine.Run(args);
