using OrleansRetro.Tests.Contracts;
using OrleansRetro.Tests.Domain;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Simulation;

/// <summary>Retros on machines that die, freeze, come back and lose answers, all in one thread: a seed is a run, and the same seed is the same run.</summary>
[Collection(nameof(Alone))]
public sealed class WhateverMachinesDo(ITestOutputHelper output)
{
    const int Seeds = 10_000, Commands = 200;
    static readonly StoreQuality Usual = new(Trouble: 0.05);

    [Fact, Trait("Row", "Fault-R8"), Trait("Row", "Fault-R11"), Trait("Row", "Fault-R13")]
    public void Nothing_that_was_answered_is_lost_or_done_twice()
    {
        var began = TimeProvider.System.GetTimestamp();
        var (answers, activations) = (0, 0);
        Parallel.For(1, Seeds + 1, seed =>
        {
            var run = Run(seed, Usual);
            Assert.True(run.Complaint is null, $"Seed {seed}: {run.Complaint}");
            Interlocked.Add(ref answers, run.Answers);
            Interlocked.Add(ref activations, run.Activations);
        });
        output.WriteLine($"{Seeds} seeds of {Commands} commands, {answers} answers, {activations} activations: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.InRange(activations, Seeds * 3, Seeds * 30);
    }

    [Fact]
    public void A_seed_is_a_run() => Assert.Equal(Run(7, Usual), Run(7, Usual));

    /// <summary>Runs that go wrong are seen to: with each of these bugs some of the first seeds complain.</summary>
    [Theory]
    [InlineData("versions")]
    [InlineData("chains")]
    [InlineData("early")]
    [InlineData("hidden")]
    public void A_store_with_a_bug_is_found_out(string bug)
    {
        var quality = Usual with { IgnoresVersions = bug == "versions", IgnoresChains = bug == "chains", AnswersEarly = bug == "early", HidesFailures = bug == "hidden" };
        Assert.Contains(Enumerable.Range(1, 20), seed => Run(seed, quality).Complaint is { Length: > 0 });
    }

    readonly record struct Outcome(string? Complaint, int Answers, int Activations, int Events, long Took);

    static Outcome Run(int seed, StoreQuality quality)
    {
        var world = new World(seed);
        var store = new SimulatedStore(world, new(world), quality);
        store.Events.AddRange(Cast.Started().Select(@event => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(Stored.Text(@event))));
        var silos = new SimulatedSilos(world, store, trouble: 1);
        var people = new SimulatedPeople(world, store, silos, Commands);
        people.Come(everythingWasAsked: () =>
        {
            store.Heal();
            silos.Leave();
        });
        world.Run();
        var complaint = people.Busy > 0 ? $"{people.Busy} wait for ever" : new Truth(store.Events).Complaint(people.Answers, silos.Retros);
        return new(complaint, people.Answers.Count, silos.Retros.Count, store.Events.Count, world.Now);
    }
}
