using Alongside.Benchmarks;

// The first word says which of the processes of a run this is; people say only what ./bench names.
return args switch
{
    ["serve", var data, var database, var url] => await Served.Run(data, database, url),
    ["read", var file] => TallyRun.Read(file),
    ["peers", var spec, var url] => await Peers.Run(spec, url),
    _ => await Bench.Run(args),
};
