using System.Globalization;

namespace OrleansRetro.Load;

/// <summary>The command line: a command, then <c>--name value</c> pairs.</summary>
sealed class Options
{
    readonly Dictionary<string, List<string>> given = [];

    public string Command { get; private init; } = "";

    public static Options Parse(string[] args)
    {
        var options = new Options { Command = args.FirstOrDefault("") };
        for (var i = 1; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
                throw new ArgumentException($"'{args[i]}' is not a --name with a value");
            var name = args[i][2..];
            if (!options.given.TryGetValue(name, out var values)) options.given[name] = values = [];
            values.Add(args[i + 1]);
        }
        return options;
    }

    /// <summary>Takes an option; what nobody has taken is refused by <see cref="NothingElse"/>.</summary>
    public string Text(string name, string otherwise) => given.Remove(name, out var values) ? values[^1] : otherwise;

    public string[] Texts(string name) => given.Remove(name, out var values) ? [.. values] : [];

    public int Number(string name, int otherwise) => (int)Real(name, otherwise);

    public double Real(string name, double otherwise)
    {
        var text = Text(name, otherwise.ToString(CultureInfo.InvariantCulture));
        return double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw new ArgumentException($"--{name} '{text}' is not a number");
    }

    public TimeSpan Seconds(string name, double otherwise) => TimeSpan.FromSeconds(Real(name, otherwise));

    public void NothingElse()
    {
        if (given.Count > 0) throw new ArgumentException($"{Command} has no option --{given.Keys.First()}");
    }
}
