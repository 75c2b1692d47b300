using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Cluster;

static class Refusal
{
    /// <summary>A no with this code came back over the wire.</summary>
    public static async Task Refused(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<RejectedException>(act)).Code);
}
