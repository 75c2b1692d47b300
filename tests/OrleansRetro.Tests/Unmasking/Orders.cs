namespace OrleansRetro.Tests.Unmasking;

/// <summary>Attacks on order: whatever lies or comes in some order is held against when people came, and against the order in which they wrote.</summary>
static class Orders
{
    /// <summary>Things in an order, and what tells of a person between them: how many things came before it.</summary>
    sealed record Line(string Name, Played Retro, IReadOnlyList<Thing> Things, IReadOnlyList<(int Before, int Who)> People);

    public static IEnumerable<Attack> OnCards(Evidence evidence, Played[] retros, Random luck)
    {
        var later = retros.SelectMany(retro => Later(evidence, retro)).ToArray();
        foreach (var attack in Against(later, luck, ByColumn))
            yield return attack;
        foreach (var attack in Watching([.. retros.SelectMany(retro => retro.Wires.Take(1).Select(wire => Wire(retro, wire)))]))
            yield return attack;
    }

    public static IEnumerable<Attack> OnBallots(Evidence evidence, string log, bool isOver, Played[] retros, Random luck)
    {
        var lines = retros.Select(retro => new Line($"ballots in {log}", retro, [.. Joins.Ballots(evidence, log, [retro]).Select(row => row.Thing)], [])).ToArray();
        return Against(lines, luck, isOver ? AsBalloted : null);
    }

    /// <summary>Everything that somebody finds later in some order.</summary>
    static IEnumerable<Line> Later(Evidence evidence, Played retro)
    {
        foreach (var (name, log) in evidence.Logs)
            yield return Of($"the log of {name}", retro, Marks.In(string.Join('\n', log.Where(row => row.Stream == $"retro/{retro.Id}" || retro.People.Any(who => row.Stream == $"pm/{who.Person}")).Select(row => $"{row.Stream} {row.Text}"))));
        foreach (var (name, file) in evidence.Files)
            yield return Of($"bytes of {name}", retro, file);
        foreach (var (what, text) in retro.Answers.DistinctBy(answer => answer.What))
            yield return Of(what, retro, Marks.In(text));
        yield return new("ids", retro, [.. Things(retro).OrderBy(thing => thing.Id)], []);
        yield return new("ids as bytes", retro, [.. Things(retro).OrderBy(thing => $"{thing.Id}", StringComparer.Ordinal)], []);
    }

    static IEnumerable<Thing> Things(Played retro) => retro.Written.Select(written => new Thing(retro, written.Card, written.Who));

    /// <summary>Where cards are first spoken of, and people between them.</summary>
    static Line Of(string name, Played retro, List<(int At, string Value)> marks)
    {
        var cards = Things(retro).ToDictionary(thing => $"{thing.Id}");
        var people = retro.People.SelectMany((who, at) => who.Tokens.Append($"#{at + 1}").Select(token => (token, at))).DistinctBy(who => who.token).ToDictionary(who => who.token, who => who.at);
        var (things, told) = (new List<Thing>(), new List<(int, int)>());
        foreach (var (_, mark) in marks)
            if (cards.Remove(mark, out var thing))
                things.Add(thing);
            else if (people.TryGetValue(mark, out var who))
                told.Add((things.Count, who));
        return new(name, retro, things, told);
    }

    /// <param name="written">Takes the order for the true one, which somebody may know who watched keyboards and reads later; null where that is too much to know.</param>
    static IEnumerable<Attack> Against(Line[] lines, Random luck, Func<Line, IEnumerable<Guess>>? written)
    {
        foreach (var alike in lines.GroupBy(line => line.Name))
        {
            if (written is not null)
                yield return new($"{alike.Key}: in the order in which people wrote", Null.Knowledge, [.. alike.SelectMany(written)]);
            yield return new($"{alike.Key}: six parts, as people came", Null.Names, [.. alike.SelectMany(line => line.Things.Select((thing, at) => thing.By(at * 6 / line.Things.Count)))]);
            yield return new($"{alike.Key}: in turn", Null.Names, [.. alike.SelectMany(line => line.Things.Select((thing, at) => thing.By(at % 6)))]);
            foreach (var reach in new[] { 1, 3 })
                yield return new($"{alike.Key}: {reach} after a sign of somebody", Null.Names, [.. alike.SelectMany(line => After(line, reach))]);
            yield return new($"{alike.Key}: by anybody who had come", Null.Names, [.. alike.SelectMany(line => Came(line, luck))]);
            yield return new($"{alike.Key}: by whoever the one before is by", Null.Knowledge, [.. alike.SelectMany(Neighbours)]);
        }
    }

    static IEnumerable<Guess> ByColumn(Line line)
    {
        var order = line.Retro.Written.Select((written, at) => (written.Card, at)).ToDictionary(written => (object)written.Card, written => written.at);
        return line.Things.GroupBy(thing => line.Retro.Columns[(Guid)thing.Id]).SelectMany(column => Aligned([.. column], [.. column.OrderBy(thing => order[thing.Id]).Select(thing => thing.Author)]));
    }

    static IEnumerable<Guess> AsBalloted(Line line) => line.Things.Count == line.Retro.Balloted.Count ? Aligned(line.Things, line.Retro.Balloted) : [];

    static IEnumerable<Guess> Aligned(IReadOnlyList<Thing> things, IReadOnlyList<int> written) =>
        things.Zip(written, (thing, who) => thing.By(who) with { Chance = written.Count(other => other == who) / (double)written.Count });

    static IEnumerable<Guess> After(Line line, int reach) =>
        from sign in line.People.Distinct()
        from thing in line.Things.Skip(sign.Before).Take(reach)
        select thing.By(sign.Who);

    static IEnumerable<Guess> Came(Line line, Random luck)
    {
        for (var at = 0; at < line.Things.Count; at++)
            if (line.People.Where(sign => sign.Before <= at).Select(sign => sign.Who).Distinct().ToArray() is { Length: > 0 } came)
                yield return line.Things[at].By(came[luck.Next(came.Length)]);
    }

    static IEnumerable<Guess> Neighbours(Line line)
    {
        var chance = Odds.OfPair(line.Things.Select(thing => thing.Author));
        return line.Things.Zip(line.Things.Skip(1), (one, next) => next.By(one.Author) with { Chance = chance });
    }

    /// <summary>Cards as they came to somebody who listened from the first on, and whom it saw come.</summary>
    static Line Wire(Played retro, List<Infrastructure.EventStream.Event> wire) =>
        Of("the event stream", retro, [(0, "#1"), .. Marks.In(string.Join('\n', wire.Where(sent => sent.Name == "change").Select(sent => sent.Raw)))]);

    static IEnumerable<Attack> Watching(Line[] wires)
    {
        foreach (var reach in new[] { 1, 2 })
            yield return new($"the event stream: {reach} after somebody came", Null.Room, [.. wires.SelectMany(wire => After(wire, reach).Select(guess => guess with { Chance = ChanceOf(wire, guess) }))]);
        yield return new("the event stream: which of those that left together", Null.Knowledge, [.. wires.SelectMany(Together)]);
    }

    /// <summary>One of those who had come when it left.</summary>
    static double ChanceOf(Line wire, Guess guess)
    {
        var at = wire.Things.Select(thing => thing.Id).ToList().IndexOf(guess.Thing);
        return 1.0 / wire.People.Where(sign => sign.Before <= at).Select(sign => sign.Who).Distinct().Count();
    }

    /// <summary>Whoever watched keyboards takes the order of a batch for the order of writing.</summary>
    static IEnumerable<Guess> Together(Line wire)
    {
        var came = wire.Things.Select((thing, at) => (thing, at)).ToDictionary(thing => (Guid)thing.thing.Id);
        foreach (var batch in wire.Retro.Batches.Where(batch => batch.TrueForAll(came.ContainsKey)))
        {
            int[] authors = [.. batch.Select(wire.Retro.AuthorOf)];
            if (authors.Distinct().Count() < 2)
                continue;
            foreach (var guess in Aligned([.. batch.OrderBy(card => came[card].at).Select(card => came[card].thing)], authors))
                yield return guess;
        }
    }
}
