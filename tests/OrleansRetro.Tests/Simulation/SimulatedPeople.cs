using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Simulation;

/// <summary>Something that somebody asks of a retro. It names ids and how things should be, so it may be asked again.</summary>
sealed record Command(string What, Func<Retro, IEnumerable<RetroEvent>> On)
{
    /// <summary>Only looks.</summary>
    public static Command Look { get; } = new("look", _ => []);

    public override string ToString() => What;
}

/// <summary>One time that a command was asked, and what was answered.</summary>
/// <param name="Known">Highest version of which anybody had heard when it was asked.</param>
/// <param name="Heard">The log's version when it was answered.</param>
/// <param name="Version">The version that was answered; null when the answer was a no.</param>
/// <param name="No">The refusal's code, or null.</param>
/// <param name="Seen">What was seen by looking.</param>
/// <param name="Alone">Whether the activation that answered was the only one then.</param>
sealed record Answered(Command Command, long Known, long Heard, long? Version, string? No, Retro? Seen, bool Alone);

/// <summary>Six pages that click as fast as they are answered, ask again when they hear nothing, and now and then ask for what was asked long ago.</summary>
sealed class SimulatedPeople(World world, SimulatedStore store, SimulatedSilos silos, int commands)
{
    static readonly Caller[] Everybody = [Ana, Ben, Cleo];
    static readonly ColumnId[] Columns = [WentWell, DidNot, Ideas];
    const int Pages = 6;

    readonly Machine _outside = new(world);
    readonly List<(CardId Id, Caller Author)> _cards = [];
    readonly List<Command> _asked = [];
    int _left = commands;
    long _known = store.Events.Count;

    public List<Answered> Answers { get; } = [];

    /// <summary>Pages that still wait for an answer.</summary>
    public int Busy { get; private set; }

    public void Come(Action everythingWasAsked)
    {
        for (var page = 0; page < Pages; page++)
            world.Later(_outside, 0, 20, () => _ = Click());

        async Task Click()
        {
            Busy++;
            while (_left > 0)
            {
                if (--_left == 0)
                    everythingWasAsked();
                await Ask(Next());
            }
            Busy--;
        }
    }

    /// <summary>Until it is answered; a few give up before.</summary>
    async Task Ask(Command command)
    {
        _asked.Add(command);
        while (!await Attempt(command) && !world.Happens(0.05))
            await Later();
    }

    async Task<bool> Attempt(Command command)
    {
        var known = _known;
        var answer = new TaskCompletionSource<Answered?>(TaskCreationOptions.RunContinuationsAsynchronously);
        silos.Call(
            async retro =>
            {
                try
                {
                    var version = await retro.Act(command.On);
                    var seen = command == Command.Look ? retro.Look().State : null;
                    answer.TrySetResult(new(command, known, store.Events.Count, version, null, seen, silos.IsAlone(retro)));
                }
                catch (RejectedException no)
                {
                    answer.TrySetResult(new(command, known, store.Events.Count, null, no.Code, null, silos.IsAlone(retro)));
                }
            },
            failed: failure =>
            {
                if (failure is UnknownOutcomeException or ConflictException)
                    answer.TrySetResult(null);
                else
                    answer.TrySetException(failure);
            });
        world.Later(_outside, 400, 600, () => answer.TrySetResult(null));
        if (await answer.Task is not { } answered)
            return false;
        Answers.Add(answered);
        _known = Math.Max(_known, answered.Version ?? 0);
        return true;
    }

    Task Later()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Later(_outside, 5, 40, later.SetResult);
        return later.Task;
    }

    Command Next()
    {
        var who = Everybody[world.Chance.Next(Everybody.Length)];
        var dice = world.Chance.Next(100);
        if (_cards.Count == 0 || dice < 30)
        {
            var (id, column) = (new CardId(Number(1_000 + _cards.Count)), Columns[world.Chance.Next(Columns.Length)]);
            _cards.Add((id, who));
            return new($"{who.Person} adds {id}", retro => retro.AddCard(who, id, column, "A card", KeyOf(who, id), Limits));
        }
        var (card, author) = _cards[world.Chance.Next(_cards.Count)];
        var words = $"Words {_asked.Count}";
        var count = world.Chance.Next(4);
        var phase = world.Happens(0.5) ? Phase.Write : Phase.Vote;
        return dice switch
        {
            < 42 => new($"rewords {card}", retro => retro.RewordCard(author, card, words, KeyOf(author, card))),
            < 50 => new($"deletes {card}", retro => retro.DeleteCard(author, card, KeyOf(author, card))),
            < 54 => new($"restores {card}", retro => retro.RestoreCard(author, card, KeyOf(author, card), Limits)),
            < 76 => new($"{who.Person} gives {card} {count}", retro => retro.SetVotes(who, card, count, $"tag of {who.Person}")),
            < 80 => new($"goes to {phase}", retro => retro.EnterPhase(Ana, phase, Now)),
            < 94 => Command.Look,
            _ => _asked[world.Chance.Next(_asked.Count)],
        };
    }
}
