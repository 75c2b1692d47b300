using OrleansRetro.Benchmarks;

// writer | grains | activation [--batches 1,16,64] [--seconds 0.3] [--rounds 25] [--directory /path/on/the/disk/to/measure] [--out file.md]
// writer --postgres "Host=127.0.0.1;Username=…": over a server that is there; makes databases of its own and drops them
var options = Options.Parse(args);
switch (options.What)
{
    case "writer":
        await WriterBenchmark.Run(options);
        return 0;
    case "grains":
        await GrainBenchmark.Run(options);
        return 0;
    case "activation":
        await ActivationBenchmark.Run(options);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: writer, grains or activation");
        return 1;
}
