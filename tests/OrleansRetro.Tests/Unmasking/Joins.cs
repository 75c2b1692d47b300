using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>Attacks that look for what a card and a person have in common: a name, a number, a hash, a neighbour.</summary>
static partial class Joins
{
    const int Near = 300;

    public static IEnumerable<Attack> OnCards(Evidence evidence, Played[] retros)
    {
        var (things, makings) = (Things(evidence, retros), new Makings(evidence.Keys));
        var units = Units(evidence, retros, things).ToArray();
        foreach (var source in units.GroupBy(unit => unit.Source))
            yield return new($"named with it in {source.Key}", Null.Names, [.. source.SelectMany(unit => NamedIn(unit.Text, things[unit.Thing]))]);
        foreach (var field in units.SelectMany(unit => unit.Fields.Select(field => (unit.Source, unit.Thing, field.Name, field.Value))).GroupBy(field => (field.Source, field.Name)))
            yield return new($"number in {field.Key.Name} of {field.Key.Source}", Null.Names,
                [.. field.Where(field => field.Value is ['1' or '2' or '3' or '4' or '5' or '6']).Select(field => things[field.Thing].By(field.Value[0] - '1'))]);
        yield return new("hashes of what a person is called", Null.Names, [.. units.SelectMany(unit => unit.Fields.SelectMany(field => makings.Find(field.Value, things[unit.Thing])))]);
        yield return new("the same value as another card of theirs", Null.Knowledge, [.. Linked(units, things)]);
        foreach (var file in evidence.Files)
            yield return new($"next to it in {file.Key}", Null.Names, [.. Beside(file.Value, things, retros)]);
    }

    public static IEnumerable<Attack> OnBallots(Evidence evidence, string log, IReadOnlyList<byte[]> keys, Played[] retros)
    {
        var (rows, makings) = (Ballots(evidence, log, retros).ToArray(), new Makings(keys));
        yield return new($"ballots in {log}: named with it", Null.Names, [.. rows.SelectMany(row => NamedIn(row.Text, row.Thing))]);
        yield return new($"ballots in {log}: hashes of what a person is called", Null.Names, [.. rows.SelectMany(row => makings.Find(row.Tag, row.Thing))]);
    }

    /// <summary>Votes and answers as they lie in a log, and whose they are.</summary>
    public static IEnumerable<(Thing Thing, string Tag, string Text)> Ballots(Evidence evidence, string log, Played[] retros)
    {
        var known = retros.ToDictionary(retro => $"retro/{retro.Id}");
        return evidence.Logs[log].Where(row => known.ContainsKey(row.Stream)).Select(row => (row, Tag: Tag().Match(row.Text).Groups[1].Value))
            .Where(row => row.Tag.Length > 0 && known[row.row.Stream].Tags.ContainsKey(row.Tag))
            .Select(row => (new Thing(known[row.row.Stream], row.row.Version, known[row.row.Stream].Tags[row.Tag]), row.Tag, row.row.Text));
    }

    /// <summary>A card by all that it is called.</summary>
    static Dictionary<string, Thing> Things(Evidence evidence, Played[] retros)
    {
        var things = retros.SelectMany(retro => retro.Written.Select(written => new Thing(retro, written.Card, written.Who))).ToDictionary(thing => $"{thing.Id}");
        foreach (var log in evidence.Logs.Values.SelectMany(log => log))
            if (Added().Match(log.Text) is { Success: true } added && things.TryGetValue(added.Groups[1].Value, out var thing) && KeyHash().Match(log.Text) is { Success: true } key)
                things[key.Groups[1].Value] = thing;
        return things;
    }

    /// <summary>All objects and lines that speak of a card and of nothing larger.</summary>
    static IEnumerable<(string Source, string Thing, string Text, List<(string Name, string Value)> Fields)> Units(Evidence evidence, Played[] retros, Dictionary<string, Thing> things)
    {
        var texts = evidence.Logs.SelectMany(log => log.Value.Select(row => (Source: $"the log of {log.Key}", row.Text)))
            .Concat(retros.SelectMany(retro => retro.Wires.SelectMany(wire => wire).Select(sent => (Source: "the event stream", Text: sent.Raw))))
            .Concat(retros.SelectMany(retro => retro.Answers.Where(answer => answer.Text.StartsWith('{')).Select(answer => (Source: answer.What, answer.Text))));
        foreach (var (source, text) in texts.Distinct())
            foreach (var item in Objects(JsonDocument.Parse(text).RootElement))
            {
                var fields = Scalars(item).ToList();
                if (fields.Select(field => field.Value).FirstOrDefault(things.ContainsKey) is { } card)
                    yield return (source, card, item.GetRawText(), fields);
            }
        foreach (var line in evidence.Lines.Concat(retros.SelectMany(retro => retro.Answers.Where(answer => !answer.Text.StartsWith('{'))).SelectMany(answer => answer.Text.Split('\n'))))
            foreach (Match card in Uuid().Matches(line))
                if (things.ContainsKey(card.Value))
                    yield return ("a line of what was printed or exported", card.Value, line, []);
    }

    static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    static IEnumerable<(string Name, string Value)> Scalars(JsonElement item) =>
        item.EnumerateObject().Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(property => (property.Name, property.Value.ToString()));

    static IEnumerable<Guess> NamedIn(string text, Thing thing)
    {
        int[] named = [.. Enumerable.Range(0, 6).Where(who => thing.Retro.People[who].Tokens.Any(token => text.Contains(token, StringComparison.OrdinalIgnoreCase)))];
        return named is [var only] ? [thing.By(only)] : [];
    }

    /// <summary>Whatever can be made of a person's names, with the keys there are.</summary>
    sealed class Makings(IReadOnlyList<byte[]> keys)
    {
        readonly Dictionary<Played, Dictionary<string, int>> _ofPeople = [];
        readonly Dictionary<Thing, Dictionary<string, int>> _ofThings = [];

        public IEnumerable<Guess> Find(string value, Thing thing)
        {
            if (value.Length < 20)
                yield break;
            if (!_ofPeople.TryGetValue(thing.Retro, out var ofPeople))
                _ofPeople[thing.Retro] = ofPeople = Made(thing.Retro, token =>
                    [token, Secret.Hash(token), Secret.Hash($"{thing.Retro.Id}{token}"), Secret.Hmac(Bytes(thing.Retro.Id), token), .. keys.Select(key => Secret.Hmac(key, token))]);
            if (!_ofThings.TryGetValue(thing, out var ofThings))
                _ofThings[thing] = ofThings = Made(thing.Retro, token =>
                    [Secret.Hmac(Bytes(token), $"{thing.Id}"), Secret.Hash(Secret.Hmac(Bytes(token), $"{thing.Id}")), Secret.Hash($"{token}{thing.Id}"), .. keys.Select(key => Secret.Hmac(key, $"{token}{thing.Id}"))]);
            if (ofPeople.TryGetValue(value, out var who) || ofThings.TryGetValue(value, out who))
                yield return thing.By(who);
        }

        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

        static Dictionary<string, int> Made(Played retro, Func<string, IEnumerable<string>> make) =>
            retro.People.SelectMany((who, at) => who.Tokens.SelectMany(make).Select(made => (made, at))).DistinctBy(made => made.made).ToDictionary(made => made.made, made => made.at);
    }

    /// <summary>Whoever knows of one card whose it is guesses the same of others with the same value.</summary>
    static IEnumerable<Guess> Linked((string Source, string Thing, string Text, List<(string Name, string Value)> Fields)[] units, Dictionary<string, Thing> things)
    {
        var cards = units.SelectMany(unit => unit.Fields.Select(field => (Thing: things[unit.Thing], field.Name, field.Value)))
            .Where(field => field.Value.Length >= 8 && field.Name is not ("column" or "$t" or "type" or "phase" or "group")).Distinct();
        foreach (var alike in cards.GroupBy(card => (card.Thing.Retro, card.Name, card.Value)))
            foreach (var other in alike.Skip(1))
                yield return other.Thing.By(alike.First().Thing.Author) with { Chance = Odds.OfPair(other.Thing.Retro.Written.Select(written => written.Who)) };
    }

    /// <summary>The nearest person in a file.</summary>
    static IEnumerable<Guess> Beside(List<(int At, string Value)> marks, Dictionary<string, Thing> things, Played[] retros)
    {
        var people = retros.SelectMany(retro => retro.People.SelectMany((who, at) => who.Tokens.Select(token => (Token: token, Who: (Retro: retro, At: at))))).ToLookup(token => token.Token, token => token.Who);
        for (var card = 0; card < marks.Count; card++)
        {
            if (!things.TryGetValue(marks[card].Value, out var thing))
                continue;
            var near = new[] { -1, 1 }.SelectMany(step => Walk(card, step)).OrderBy(mark => Math.Abs(mark.At - marks[card].At))
                .SelectMany(mark => people[mark.Value]).Where(person => person.Retro == thing.Retro).Take(1);
            foreach (var person in near)
                yield return thing.By(person.At);
        }

        IEnumerable<(int At, string Value)> Walk(int from, int step)
        {
            for (var at = from + step; at >= 0 && at < marks.Count && Math.Abs(marks[at].At - marks[from].At) < Near; at += step)
                yield return marks[at];
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("\"card-added\",\"card\":\"([^\"]+)\"")]
    private static partial Regex Added();

    [GeneratedRegex("\"keyHash\":\"([^\"]+)\"")]
    private static partial Regex KeyHash();

    [GeneratedRegex("\"voterTag\":\"([^\"]+)\"")]
    private static partial Regex Tag();
}

/// <summary>A card or a ballot, and the truth about it.</summary>
sealed record Thing(Played Retro, object Id, int Author)
{
    /// <summary>Whoever reads later knows six names.</summary>
    public Guess By(int who) => new(Retro, Id, Author, who, 1 / 6.0);
}
