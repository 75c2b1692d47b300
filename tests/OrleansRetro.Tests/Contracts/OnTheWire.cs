using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Contracts;

/// <summary>Failures that a silo tells a web.</summary>
[Trait("Row", "Fault-R5")]
public sealed class OnTheWire
{
    /// <summary>Orleans refuses what a database's own exceptions are made of, and whoever asked would hear of that instead.</summary>
    [Fact]
    public void An_unknown_outcome_arrives_whatever_was_behind_it()
    {
        var behind = new UnknownOutcomeException("The event log could not be written.", new PostgresException("terminating connection", "FATAL", "FATAL", "57P01"));
        var arrived = Sent(behind);
        Assert.Equal(behind.Message, arrived.Message);
        Assert.Contains("terminating connection", arrived.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_arrive_whole()
    {
        var no = Sent(new RejectedException("votes-spent", "3"));
        Assert.Equal(("votes-spent", "3"), (no.Code, no.Args.Single()));
        Assert.Equal("retro/a", Sent(new ConflictException("retro/a")).Stream);
        Assert.Equal("retro/a", Sent(new StreamDeletedException("retro/a")).Stream);
    }

    static T Sent<T>(T failure) where T : Exception
    {
        using var services = new ServiceCollection().AddSerializer(types => types.AddAssembly(typeof(IEventLog).Assembly)).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        // As the field of an answer, which may be any exception.
        return Assert.IsType<T>(serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(failure)));
    }
}
