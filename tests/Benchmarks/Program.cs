using OrleansRetro.Benchmarks;

// writer [--batches 1,16,64] [--seconds 0.3] [--rounds 25] [--directory /path/on/the/disk/to/measure] [--out file.md]
var options = Options.Parse(args);
switch (options.What)
{
    case "writer":
        await WriterBenchmark.Run(options);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: writer");
        return 1;
}
