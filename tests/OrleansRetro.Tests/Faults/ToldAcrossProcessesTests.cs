using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Faults;

/// <summary>What a silo answers when its store fails, as another process hears it.</summary>
public sealed class ToldAcrossProcessesTests
{
    [Fact, Trait("Row", "Fault-R5")]
    public void An_unknown_outcome_is_told_whatever_the_store_threw()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var told = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new UnknownOutcomeException("It could not be written.", new NpgsqlException("The server went away."))));

        Assert.Equal("It could not be written.", Assert.IsType<UnknownOutcomeException>(told).Message);
        Assert.Contains("The server went away.", told.InnerException!.Message, StringComparison.Ordinal);
    }
}
