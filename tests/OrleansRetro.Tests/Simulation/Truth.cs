using System.Text.Json;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Simulation;

/// <summary>Judges a history by the log, which holds the order of everything that had an effect.</summary>
sealed class Truth
{
    readonly RetroEvent[] _events;
    readonly Retro[] _states;
    readonly IReadOnlyList<ReadOnlyMemory<byte>> _stored;

    public Truth(IReadOnlyList<ReadOnlyMemory<byte>> stored)
    {
        _stored = stored;
        _events = [.. stored.Select(data => JsonSerializer.Deserialize(data.Span, RetroJson.Default.RetroEvent)!)];
        _states = new Retro[_events.Length + 1];
        _states[0] = Retro.Empty;
        for (var version = 1; version <= _events.Length; version++)
            _states[version] = _states[version - 1].Evolve(_events[version - 1]);
    }

    /// <summary>The first thing that must not be, or null.</summary>
    public string? Complaint(IEnumerable<Answered> answers, IEnumerable<SimulatedRetro> retros) =>
        WhatNobodyMayDecide() ?? retros.Select(WhatWasToldWrongly).FirstOrDefault(wrong => wrong is not null) ?? answers.Select(WhatWasAnsweredWrongly).FirstOrDefault(wrong => wrong is not null);

    /// <summary>No card twice, and never more votes than there are.</summary>
    string? WhatNobodyMayDecide()
    {
        var cards = new HashSet<CardId>();
        for (var version = 1; version <= _events.Length; version++)
        {
            if (_events[version - 1] is CardAdded added && !cards.Add(added.Card))
                return $"version {version} adds {added.Card} once more";
            if (_events[version - 1] is VotesSet set && _states[version].Voting.Left(set.VoterTag, _states[version]) < 0)
                return $"version {version} spends more votes than there are";
        }
        return null;
    }

    /// <summary>Watchers hear what is in the log, and nothing else, in its order.</summary>
    string? WhatWasToldWrongly(SimulatedRetro retro)
    {
        var next = 0L;
        foreach (var (version, data) in retro.Told)
        {
            if (next > 0 && version != next)
                return $"watchers heard version {version} after {next - 1}";
            if (version > _stored.Count || !_stored[(int)version - 1].Span.SequenceEqual(data))
                return $"watchers heard something else than version {version}";
            next = version + 1;
        }
        return null;
    }

    /// <summary>There must have been a moment, between question and answer, at which the rules give this answer.</summary>
    string? WhatWasAnsweredWrongly(Answered answered)
    {
        if (answered.Version > answered.Heard)
            return $"\"{answered.Command}\" was answered with version {answered.Version} when the log was at {answered.Heard}";
        if (answered.Seen is { } seen)
            return answered.Alone && answered.Version < answered.Known ? $"version {answered.Version} was shown to somebody who had heard of {answered.Known}" :
                IsSame(seen, _states[answered.Version!.Value]) ? null : $"what was shown as version {answered.Version} is something else";
        var until = answered.Version ?? answered.Heard;
        // An activation that was not the only one may not know of the last appends, and its answer is then that of an earlier moment.
        for (var version = until; version >= (answered.Alone ? answered.Known : 0); version--)
        {
            if (IsAnswer(answered, (int)version, until))
                return null;
        }
        return $"\"{answered.Command}\" was answered \"{answered.No ?? $"done at {answered.Version}"}\", which nothing between {answered.Known} and {until} explains";
    }

    bool IsAnswer(Answered answered, int version, long until)
    {
        try
        {
            var wanted = answered.Command.On(_states[version]).ToArray();
            return answered.No is null && version + wanted.Length <= until && wanted.AsSpan().SequenceEqual(_events.AsSpan(version, Math.Min(wanted.Length, _events.Length - version)));
        }
        catch (RejectedException no)
        {
            return answered.No == no.Code;
        }
    }

    static bool IsSame(Retro left, Retro right) =>
        (left.Phase, left.Voting.Round, left.Voting.Open, left.Cards.Count, left.Voting.Ballots.Count) == (right.Phase, right.Voting.Round, right.Voting.Open, right.Cards.Count, right.Voting.Ballots.Count)
        && left.Cards.All(card => right.Cards.TryGetValue(card.Key, out var other) && card.Value.Equals(other))
        && left.Voting.Ballots.All(ballot => ballot.Value.Count == right.Voting.Ballots[ballot.Key].Count && ballot.Value.All(vote => right.Voting.Ballots[ballot.Key].GetValueOrDefault(vote.Key) == vote.Value));
}
