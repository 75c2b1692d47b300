using System.Globalization;
using System.Text;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Tests.Ops;
using OrleansRetro.Tests.Upkeep;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>Retros that are held at the same time in one program that says all it can, and what is left of them.</summary>
static class Evening
{
    /// <param name="titles">What retros are called, so many of each.</param>
    /// <param name="program">The program to run, if it isn't the one that was built.</param>
    public static async Task<Evidence> Play(IReadOnlyList<string> titles, int retros, int seed, string? program)
    {
        using var scratch = new ScratchDirectory();
        var gateway = FreePort.Next();
        await using var collector = new Collector();
        await using var running = await RetroProgram.StartAs(program, scratch.File("data"),
        [
            ("Retro__Limits__Enabled", "false"), ("Logging__LogLevel__Default", "Trace"), ("Logging__Console__FormatterOptions__IncludeScopes", "true"),
            ("Orleans__GatewayPort", gateway.ToString(CultureInfo.InvariantCulture)), .. collector.Settings,
        ]);
        var keys = Path.Combine(running.DataDirectory, "keys.db");
        await using var stage = await Stage.Open(running.Address, client => client.UseLocalhostClustering(gateway, "orleans-retro", "orleans-retro"), name =>
            Evidence.Query(keys, $"SELECT secret FROM keys WHERE name = '{name}'", row => row.GetFieldValue<byte[]>(0)).FirstOrDefault());

        var playing = await Task.WhenAll(titles.SelectMany(title => Enumerable.Range(0, retros).Select(number => stage.Start(title, new((seed * 100) + number)))));
        await Task.WhenAll(playing.Select(retro => retro.Write()));
        await Task.WhenAll(playing.Select(retro => retro.Vote()));
        await Command.Run(["backup", "--to", scratch.File("while voting")], ("Retro__DataDirectory", running.DataDirectory));
        await Task.WhenAll(playing.Select(retro => retro.Close()));
        var next = await Task.WhenAll(playing.Take(2).Select(async (last, number) =>
        {
            var next = await stage.Next(last, new((seed * 100) + retros + number));
            await next.Write();
            await next.Vote();
            await next.Close();
            return next;
        }));
        await Command.Run(["backup", "--to", scratch.File("backup")], ("Retro__DataDirectory", running.DataDirectory));

        var evidence = new Evidence([.. playing.Concat(next).Select(retro => retro.Played)]);
        evidence.AddFolder("data", running.DataDirectory);
        evidence.AddFolder("backup", scratch.File("backup"));
        evidence.Logs["while voting"] = Evidence.Rows(Path.Combine(scratch.File("while voting"), "log.db"));
        await running.Stop();
        evidence.Lines.AddRange(running.Said);
        evidence.Lines.AddRange(collector.Traces.Concat(collector.Metrics).Select(Encoding.Latin1.GetString));
        return evidence;
    }

    /// <summary>All attacks: on cards, on ballots while the vote is open and the keys are elsewhere, and on ballots when all is over and keys.db is there.</summary>
    public static List<Attack> AttacksOn(Evidence evidence, string title, int seed)
    {
        var luck = new Random(seed);
        return
        [
            .. Attacks.OnCards(evidence, title, luck),
            .. Attacks.OnBallots(evidence, "while voting", [], isOver: false, title, luck),
            .. Attacks.OnBallots(evidence, "data", evidence.Keys, isOver: true, title, luck),
        ];
    }
}
